"""Psychological screening: scales, campaigns, consent, sittings and their validity, interviews, figures that name nobody."""
