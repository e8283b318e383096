"""What we learned: results and the decision that follows from them. Pure."""
