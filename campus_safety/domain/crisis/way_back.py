"""Suspension and the way back 休学与复学 (domain §12): staying in touch, who decides, and what nobody is asked to show."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

RETURN, NOT_YET = "Return", "Not Yet"
SUSPENSION_OPEN = frozenset(("Requested", "Heard", "Suspended"))
REACHED = "Reached"
# a doctor's paper says that studying is possible; that somebody is cured nobody can say, and nobody is asked to
_CURE = re.compile(
	r"(?<!不要求)(?<!不需要)(?<!无需)(?<!无须)(?<!不必)(?<!不以)(治愈|痊愈|完全康复|彻底康复|完全恢复健康)"
	r"|\b(?:fully|completely) (?:cured|recovered)\b|\bmust be cured\b",
	re.IGNORECASE,
)


class Contacts(NamedTuple):
	"""Of a leave: stretches of time that owed a contact, and those in which somebody was reached."""

	due: int
	kept: int


def next_contact_due(begin: date, reached: Iterable[date], every: int) -> date:
	"""So many days after the last contact that reached somebody, or after the leave began."""
	return max([begin, *reached]) + timedelta(days=every)


def count_contacts(begin: date, end: date, reached: Iterable[date], every: int) -> Contacts:
	"""Whole stretches of `every` days from begin to end; the last that has not run out is not owed yet."""
	due = max(0, (end - begin).days // every)
	kept = {(day - begin).days // every for day in reached if day >= begin}
	return Contacts(due, sum(1 for stretch in kept if stretch < due))


def outcome(opinions: Iterable[str | None]) -> str | None:
	"""What the panel says: to return needs more than half of all its members; None while that is open."""
	given = list(opinions)
	if 2 * given.count(RETURN) > len(given):
		return RETURN
	return NOT_YET if given and 2 * given.count(NOT_YET) >= len(given) else None


def demands_cure(text: str | None) -> bool:
	return bool(_CURE.search(text or ""))


def keep_until(returned: date, days: int) -> date:
	"""The risk ledger of whoever comes back stays open for a term."""
	return returned + timedelta(days=days)
