"""Talks, contacts and visits: quick entry, copied texts, what follows an abnormal state."""
