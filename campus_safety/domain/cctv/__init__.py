"""Footage of cameras that is looked at 监控回看 (domain §13)."""
