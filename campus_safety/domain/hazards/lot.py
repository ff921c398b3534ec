"""The second look 复查 by lot: so many percent of what was closed, none of it foreseeable while the seed is unknown."""

import hashlib

FULL = 1 << 32


def is_drawn(seed: str, name: str, percent: int) -> bool:
	"""The same seed draws the same; `percent` of 0 draws none, of 100 all."""
	first = hashlib.sha256(f"{seed}|{name}".encode()).digest()[:4]
	return int.from_bytes(first, "big") * 100 < percent * FULL
