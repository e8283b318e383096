"""How a shop that nobody has scripted is read and used."""
