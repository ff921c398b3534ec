"""Passages, files of them, the night they tell of, whoever left no trace."""
