"""How the app tells somebody something."""
