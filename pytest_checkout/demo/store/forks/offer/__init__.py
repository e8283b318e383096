"""Offers: percentages rounded once, to the penny."""
