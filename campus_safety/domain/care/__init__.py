"""What a talk, a contact and a visit must say to count."""
