"""Vouchers: names in the shopper's language."""
