"""Whose rows may be counted for the whole school by those who may not read them: the shape of a line of declared/."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Counted:
	"""Rows of `doctype`, counted as a whole for an office that opens `report`.

	hides_handfuls: fewer than five would point at somebody (domain §6); told as a handful, never as 0.
	"""

	doctype: str
	report: str
	hides_handfuls: bool = False
