"""Oscar apps of which the shop replaces parts, each the way Oscar's documentation tells its users to do it."""
