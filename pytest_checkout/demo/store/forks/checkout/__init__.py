"""Checkout: a choice of payment, the card form, and the charge."""
