"""What waits for a person, counted and listed in their own reach."""
