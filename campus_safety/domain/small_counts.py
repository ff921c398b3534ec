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


def in_steps(number: int, shift: int) -> int:
	"""A number of at least a handful, told so roughly that one person more or less does not show: a multiple of FEWEST.

	shift: 0 to FEWEST - 1, another one for each set of people that is counted, so that nobody finds where the next step begins.
	"""
	return max(FEWEST, (number + shift % FEWEST) // FEWEST * FEWEST)
