"""How much of a term a student was on leave, and when the College Lead is told to consider suspension (domain §4)."""

from datetime import datetime, time

import frappe
from frappe import _

from campus_safety.domain.leave.permits import GRANTED, Span, missed_days, missed_too_much
from campus_safety.engines.messages.telling import tell
from campus_safety.records.posts import get_holders
from campus_safety.services.leave.policy import get_policy

PERMIT = "Campus Leave Permit"
TEACHING = ("Teaching", "Make-up")


def get_missed(student: str, term: str) -> tuple[int, int]:
	"""(teaching days of the term missed by granted leave, teaching days of the term)."""
	days = frappe.get_all(
		"Campus Day", {"term": term, "day_type": ("in", TEACHING)}, pluck="date", order_by="date"
	)
	if not days:
		return 0, 0
	first, last = datetime.combine(days[0], time.min), datetime.combine(days[-1], time.max)
	spans = frappe.get_all(
		PERMIT,
		filters={
			"student": student,
			"status": ("in", GRANTED),
			"from_time": ("<", last),
			"to_time": (">", first),
		},
		fields=["from_time", "to_time", "actual_return"],
	)
	return missed_days([Span(row.from_time, row.actual_return or row.to_time) for row in spans], days), len(
		days
	)


def prompt_when_too_much(permit) -> None:
	"""Once per student and term, for every term that the leave touches; a prompt decides nothing."""
	for term in _terms_of(permit):
		missed, total = get_missed(permit.student, term)
		if total and missed_too_much(missed, total, get_policy().term_part):
			tell(
				get_holders(("College Lead",), permit.college),
				lambda missed=missed, total=total: _(
					"Leave {0}: {1} of {2} teaching days of the term are missed. Talk with the family about suspending studies."
				).format(permit.name, missed, total),
				f"suspension|{permit.student}|{term}",
				permit,
			)


def _terms_of(permit) -> list[str]:
	return frappe.get_all(
		"Campus Term",
		filters={
			"start_date": ("<=", permit.to_time),
			"end_date": (">=", frappe.utils.getdate(permit.from_time)),
		},
		pluck="name",
	)
