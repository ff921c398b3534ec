"""Opening what is secret: reveal, emergency access, and the log of both."""
