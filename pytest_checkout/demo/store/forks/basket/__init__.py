"""Basket: one choice field per product option."""
