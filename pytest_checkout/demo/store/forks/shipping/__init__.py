"""Shipping: standard and express."""
