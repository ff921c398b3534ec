"""Whom a dossier is about, and who may make it."""

from datetime import date
from typing import NamedTuple

import frappe
from frappe import _

from campus_safety.access.checks import administers
from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.exceptions import DossierError

# who makes one about others, of what their own rights open
MAKERS = (r.DISCIPLINE_OFFICE, r.HR_OFFICE, r.SCHOOL_LEADER, r.SAFETY_OFFICE)
LONGEST_DAYS = 3 * 366


class Subject(NamedTuple):
	"""student, person: one of both, or both: what this person did and knew about that student. since, until: days."""

	student: str | None
	person: str | None
	since: date
	until: date


def validate(subject: Subject, user: str) -> None:
	"""The offices about anybody, everybody of the staff about themselves. What is in it their own rights decide.

	An account that administers makes none: its lists are not its office's. Errors: PermissionError, DossierError.
	"""
	if administers(user) or not (
		has_any_role(user, MAKERS) or (subject.person == user and has_any_role(user, r.DESK_ROLES))
	):
		raise frappe.PermissionError
	if not subject.student and not subject.person:
		frappe.throw(_("Choose a student, a member of staff, or both."), DossierError)
	if subject.since > subject.until or (subject.until - subject.since).days > LONGEST_DAYS:
		frappe.throw(_("Choose a period of at most three years, its first day first."), DossierError)
	if subject.student and not _may_see(subject.student):
		frappe.throw(_("You may not see this student."), frappe.PermissionError)
	if subject.person and not _is_staff(subject.person):
		frappe.throw(_("Choose the account of a member of staff."), DossierError)


def _may_see(student: str) -> bool:
	return bool(
		frappe.db.exists("Campus Student", student)
		and frappe.has_permission("Campus Student", "read", doc=student)
	)


def _is_staff(person: str) -> bool:
	return bool(frappe.db.exists("User", {"name": person, "user_type": "System User"})) and has_any_role(
		person, r.DESK_ROLES
	)
