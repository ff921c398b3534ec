"""Risk levels and factors (domain §7), seeded where missing."""

RISK_LEVELS: list[dict] = []
RISK_FACTORS: list[dict] = []
