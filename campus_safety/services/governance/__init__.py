"""Assessing who did what was owed."""
