"""Psychological screening 心理普测 (domain §6) as pure rules: scoring, flags, validity, deadlines, figures that name nobody."""
