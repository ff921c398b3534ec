"""Numbers about people that whoever only counts may not see: so small that they point at somebody (domain §6)."""

from campus_safety.domain.duties.coverage import FEWEST


def tells_nobody(count: int) -> bool:
	"""None, or enough of them."""
	return count == 0 or count >= FEWEST


def part_shown(part: int, whole: int) -> int | None:
	"""A part of a whole, unless it or its complement is a handful: None, never 0, stands for what is not told."""
	return part if whole >= FEWEST and tells_nobody(part) and tells_nobody(whole - part) else None


def whole_shown(whole: int) -> int | None:
	return whole if whole >= FEWEST else None
