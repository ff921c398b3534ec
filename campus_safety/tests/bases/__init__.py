"""What several test files of one DocType begin with."""
