"""Rules of the personal information law (PIPL) as values."""
