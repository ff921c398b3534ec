"""Spot checks 抽查: which records a sample is drawn from, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass

DRAWN, DONE = "Drawn", "Done"
CONFIRMED, NOT_TRUE, NOT_REACHED = "As Recorded", "Not True", "Not Reached"


@dataclass(frozen=True)
class Kind:
	"""Records that can be checked by a call to the family. day: the field that says when it happened. counting: only those."""

	doctype: str
	day: str
	counting: tuple[tuple[str, tuple[str, ...]], ...]


KINDS = {
	"Parent Contacts": Kind(
		"Campus Parent Contact", "contact_time", (("result", ("Reached",)), ("status", ("Recorded",)))
	),
	"Home Visits": Kind("Campus Home Visit", "visit_date", (("status", ("Visited", "Archived")),)),
}


def count_outcomes(outcomes: Iterable[str | None]) -> tuple[int, int, int]:
	"""(confirmed, not true, not reached)."""
	given = list(outcomes)
	return given.count(CONFIRMED), given.count(NOT_TRUE), given.count(NOT_REACHED)
