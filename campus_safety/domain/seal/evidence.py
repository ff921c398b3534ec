"""Which records are sealed."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Evidence:
	"""Every version of this DocType's records has a leaf, its child rows with it.

	statuses: of those only that have come so far; before, a record is still being made (a roll call until noon).
	"""

	doctype: str
	statuses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unsealed:
	"""A DocType without leaves, and why."""

	doctype: str
	why: str
