"""Posts, their scope and coverage, terms, mentors, and the import of students."""
