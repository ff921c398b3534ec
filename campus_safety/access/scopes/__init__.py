"""The reach of a user over the rows of a DocType: one function per kind of record.

What a person looks after is written in User Permissions, given and taken by Campus Network Assignment; these
functions only read them. A user without any reaches nothing (frappe-facts 9: fail closed).
"""

from types import MappingProxyType

import frappe
from frappe.permissions import get_user_permissions

from campus_safety.domain import roles as r
from campus_safety.domain.visibility import EVERYTHING, NOTHING, Match, Reach

# who sees every student, whatever the unit
SCHOOL_WIDE = frozenset(
	(
		r.STUDENT_AFFAIRS,
		r.SAFETY_OFFICE,
		r.PSYCH_TEACHER,
		r.PSYCH_HEAD,
		r.SCHOOL_LEADER,
		r.SYSTEM_MANAGER,
	)
)
# who sees L2 records of every student: smaller, no counts-only offices, no administrators of the machine
SCHOOL_WIDE_L2 = frozenset((r.STUDENT_AFFAIRS, r.PSYCH_HEAD, r.PSYCH_TEACHER))
# whose unit scope opens L2 records about the students in it
L2_UNIT_ROLES = frozenset((*r.CLASS_STAFF, r.COLLEGE_LEAD))


class Supposed(str):
	"""Somebody there is not, with these roles and nodes: a rule is asked what it gives to such a person (access/explain.py).

	No request makes one: what comes from outside is plain text.
	"""

	roles: frozenset[str] = frozenset()
	nodes: dict[str, frozenset[str]] = MappingProxyType({})  # type: ignore[assignment]

	@classmethod
	def somebody(cls, roles, nodes: dict[str, frozenset[str]] | None = None) -> "Supposed":
		supposed = cls("somebody@nowhere.invalid")
		supposed.roles, supposed.nodes = frozenset(roles), nodes or {}
		return supposed


def roles_of(user: str) -> frozenset[str]:
	return user.roles if isinstance(user, Supposed) else frozenset(frappe.get_roles(user))


def held(user: str, doctype: str) -> frozenset[str]:
	"""Nodes of one tree (or students) that the user looks after, descendants included."""
	if isinstance(user, Supposed):
		return user.nodes.get(doctype, frozenset())
	return frozenset(row.get("doc") for row in get_user_permissions(user).get(doctype, []))


def held_units(user: str) -> frozenset[str]:
	return held(user, "Campus Unit")


def own_departments(user: str) -> frozenset[str]:
	"""Departments in which the user works: whose office role they hold. Asked once where reaches are worked out once."""
	known = getattr(frappe.local, "campus_reaches", None)
	if known is not None and ("departments", user) in known:
		return known["departments", user]
	departments = frozenset(
		frappe.get_all(
			"Campus Unit",
			filters={"unit_type": "Department", "office_role": ("in", list(roles_of(user)) or [""])},
			pluck="name",
		)
	)
	if known is not None:
		known["departments", user] = departments
	return departments


def has_any_role(user: str, wanted) -> bool:
	return not frozenset(wanted).isdisjoint(roles_of(user))


def leads(user: str, college: str | None) -> bool:
	"""The college's own lead."""
	return bool(college) and has_any_role(user, (r.COLLEGE_LEAD,)) and college in held_units(user)


def leads_or_heads(user: str, college: str | None) -> bool:
	"""The college's lead, or the head of the psych centre: who decides about a student where class and centre meet."""
	return has_any_role(user, (r.PSYCH_HEAD,)) or leads(user, college)


def anyone(user: str, doctype: str) -> Reach:
	"""L1 masters: whoever has the role may read every row."""
	return EVERYTHING


def nobody(user: str, doctype: str) -> Reach:
	"""Rows that no list ever shows: child tables of protected records, opened only through their parent."""
	return NOTHING


def own(user: str, doctype: str) -> Reach:
	return Reach.of(Match.on(owner={user}))


def administered(user: str, doctype: str) -> Reach:
	"""Working papers of Student Affairs and the system's managers, and of whoever made them."""
	if has_any_role(user, (r.STUDENT_AFFAIRS, r.SYSTEM_MANAGER)):
		return EVERYTHING
	return own(user, doctype)


def unit_records(user: str, doctype: str) -> Reach:
	"""L2 records about a student: class staff and College Lead by unit, Student Affairs and psych staff all."""
	if has_any_role(user, SCHOOL_WIDE_L2):
		return EVERYTHING
	if has_any_role(user, L2_UNIT_ROLES):
		return Reach.of(Match.on(unit=held_units(user)))
	return NOTHING
