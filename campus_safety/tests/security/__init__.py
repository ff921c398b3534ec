"""One file per threat: what a forbidden actor tries over HTTP, and that whoever it is meant for can still do their work."""
