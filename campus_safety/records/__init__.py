"""What every record of the app is, one trait per file; controllers inherit and call it."""
