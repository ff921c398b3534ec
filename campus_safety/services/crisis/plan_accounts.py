"""Whose account it is has changed past the student: their safety plan is closed, and from then on the centre alone opens it.

Whoever gives a student's account to somebody else, or sets its password, could ask for a new PIN as the student.
"""

import frappe
from frappe import _

from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.opening import access_log
from campus_safety.services.crisis.safety_plans import PLAN

STUDENT, ACTION = "Campus Student", "Account Change"


def follow_student(doc, method: str | None = None) -> None:
	"""`Campus Student.on_update`: another account, or none."""
	before = doc.get_doc_before_save()
	if before and (before.user or "") != (doc.user or ""):
		_close(doc.name)


def follow_merge(doc, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""`Campus Student.after_rename`: of two students made one, the account is perhaps the other's."""
	if merge:
		_close(new)


def follow_account(doc, method: str | None = None) -> None:
	"""`User.on_update`: a password that was set in the account's form, which asks for no older one."""
	if "Password" in (doc.flags.campus_secrets or ()):
		_close_of(doc.name)


def follow_mailed_key(user: str) -> None:
	"""A password set by a mailed key: whoever reads the mail was enough."""
	_close_of(user)


def follow_merged_account(
	doc, method: str | None = None, old: str = "", new: str = "", merge: bool = False
) -> None:
	"""`User.before_rename`: the account goes on with the other's password."""
	if merge:
		_close_of(old)
		_close_of(new)


def _close_of(user: str) -> None:
	if student := frappe.db.get_value(STUDENT, {"user": user}):
		_close(student)


@in_school_language()
def _close(student: str) -> None:
	for name in frappe.get_all(PLAN, filters={"student": student}, pluck="name"):
		plan = frappe.get_doc(PLAN, name, for_update=True)
		plan.has_pin, plan.pin_open_until, plan.centre_opens = 0, None, 1
		with plan.as_app():
			plan.save(ignore_permissions=True)  # whoever changes an account has no right to the plan
		access_log.record(
			ACTION, PLAN, name, student=student, reason=_("The student's account was changed: PIN gone")
		)
