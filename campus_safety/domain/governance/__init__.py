"""How a subject is assessed."""
