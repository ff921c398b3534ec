"""Figures of suspensions and the way back by college (domain §12): suspended, back, days waited, contacts kept. Counts only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import frappe
from frappe.utils import getdate

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.domain.crisis.way_back import REACHED, Contacts, count_contacts
from campus_safety.domain.people.network import rate
from campus_safety.domain.small_counts import part_shown, whole_shown
from campus_safety.domain.visibility import EVERYTHING
from campus_safety.services.crisis.settings import get_contact_days
from campus_safety.services.crisis.suspensions import SUSPENSION
from campus_safety.services.risk.ledger_figures import hides_handfuls

CONTACT = "Campus Suspension Contact"
NONE_OWED = Contacts(0, 0)
DECIDED = ("Suspended", "Back", "Lifted", "Ended")


@dataclass
class WayBackFigures:
	"""One college in a term. handled: suspensions that ran at any time in it; None is a number that is not told, never 0."""

	college: str | None
	handled: int | None = 0
	begun: int | None = 0
	back: int | None = 0
	away: int | None = 0
	waited: int | None = 0
	contacts: Contacts | None = NONE_OWED
	students: set[str] = field(default_factory=set)

	@property
	def mean_wait(self) -> float | None:
		"""Days from when somebody asked to come back until they were back."""
		return None if self.waited is None or not self.back else round(self.waited / self.back, 1)

	@property
	def contact_rate(self) -> float | None:
		return rate(self.contacts.kept, self.contacts.due) if self.contacts else None


def get_figures(first: date, last: date, user: str, today: date) -> list[WayBackFigures]:
	"""By college, of a whole term: of two periods that lie a day apart the difference would be a student."""
	found: dict[str | None, WayBackFigures] = {}
	rows, every = _suspensions(first, last, user), get_contact_days()
	reached = _reached(row.name for row in rows)
	for row in rows:
		line = found.setdefault(row.college or None, WayBackFigures(row.college or None))
		_add(line, row, first, last)
		end = min(filter(None, (_ended(row), last, today)))
		more = count_contacts(getdate(row.from_date), end, reached.get(row.name, ()), every)
		line.contacts = Contacts(line.contacts.due + more.due, line.contacts.kept + more.kept)
	if hides_handfuls(user):
		for college in frappe.get_all("Campus Unit", {"unit_type": "College", "disabled": 0}, pluck="name"):
			found.setdefault(college, WayBackFigures(college))  # a line that is not there would say: none
		found = {key: _without_handfuls(line) for key, line in found.items()}
	return sorted(found.values(), key=lambda line: line.college or "")


def _add(line: WayBackFigures, row, first: date, last: date) -> None:
	ended = _ended(row)
	line.students.add(row.student)
	line.handled += 1
	line.begun += first <= getdate(row.from_date) <= last
	line.away += not ended or ended > last
	if row.status == "Back" and ended <= last:
		line.back += 1
		line.waited += (ended - getdate(row.asked_back_on or row.back_on)).days


def _ended(row) -> date | None:
	day = row.back_on or row.ended_at
	return getdate(day) if day else None


def _without_handfuls(line: WayBackFigures) -> WayBackFigures:
	handled = line.handled if whole_shown(len(line.students)) else None
	if handled is None:
		return WayBackFigures(line.college, None, None, None, None, None, None)
	back, away = part_shown(line.back, handled), part_shown(line.away, handled)
	# what is left over has been lifted or has ended: a handful of those is not told by a subtraction either
	is_told = None not in (back, away, part_shown(line.back + line.away, handled))
	return WayBackFigures(
		line.college,
		handled,
		part_shown(line.begun, handled),
		back if is_told else None,
		away if is_told else None,
		line.waited if is_told else None,
		line.contacts,
	)


def _suspensions(first: date, last: date, user: str) -> list:
	suspension = frappe.qb.DocType(SUSPENSION)
	wide = has_any_role(user, (*COUNTS_ONLY_DUTIES, *SCHOOL_WIDE_L2))
	reach = EVERYTHING if wide else reach_of(user, SUSPENSION)
	return (
		frappe.qb.from_(suspension)
		.select(
			suspension.name,
			suspension.student,
			suspension.college,
			suspension.status,
			suspension.from_date,
			suspension.asked_back_on,
			suspension.back_on,
			suspension.ended_at,
		)
		.where(suspension.status.isin(DECIDED) & (suspension.from_date <= last))
		.where(suspension.ended_at.isnull() | (suspension.ended_at >= first))
		.where(criterion(reach, suspension))
		.run(as_dict=True)
	)


def _reached(names: Iterable[str]) -> dict[str, list[date]]:
	found: dict[str, list[date]] = {}
	for row in frappe.get_all(
		CONTACT,
		filters={"parent": ("in", list(names) or [""]), "parenttype": SUSPENSION, "result": REACHED},
		fields=["parent", "contact_on"],
	):
		found.setdefault(row.parent, []).append(getdate(row.contact_on))
	return found
