"""Addresses: country names in the shopper's language, postcodes and states only where a country has them."""
