"""What must be true: checklists, read, checked and rendered as Gherkin. Pure."""
