"""What is open about students and has somebody who answers for it: the one reader of ledgers, care plans, crises,
suspensions and medical supports.

A row carries what the student is now beside what the record says, so that a move is seen by whoever compares them.
"""

from collections.abc import Iterable
from typing import NamedTuple

import frappe

from campus_safety.access.checks import covers_student
from campus_safety.access.scopes import has_any_role
from campus_safety.domain.crisis.way_back import SUSPENSION_OPEN
from campus_safety.domain.risk.file_handover import Kind
from campus_safety.domain.roles import (
	CLASS_STAFF,
	COLLEGE_LEAD,
	PSYCH_STAFF,
	STUDENT_AFFAIRS,
)
from campus_safety.records.named import CARERS, LEADERS, may_be_named

PERSON, LEAD, TEACHER, CONTACT = "responsible_person", "lead", "psych_teacher", "contact_person"
# what an item of a handover calls the field that names somebody
POSTS = {
	PERSON: "Responsible Person",
	LEAD: "Lead in Charge",
	TEACHER: "Psych Teacher",
	CONTACT: "Contact Person",
}


class Files(NamedTuple):
	"""One kind of open record. posts: fields that name who answers, first the one that is never empty; carers: roles that may; more: what else a row carries."""

	kind: Kind
	doctype: str
	open: tuple[str, ...]
	posts: tuple[str, ...]
	carers: tuple[str, ...] = CARERS
	more: tuple[str, ...] = ()
	due: str = ""

	@property
	def person(self) -> str:
		return self.posts[0]


LEDGERS = Files(
	Kind.LEDGER,
	"Campus Risk Ledger",
	("Nominated", "Filed", "Supporting", "Close Proposed"),
	(PERSON, LEAD),
	CARERS,
	("risk_level", "handover_reason", "handover_settled"),
	"next_dispatch_due",
)
PLANS = Files(
	Kind.CARE_PLAN,
	"Campus Care Plan",
	("Filed", "Supporting"),
	(PERSON,),
	(*CLASS_STAFF, COLLEGE_LEAD, STUDENT_AFFAIRS),
	("lead", "lead_unit", "for_teachers"),
	"next_due",
)
CRISES = Files(
	Kind.CRISIS,
	"Campus Crisis Case",
	("Found", "Assessed", "Started", "Handling", "Observing"),
	(PERSON, LEAD, TEACHER),
	due="next_due",
)
SUSPENSIONS = Files(
	Kind.SUSPENSION,
	"Campus Study Suspension",
	tuple(sorted(SUSPENSION_OPEN)),
	(CONTACT,),  # who leads it looks on; who keeps in touch is missed
	due="next_contact_due",
)
MEDICAL = Files(Kind.MEDICAL, "Campus Medical Support", ("Running",), (PERSON, LEAD), CARERS, due="next_due")
ALL = (LEDGERS, PLANS, CRISES, SUSPENSIONS, MEDICAL)
BY_KIND = {files.kind: files for files in ALL}


def read(
	files: Files, students: Iterable[str] | None = None, users: Iterable[str] | None = None
) -> list[frappe._dict]:
	"""The open ones: all, or those of these students, or for which one of these people answers."""
	record, student = frappe.qb.DocType(files.doctype), frappe.qb.DocType("Campus Student")
	columns = (
		"name",
		"student",
		"unit",
		"college",
		"status",
		"no_owner",
		*files.posts,
		*files.more,
		files.due,
	)
	query = (
		frappe.qb.from_(record)
		.join(student)
		.on(student.name == record.student)
		.select(
			*(record[column] for column in columns),
			student.status.as_("student_status"),
			student.unit.as_("unit_now"),
			student.college.as_("college_now"),
		)
		.where(record.status.isin(files.open))
		.orderby(record.name)
	)
	if students is not None:
		query = query.where(record.student.isin(list(students) or [""]))
	if users is not None:
		people, found = list(users) or [""], record[files.posts[0]]
		named = found.isin(people)
		for post in files.posts[1:]:
			named |= record[post].isin(people)
		query = query.where(named)
	return query.run(as_dict=True)


def is_enabled(user: str | None) -> bool:
	return bool(user and frappe.db.get_value("User", user, "enabled"))


def may_answer(files: Files, post: str, user: str | None, row) -> bool:
	"""Can this person do what the post asks, for the student of the row? An account, a role, and the student in their care."""
	if not is_enabled(user):
		return False
	if post == LEAD:
		return has_any_role(user, LEADERS)
	if post == CONTACT:
		return may_be_named(files.doctype, post, user, row.student)
	if post == TEACHER:
		return has_any_role(user, PSYCH_STAFF)
	return has_any_role(user, files.carers) and covers_student(row.student, user)
