"""Disputes 矛盾纠纷 (domain §13)."""
