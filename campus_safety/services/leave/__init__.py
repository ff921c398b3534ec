"""Use cases of leave and of living off campus (domain §4)."""
