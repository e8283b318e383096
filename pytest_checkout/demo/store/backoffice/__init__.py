"""The back office: a token-protected JSON interface to orders, stock, codes and switches."""
