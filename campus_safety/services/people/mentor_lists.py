"""Mentor lists 导师名单 signed (domain §15): the mentor and the HR Office sign, then the students are the mentor's."""

import re
from datetime import date, datetime

import frappe
from frappe import _

from campus_safety.domain import roles as r
from campus_safety.domain.duties.obligation import FIRST_MONTH_OF_SCHOOL_YEAR
from campus_safety.domain.people.network import Level, Status
from campus_safety.exceptions import WorkflowGuardError
from campus_safety.records import signing
from campus_safety.records.content import content_of
from campus_safety.services.people.network_scope import ASSIGNMENT

PURPOSE = "Mentor List"
KEYS = (r.MENTOR, r.HR_OFFICE)
KEEPERS = (r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS, r.SYSTEM_MANAGER)  # for the whole school
SIGNED_FOR = ("mentor", "year", "students", "duties")
SCHOOL_YEAR = re.compile(r"\s*(\d{4})\s*[-—–~至]\s*(\d{4})")


def sign(mentor_list, now: datetime) -> dict:
	"""The session user signs: {"complete", "missing"}. With the last signature the mentor's posts begin.

	Errors: WorkflowGuardError for another teacher's list, a second signature, or without a key.
	"""
	signing.sign(mentor_list, PURPOSE, (_key_of(mentor_list, frappe.session.user),))
	missing = signing.missing_keys(mentor_list, PURPOSE, KEYS)
	complete = not missing
	if complete:
		mentor_list.signed_at = now.replace(microsecond=0)
	_write(mentor_list)
	if complete:
		give_posts(mentor_list, now.date())
	return {"complete": complete, "missing": missing}


def _key_of(mentor_list, user: str) -> str:
	"""As mentor only for the own list, whatever other roles one has."""
	if user == mentor_list.mentor:
		return r.MENTOR
	if r.HR_OFFICE not in frappe.get_roles(user):
		frappe.throw(_("This list is signed by its mentor and by the HR Office."), WorkflowGuardError)
	return r.HR_OFFICE


def void_what_changed(mentor_list) -> None:
	"""What was signed no longer stands there: students or duties changed, so both sign again."""
	before = mentor_list.get_doc_before_save()
	if mentor_list.flags.app_write or not before or not before.signatures:
		return
	if any(content_of(mentor_list, field) != content_of(before, field) for field in SIGNED_FOR):
		signing.void_signatures(mentor_list)
		mentor_list.signed_at = None


def give_posts(mentor_list, today: date) -> list[str]:
	"""A mentor's post for each student who has none with this mentor. Names of the new assignments."""
	begins, ends = get_span(mentor_list.year, today)
	if ends and ends <= today:
		return []
	students = [row.student for row in mentor_list.students]
	there = frappe.get_all(
		ASSIGNMENT,
		filters={
			"position": "Mentor",
			"holder_user": mentor_list.mentor,
			"student": ("in", students or [""]),
			"status": ("!=", Status.ENDED.value),
		},
		pluck="student",
	)
	return [
		_give(mentor_list.mentor, student, begins, ends) for student in students if student not in set(there)
	]


def get_span(year: str, today: date) -> tuple[date, date | None]:
	"""First day of the posts, and the first day after the school year; without an end where the year is not written as 2026-2027."""
	found = SCHOOL_YEAR.match(year or "")
	if not found or int(found[2]) != int(found[1]) + 1:
		return today, None
	opening = date(int(found[1]), FIRST_MONTH_OF_SCHOOL_YEAR, 1)
	return max(today, opening), opening.replace(year=opening.year + 1)


def _give(mentor: str, student: str, begins: date, ends: date | None) -> str:
	post = frappe.get_doc(
		{
			"doctype": ASSIGNMENT,
			"level": Level.CLASS.value,
			"position": "Mentor",
			"holder_user": mentor,
			"student": student,
			"from_date": begins,
			"to_date": ends,
		}
	)
	return post.insert(ignore_permissions=True).name  # both signatures stand for the right to appoint


def _write(mentor_list) -> None:
	with mentor_list.as_app():
		mentor_list.save(ignore_permissions=True)  # mentor and HR sign, they do not write the list
