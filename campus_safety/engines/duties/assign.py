"""In whose list a duty stands: the holders of a post, looked up for all subjects in one query."""

import frappe
from frappe.utils.nestedset import get_ancestors_of
from pypika.functions import Coalesce, Min
from pypika.terms import Term, ValueWrapper

from campus_safety.domain.people.network import POSTS, Level, Status
from campus_safety.engines.duties.rules import DutyRule

ASSIGNMENT = "Campus Network Assignment"
# who stands in while nobody holds the post: the notice lets counsellor or class adviser do most of it
STAND_INS = {"Counsellor": ("Class Adviser",), "Class Adviser": ("Counsellor",)}


def join_holder(query, subject, rule: DutyRule, status=None) -> tuple[object, Term]:
	"""(the query with the joins it needs, the term that gives the responsible user or NULL).

	subject: table of the subjects in the query; status: the risk status table beside it, for key students.
	"""
	if rule.role:
		return query, ValueWrapper(get_single_holder(rule.role))
	if rule.responsible_position == "Responsible Person":
		return query, status.responsible_person
	terms = []
	for position in (rule.responsible_position, *STAND_INS.get(rule.responsible_position, ())):
		for field, anchor in _anchors(position, subject, rule):
			holders = _holders(position, field).as_(f"holder_{len(terms)}")
			query = query.left_join(holders).on(holders.node == anchor)
			terms.append(holders.holder)
	if not terms:
		return query, ValueWrapper(None)
	return query, Coalesce(*terms) if len(terms) > 1 else terms[0]


def get_single_holder(role: str) -> str | None:
	"""The one enabled account of an office; None when the office has several, or none: then the whole office answers."""
	users = get_role_holders(role)
	return users[0] if len(users) == 1 else None


def get_role_holders(role: str) -> list[str]:
	"""Enabled members of staff with a role."""
	has_role, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	rows = (
		frappe.qb.from_(has_role)
		.join(user)
		.on(user.name == has_role.parent)
		.select(user.name)
		.distinct()
		.where((has_role.parenttype == "User") & (has_role.role == role) & (user.enabled == 1))
		.orderby(user.name)
		.run()
	)
	return [row[0] for row in rows]


def get_holder(position: str, subject_doctype: str, subject: str, college: str | None) -> str | None:
	"""Who holds a post for one subject today, for a step of the ladder."""
	anchors = []
	levels = POSTS[position].levels
	if subject_doctype == "Campus Student":
		unit, dormitory = frappe.db.get_value("Campus Student", subject, ["unit", "dormitory"]) or (
			None,
			None,
		)
		anchors = [("student", subject), ("unit", unit), ("unit", college)]
		if Level.DORMITORY in levels and dormitory:
			anchors += [("dormitory", node) for node in _upwards(dormitory)]
	elif subject_doctype == "Campus Unit":
		anchors = [("unit", subject), ("unit", college)]
	else:
		anchors = [("dormitory", node) for node in _upwards(subject)]
	for field, node in anchors:
		found = node and frappe.db.get_value(
			ASSIGNMENT,
			{"position": position, "status": Status.ACTIVE.value, field: node, "holder_user": ("is", "set")},
			"holder_user",
			order_by="holder_user asc",
		)
		if found:
			return found
	return None


def _upwards(dormitory: str) -> list[str]:
	return [dormitory, *get_ancestors_of("Campus Dormitory", dormitory)]


def _anchors(position: str, subject, rule: DutyRule) -> list[tuple[str, Term]]:
	"""Where to look for the holder, nearest first: (scope field of the assignment, node of the subject)."""
	levels = POSTS[position].levels
	if rule.subject_doctype == "Campus Dormitory":
		return [("dormitory", subject.name)] if Level.DORMITORY in levels else []
	if rule.names_student:
		found = [("student", subject.name)] if POSTS[position].single_students else []
		if Level.CLASS in levels:
			found.append(("unit", subject.unit))
		if Level.COLLEGE in levels:
			found.append(("unit", subject.college))
		if Level.DORMITORY in levels and Level.CLASS not in levels:
			found.append(("dormitory", subject.dormitory))
		return found
	found = [("unit", subject.name)]
	if rule.subject_type == "Class" and Level.COLLEGE in levels:
		found.append(("unit", subject.college))
	return found


def _holders(position: str, field: str):
	"""One holder per node: (node, holder). In the dormitory tree whoever holds a building holds its rooms."""
	assignment = frappe.qb.DocType(ASSIGNMENT)
	held = (
		(assignment.position == position)
		& (assignment.status == Status.ACTIVE.value)
		& assignment.holder_user.notnull()
		& (assignment.holder_user != "")
		& (assignment.is_covert == 0)
	)
	if field != "dormitory":
		node = assignment[field]
		return (
			frappe.qb.from_(assignment)
			.select(node.as_("node"), Min(assignment.holder_user).as_("holder"))
			.where(held & node.notnull())
			.groupby(node)
		)
	top, below = (
		frappe.qb.DocType("Campus Dormitory").as_("top"),
		frappe.qb.DocType("Campus Dormitory").as_("below"),
	)
	return (
		frappe.qb.from_(assignment)
		.join(top)
		.on(top.name == assignment.dormitory)
		.join(below)
		.on((below.lft >= top.lft) & (below.rgt <= top.rgt))
		.select(below.name.as_("node"), Min(assignment.holder_user).as_("holder"))
		.where(held)
		.groupby(below.name)
	)
