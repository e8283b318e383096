"""What breaks checkouts: one module per family, each a pytest plugin."""
