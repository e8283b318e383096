"""Catalogue: titles, descriptions and names in the shopper's language."""
