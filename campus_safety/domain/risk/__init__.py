"""Levels, and who must sign to change them."""
