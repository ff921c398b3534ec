"""Figures in a report of which whoever only counts is told no handful (domain/small_counts.py): None, shown as a dash."""

from collections.abc import Iterable

from frappe import _

NOT_TOLD = "—"


def get_note(hides: bool) -> str | None:
	"""What stands above a report that hides handfuls."""
	return _("Fewer than five students are not told: —") if hides else None


def total(values: Iterable[int | None]) -> int | str:
	"""The sum where every line is told, else the dash: no total gives away a line that is not."""
	values = list(values)
	return NOT_TOLD if None in values else sum(values)
