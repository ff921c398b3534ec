"""Writing and committing many rows at once."""
