"""Payment: the card form as browsers can fill it, payment names in the shopper's language."""
