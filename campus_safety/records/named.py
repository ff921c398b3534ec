"""Who may be named in a form: what the record accepts and whom its field offers are one rule.

A field that offers everybody lets a tired person choose somebody who cannot open the record, and says so when the form
is full.
"""

from itertools import islice
from typing import NamedTuple

import frappe
from frappe.utils.nestedset import get_ancestors_of

from campus_safety.access.checks import covers_student
from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.records.posts import find_accounts


class Who(NamedTuple):
	"""roles: which may be named; everywhere: those of them who may for any student, the others for whom they look after."""

	roles: tuple[str, ...]
	everywhere: tuple[str, ...] = ()

	def allows(self, user: str | None, student: str | None) -> bool:
		"""An enabled account with such a role that looks after the student; without a student the role says it."""
		if not user or not frappe.db.get_value("User", user, "enabled") or not has_any_role(user, self.roles):
			return False
		return not student or has_any_role(user, self.everywhere) or covers_student(student, user)


def anywhere(*roles: str) -> Who:
	return Who(roles, roles)


SCHOOL = (*r.PSYCH_STAFF, r.STUDENT_AFFAIRS, r.SCHOOL_LEADER)
# who may answer for a student 包保人, and who may stand for the case 包保领导
CARERS = (*r.CLASS_STAFF, r.COLLEGE_LEAD, *r.PSYCH_STAFF)
LEADERS = (r.COLLEGE_LEAD, r.STUDENT_AFFAIRS, r.SCHOOL_LEADER)
PANEL = (*r.CLASS_STAFF, r.COLLEGE_LEAD, *r.PSYCH_STAFF, r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS, r.LOGISTICS)
_PLAN = Who((*r.CLASS_STAFF, r.COLLEGE_LEAD, r.STUDENT_AFFAIRS), (r.STUDENT_AFFAIRS,))

# {DocType: {field, or table.field: who}}
MAY_BE_NAMED: dict[str, dict[str, Who]] = {
	"Campus Risk Ledger": {"responsible_person": anywhere(*CARERS), "lead": Who(LEADERS, SCHOOL)},
	"Campus Care Plan": {"responsible_person": _PLAN, "lead": _PLAN},
	"Campus Crisis Case": {
		"responsible_person": anywhere(*CARERS),
		"psych_teacher": anywhere(*r.PSYCH_STAFF),
		"lead": anywhere(*CARERS),
	},
	"Campus Study Suspension": {"contact_person": Who(CARERS, SCHOOL), "lead": Who(CARERS, SCHOOL)},
	"Campus Resumption Assessment": {"panel.member": anywhere(*PANEL)},
	"Campus File Handover": {
		"from_user": anywhere(*CARERS, *LEADERS),
		"to_user": anywhere(*CARERS, *LEADERS),
		"items.interim": anywhere(*CARERS, *LEADERS),
	},
	"Campus Screening Interview": {
		"interviewer": anywhere(*r.PSYCH_STAFF),
		"second_interviewer": anywhere(*r.PSYCH_STAFF),
	},
	"Campus Safety Hazard": {
		"responsible_person": anywhere(*r.DESK_ROLES),
		"acceptor": anywhere(*r.DESK_ROLES),
	},
	"Campus Emergency Incident": {"commander": anywhere(*r.DESK_ROLES)},
	"Campus Emergency Plan": {
		"commander": anywhere(*r.DESK_ROLES),
		"deputy": anywhere(*r.DESK_ROLES),
		"groups.head": anywhere(*r.DESK_ROLES),
	},
	"Campus Accountability Case": {"persons.person": anywhere(*r.DESK_ROLES)},
	"Campus Emergency Drill": {
		"safety_officer": anywhere(*r.DESK_ROLES),
		"wardens.user": anywhere(*r.DESK_ROLES),
	},
	"Campus Incident Review": {"responsible_person": anywhere(*r.DESK_ROLES)},
	"Campus Inspection Campaign": {"inspector": anywhere(*r.DESK_ROLES)},
	"Campus Gate Visit": {"host": anywhere(*r.DESK_ROLES)},
	"Campus Prohibited Item": {"witness": anywhere(*r.DESK_ROLES)},
	"Campus Dispute Case": {
		"mediator": anywhere(*(role for role in r.DESK_ROLES if role != r.SCHOOL_LEADER)),
		"parties.person": anywhere(*r.DESK_ROLES),
	},
	"Campus CCTV Review": {"requested_by": anywhere(*r.DESK_ROLES)},
	"Campus Counselling Shift": {"counsellor": anywhere(*r.PSYCH_STAFF)},
}


def may_be_named(doctype: str, field: str, user: str | None, student: str | None = None) -> bool:
	return MAY_BE_NAMED[doctype][field].allows(user, student)


def find(
	doctype: str, field: str, student: str | None, text: str, start: int, length: int
) -> list[tuple[str, str]]:
	"""(account, name) of whom the field may name: those whose name or account holds `text`, whoever looks after the student first."""
	who = MAY_BE_NAMED[doctype][field]
	near = _get_who_looks_after(student)
	rows = [
		row
		for row in find_accounts(who.roles, text)
		if row[0] in near or _is_everywhere(who, row[0], student)
	]
	rows.sort(key=lambda row: (row[0] not in near, row[1], row[0]))
	allowed = (row for row in rows if who.allows(row[0], student))
	return list(islice(allowed, start, start + length))


def _is_everywhere(who: Who, user: str, student: str | None) -> bool:
	return not student or has_any_role(user, who.everywhere)


def _get_who_looks_after(student: str | None) -> set[str]:
	"""Accounts with a permission for the student, or for a unit or building above."""
	row = student and frappe.db.get_value("Campus Student", student, ["unit", "dormitory"], as_dict=True)
	if not row:
		return set()
	nodes = {student}
	for doctype, node in (("Campus Unit", row.unit), ("Campus Dormitory", row.dormitory)):
		if node:
			nodes |= {node, *get_ancestors_of(doctype, node)}
	return set(frappe.get_all("User Permission", filters={"for_value": ("in", sorted(nodes))}, pluck="user"))
