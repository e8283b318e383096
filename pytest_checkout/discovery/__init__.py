"""Getting to know a shop from its address alone: what `pytest-checkout discover` does before it writes a profile."""
