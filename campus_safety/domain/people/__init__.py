"""Terms and holidays, posts, identity numbers, what a list of students says."""
