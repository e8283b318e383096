"""Partners: prices on the tag include the tax of their product."""
