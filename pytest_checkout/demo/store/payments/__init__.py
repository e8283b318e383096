"""Payments by card and debit from the first try to the refund, whoever tells how they ended."""
