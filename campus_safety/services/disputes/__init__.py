"""Disputes 矛盾纠纷 (domain §13): both sides heard, mediated by somebody of neither, revisited; overdue ones call."""
