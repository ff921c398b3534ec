"""Names that follow from what a thing is: made twice they collide, and that is the point."""

import hashlib
from datetime import date


def roll_name(building: str, night: date) -> str:
	"""One roll call per building and night, by its very name: NR-20261125-1号楼."""
	return f"NR-{night:%Y%m%d}-{building}"[:140]


def row_name(roll: str, student: str) -> str:
	"""The one row of a student in a roll call; a hash, because a name is shown where the row is not."""
	return hashlib.sha256(f"{roll}|{student}".encode()).hexdigest()[:24]
