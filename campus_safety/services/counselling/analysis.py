"""The figures of a term for its analysis 学期心理分析: counted over everybody, told to nobody where they are a handful."""

from collections import Counter
from datetime import datetime, time

import frappe
from frappe import _

from campus_safety.access.secrets import decrypt
from campus_safety.domain.counselling.appointments import URGENT, Status
from campus_safety.domain.counselling.notes import GROUP, load
from campus_safety.domain.small_counts import tells_nobody, whole_shown
from campus_safety.engines.figures import NOT_TOLD
from campus_safety.records.scope import get_term_days
from campus_safety.services.counselling.booking import APPOINTMENT

NOTE, REFERRAL, FEEDBACK = "Campus Session Note", "Campus Student Referral", "Campus Key Feedback"


def get_figures(term: str) -> list[dict]:
	"""[{topic, shown}]: sessions, people, groups, appointments, urgent ones, missed ones, waiting, referrals, feedback."""
	notes, booked = _get_notes(term), _get_appointments(term)
	urgent = [row for row in booked if row.urgency == URGENT]
	said = (
		(_("Sessions with one student"), sum(row.session_kind != GROUP for row in notes)),
		(_("Students who came"), len({row.student for row in notes if row.student})),
		(_("Group sessions"), sum(row.session_kind == GROUP for row in notes)),
		(_("Appointments", context="Report"), len(booked)),
		(_("Appointments without a name"), sum(bool(row.is_anonymous) for row in booked)),
		(_("Urgent requests"), len(urgent)),
		(_("Urgent requests met on the same day"), sum(_same_day(row) for row in urgent)),
		(_("Did not come"), sum(row.status == Status.NO_SHOW.value for row in booked)),
		(_("Referrals"), _count(REFERRAL, "referred_on", term)),
		(_("Feedback to colleges"), _count(FEEDBACK, "creation", term)),
	)
	rows = [{"topic": topic, "shown": _shown(number)} for topic, number in said]
	return [
		*rows,
		{"topic": _("Days from asking to the first session (middle)"), "shown": _middle_wait(booked)},
	]


def get_concerns(term: str) -> list[dict]:
	"""[{topic, shown}], the most frequent first; a concern that a handful named has no number."""
	counts = Counter(concern for row in _get_notes(term) for concern in load(decrypt(row.checked)).concerns)
	return [
		{"topic": _(concern), "shown": _shown(number)}
		for concern, number in sorted(counts.items(), key=lambda each: (-each[1], each[0]))
		if tells_nobody(number)
	] + [
		{"topic": _(concern), "shown": NOT_TOLD}
		for concern in sorted(counts)
		if not tells_nobody(counts[concern])
	]


def _shown(number: int) -> str:
	return str(number) if number == 0 or whole_shown(number) is not None else NOT_TOLD


def _middle_wait(booked) -> str:
	"""The median, of enough of them: a mean would tell of the one who waited for weeks."""
	waits = sorted(
		(row.starts_at - row.requested_at).days for row in booked if row.starts_at and row.requested_at
	)
	return str(waits[len(waits) // 2]) if whole_shown(len(waits)) is not None else NOT_TOLD


def _same_day(row) -> bool:
	return bool(row.starts_at and row.requested_at and row.starts_at.date() == row.requested_at.date())


def _within(term: str) -> tuple:
	first, last = get_term_days(term)
	return "between", (datetime.combine(first, time()), datetime.combine(last, time(23, 59, 59)))


def _get_notes(term: str) -> list:
	return frappe.get_all(
		NOTE, filters={"held_at": _within(term)}, fields=["session_kind", "student", "checked"]
	)


def _get_appointments(term: str) -> list:
	return frappe.get_all(
		APPOINTMENT,
		filters={"requested_at": _within(term)},
		fields=["status", "urgency", "is_anonymous", "starts_at", "requested_at"],
	)


def _count(doctype: str, field: str, term: str) -> int:
	return frappe.db.count(doctype, {field: _within(term)})
