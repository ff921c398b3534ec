"""How much of a term a student was on leave or truant, and when the College Lead is told to consider suspension (domain §4)."""

from datetime import date, datetime, time

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.leave.permits import GRANTED, Span, missed_days, missed_too_much
from campus_safety.engines.messages.telling import tell
from campus_safety.records.posts import get_holders
from campus_safety.services.leave.policy import get_policy

PERMIT, CLASS_ABSENCE = "Campus Leave Permit", "Campus Class Absence"
TEACHING = ("Teaching", "Make-up")


def get_missed(student: str, term: str) -> tuple[int, int]:
	"""(teaching days of the term missed by granted leave or truancy, teaching days of the term)."""
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
	away = [Span(row.from_time, row.actual_return or row.to_time) for row in spans]
	return missed_days(away, days, _get_truant_days(student, first, last)), len(days)


def _get_truant_days(student: str, first: datetime, last: datetime) -> set[date]:
	rows = frappe.get_all(
		CLASS_ABSENCE,
		filters={
			"student": student,
			"status": "Truant",
			"excused": 0,
			"class_time": ("between", (first, last)),
		},
		pluck="class_time",
	)
	return {getdate(moment) for moment in rows}


def prompt_when_too_much(record, first: datetime, last: datetime) -> None:
	"""Once per student and term, for every term that the leave or the truancy touches; a prompt decides nothing.

	record: the permit or the class absence, with student and college.
	"""
	for term in _terms_of(first, last):
		missed, total = get_missed(record.student, term)
		if total and missed_too_much(missed, total, get_policy().term_part):
			tell(
				get_holders(("College Lead",), record.college),
				lambda missed=missed, total=total: _(
					"{0}: {1} of {2} teaching days of the term are missed by leave or truancy. Talk with the family about suspending studies."
				).format(record.name, missed, total),
				f"suspension|{record.student}|{term}",
				record,
			)


def _terms_of(first: datetime, last: datetime) -> list[str]:
	return frappe.get_all(
		"Campus Term",
		filters={"start_date": ("<=", last), "end_date": (">=", getdate(first))},
		pluck="name",
	)
