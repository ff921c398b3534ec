"""The night: who is expected, who is in, who is missing, and what happens until that is answered (domain §5)."""
