"""Endpoints of the counselling centre for its own staff."""

from typing import Any

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, now_datetime

from campus_safety.access import arguments
from campus_safety.access.checks import get_permitted
from campus_safety.services.counselling import booking, course, shifts, week
from campus_safety.services.counselling import feedback as feedback_service


@frappe.whitelist(methods=["GET"])
def get_week(first: str = "") -> dict:
	"""A week without names, from this day on; today's without one."""
	frappe.has_permission(booking.APPOINTMENT, "read", throw=True)
	now = now_datetime()
	day = arguments.a_day(first, "first") if first else getdate(now)
	return week.get_week(day, now, frappe.session.user)


# shifts


@frappe.whitelist(methods=["POST"])
def begin_shift(shift: str) -> None:
	shifts.begin(_permitted(shifts.SHIFT, shift), now_datetime())


@frappe.whitelist(methods=["POST"])
def finish_shift(shift: str) -> None:
	shifts.finish(_permitted(shifts.SHIFT, shift), now_datetime())


@frappe.whitelist(methods=["POST"])
def cancel_shift(shift: str, reason: str) -> None:
	shifts.cancel(_permitted(shifts.SHIFT, shift), reason, now_datetime())


@frappe.whitelist(methods=["POST"])
def correct_shift(shift: str, actual_from: str, actual_to: str, reason: str) -> None:
	shifts.correct(
		_permitted(shifts.SHIFT, shift),
		arguments.a_moment(actual_from, "actual_from"),
		arguments.a_moment(actual_to, "actual_to"),
		reason,
		now_datetime(),
	)


# appointments


@frappe.whitelist(methods=["POST"])
def confirm(appointment: str) -> None:
	course.confirm(_appointment(appointment), now_datetime())


@frappe.whitelist(methods=["POST"])
def take(appointment: str, starts_at: str = "") -> None:
	"""A request that nobody has: now, or at the time agreed with the student."""
	begins: Any = arguments.a_moment(starts_at, "starts_at") if starts_at else None
	course.take(_appointment(appointment), begins, now_datetime())


@frappe.whitelist(methods=["POST"])
def mark_done(appointment: str) -> None:
	course.done(_appointment(appointment), now_datetime())


@frappe.whitelist(methods=["POST"])
def mark_missed(appointment: str) -> None:
	course.missed(_appointment(appointment), now_datetime())


@frappe.whitelist(methods=["POST"])
def note_contact(appointment: str, note: str, word: str = "") -> None:
	course.contacted(_appointment(appointment), note, word, now_datetime())


@frappe.whitelist(methods=["POST"])
def send_word(appointment: str, text: str) -> None:
	course.send_word(_appointment(appointment), text, now_datetime())


@frappe.whitelist(methods=["POST"])
def cancel_appointment(appointment: str, word: str = "") -> None:
	course.cancel_by_centre(_appointment(appointment), word, now_datetime())


def _appointment(name: str) -> Document:
	return _permitted(booking.APPOINTMENT, name)


def _permitted(doctype: str, name: str) -> Document:
	"""Out of reach is answered like not there. Errors: PermissionError."""
	if not frappe.has_permission(doctype, "write") or not frappe.db.exists(doctype, name):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	return get_permitted(doctype, name, "write", _("You may not open this record."))


# feedback to the college


@frappe.whitelist(methods=["POST"])
def acknowledge_feedback(feedback: str) -> None:
	feedback_service.acknowledge(_permitted(feedback_service.FEEDBACK, feedback), now_datetime())


@frappe.whitelist(methods=["POST"])
def answer_feedback(feedback: str, text: str) -> None:
	feedback_service.answer(_permitted(feedback_service.FEEDBACK, feedback), text, now_datetime())


# the term's analysis


@frappe.whitelist(methods=["POST"])
def count_analysis(report: str) -> None:
	_permitted("Campus Psych Analysis Report", report).count_again(now_datetime())


@frappe.whitelist(methods=["POST"])
def publish_analysis(report: str) -> None:
	_permitted("Campus Psych Analysis Report", report).publish(now_datetime())
