"""A leave, a confirmation of it by a parent, living off campus."""

import frappe
from frappe.utils import add_days, get_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.world.documents import find_or_insert
from campus_safety.tests.world.subject import STUDENT, Subject, of


def build(world) -> None:
	world.leave, world.residence = _make_leave(world.users), _make_residence(world.users)


def subjects(world) -> tuple[Subject, ...]:
	return (
		*_leave_subjects(world.by_role, world.leave, world.residence),
		_leave_confirmation(world.leave, world.by_role),
	)


def _make_leave(users: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Leave Permit", {"student": STUDENT, "reason": "CANARY-leave-reason"})
	if found:
		return found
	start = get_datetime(add_days(nowdate(), 40))
	frappe.set_user(users["counsellor"])
	return make.make_leave(
		STUDENT,
		from_time=start,
		to_time=add_days(start, 1),
		destination="CANARY-leave-place",
		reason="CANARY-leave-reason",
		companion="CANARY-leave-companion",
		contact_phone="13800009995",
	).name


def _make_residence(users: dict[str, str]) -> str:
	found = frappe.db.get_value("Campus Off Campus Residence", {"student": STUDENT})
	if found:
		return found
	frappe.set_user(users["counsellor"])
	return make.make_residence(
		STUDENT, reason="CANARY-residence-reason", address="CANARY-residence-address"
	).name


def _leave_subjects(by_role, leave: str, residence: str) -> tuple[Subject, ...]:
	insiders = frozenset(by_role[role] for role in (r.PSYCH_HEAD, r.PSYCH_TEACHER, r.STUDENT_AFFAIRS))
	return (
		Subject(
			"Campus Leave Permit",
			leave,
			"contact_phone",
			"13800009995",
			("CANARY-leave-place", "CANARY-leave-reason", "CANARY-leave-companion"),
			insiders,
		),
		Subject(
			"Campus Off Campus Residence",
			residence,
			"reason",
			"CANARY-residence-reason",
			("CANARY-residence-address",),
			insiders,
		),
	)


def _leave_confirmation(leave: str, by_role) -> Subject:
	"""Campus Leave Confirmation of a link that was replaced, with what a parent may have answered."""
	values = {
		"doctype": "Campus Leave Confirmation",
		"leave_permit": leave,
		"student": STUDENT,
		"status": "Replaced",
		"sent_by": "Copied",
		"guardian_name": "CANARY-confirmation-guardian",
		"answered_by": "CANARY-confirmation-answer",
		"refuse_reason": "CANARY-confirmation-refusal",
		"token_hash": "CANARY-confirmation-token",
		"occurred_on": nowdate(),
		"expires_at": nowdate(),
	}
	return Subject(
		"Campus Leave Confirmation",
		find_or_insert(values, by="guardian_name", as_app=True),
		"guardian_name",
		"CANARY-confirmation-guardian",
		tuple(f"CANARY-confirmation-{word}" for word in ("guardian", "answer", "refusal", "token")),
		of(by_role, r.STUDENT_AFFAIRS),
	)
