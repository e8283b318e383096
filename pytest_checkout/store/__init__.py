"""The store under test: what its owner tells us, and what may be asked of it."""
