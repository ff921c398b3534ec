"""Who holds a post 岗位 of the network, and who is in an office: the one place that looks it up.

A post is an active network assignment with an account. An office is a role: everybody who has it.
"""

from collections import defaultdict
from collections.abc import Iterable

import frappe
from frappe.utils.nestedset import get_ancestors_of
from pypika.functions import Min

from campus_safety.domain.people.network import Level, Status
from campus_safety.records.positions import get_post

ASSIGNMENT = "Campus Network Assignment"
CLASS_POSTS = ("Counsellor", "Class Adviser")
HELD = {"status": Status.ACTIVE.value, "holder_user": ("is", "set")}


def get_enabled(users: Iterable[str]) -> list[str]:
	"""Those of them who can still log in, in the order of their names."""
	return frappe.get_all(
		"User", filters={"name": ("in", list(users) or [""]), "enabled": 1}, pluck="name", order_by="name asc"
	)


def get_name_and_number(user: str) -> str:
	"""For whoever has to call them: the number only where the account has one."""
	name, mobile = frappe.get_cached_value("User", user, ["full_name", "mobile_no"])
	return f"{name} {mobile}" if mobile else name


# offices


def get_users_with_role(role: str) -> list[str]:
	"""Enabled accounts of an office."""
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


def find_accounts(roles: Iterable[str], text: str = "") -> list[tuple[str, str]]:
	"""(account, name) of the enabled staff accounts with one of these roles, whose name or account holds the text."""
	has_role, user = frappe.qb.DocType("Has Role"), frappe.qb.DocType("User")
	query = (
		frappe.qb.from_(user)
		.join(has_role)
		.on((has_role.parent == user.name) & (has_role.parenttype == "User"))
		.select(user.name, user.full_name)
		.distinct()
		.where(has_role.role.isin(list(roles)) & (user.enabled == 1) & (user.user_type == "System User"))
	)
	if text:
		query = query.where(user.name.like(f"%{text}%") | user.full_name.like(f"%{text}%"))
	return list(query.run())


def select_holders(roles: Iterable[str]):
	"""A query of the accounts that have one of these roles, switched off or not, for another query to ask in."""
	has_role = frappe.qb.DocType("Has Role")
	return (
		frappe.qb.from_(has_role)
		.select(has_role.parent)
		.where((has_role.parenttype == "User") & has_role.role.isin(list(roles)))
	)


def get_departments() -> dict[str, str]:
	"""{role of an office: the department that is this office}."""
	return dict(
		frappe.get_all(
			"Campus Unit",
			filters={"office_role": ("is", "set"), "unit_type": "Department"},
			fields=["office_role", "name"],
			order_by="lft desc",  # the topmost one, should there be two
			as_list=True,
		)
	)


def get_only_user_with_role(role: str) -> str | None:
	"""The one account of an office; None when it has several, or none: then the whole office answers."""
	users = get_users_with_role(role)
	return users[0] if len(users) == 1 else None


# posts


def get_holders(positions: Iterable[str], unit: str | None) -> list[str]:
	"""Enabled accounts that hold one of these posts for exactly this unit today."""
	if not unit:
		return []
	return get_enabled(_pluck(position=("in", list(positions)), unit=unit))


def get_dorm_managers(dormitory: str | None) -> list[str]:
	"""Enabled accounts that look after a room or building: whoever holds it, or anything above it."""
	if not dormitory:
		return []
	return get_enabled(_pluck(position="Dorm Manager", dormitory=("in", _upwards(dormitory))))


def get_units_held(position: str) -> dict[str, list[str]]:
	"""{enabled account: units for which it holds this post}, accounts and units by name."""
	found = defaultdict(list)
	rows = frappe.get_all(
		ASSIGNMENT,
		filters={**HELD, "position": position, "unit": ("is", "set")},
		fields=["holder_user", "unit"],
		order_by="unit asc",
	)
	for row in rows:
		if row.unit not in found[row.holder_user]:
			found[row.holder_user].append(row.unit)
	return {user: found[user] for user in get_enabled(found)}


def get_units_of(user: str) -> frozenset[str]:
	"""Units for which somebody holds any open post today."""
	return frozenset(
		frappe.get_all(
			ASSIGNMENT,
			filters={
				"holder_user": user,
				"status": Status.ACTIVE.value,
				"is_covert": 0,
				"unit": ("is", "set"),
			},
			pluck="unit",
		)
	)


def get_staff_of(units) -> list[str]:
	"""Accounts that hold an open post in one of these units today."""
	return frappe.get_all(
		ASSIGNMENT,
		filters={
			"unit": ("in", sorted(units) or [""]),
			"holder_user": ("is", "set"),
			"status": Status.ACTIVE.value,
			"is_covert": 0,
		},
		pluck="holder_user",
		distinct=True,
	)


def get_newest_holder(position: str, unit: str | None) -> str | None:
	"""Who holds the post for this unit, the last appointed of several. The account may be disabled: ask before naming it."""
	if not unit:
		return None
	return frappe.db.get_value(
		ASSIGNMENT, {**HELD, "position": position, "unit": unit}, "holder_user", order_by="from_date desc"
	)


def get_nearest_holder(
	position: str, subject_doctype: str, subject: str, college: str | None = None
) -> str | None:
	"""Who holds the post for a student, unit or dormitory, or for what lies above; the first by name of several."""
	for field, node in _anchors(position, subject_doctype, subject, college):
		found = node and frappe.db.get_value(
			ASSIGNMENT, {**HELD, "position": position, field: node}, "holder_user", order_by="holder_user asc"
		)
		if found:
			return found
	return None


def get_nearest_holders(
	position: str, subject_doctype: str, subject: str | None, college: str | None = None
) -> list[str]:
	"""Enabled accounts that hold the post for a student, unit or dormitory; where nobody does, for what lies above."""
	if not subject:
		return []
	for field, node in _anchors(position, subject_doctype, subject, college):
		if node and (found := get_enabled(_pluck(position=position, **{field: node}))):
			return found
	return []


def _anchors(
	position: str, subject_doctype: str, subject: str, college: str | None
) -> list[tuple[str, str | None]]:
	"""Where to look, nearest first: (scope field of the assignment, node)."""
	if subject_doctype == "Campus Unit":
		return [("unit", subject), ("unit", college)]
	if subject_doctype != "Campus Student":
		return [("dormitory", node) for node in _upwards(subject)]
	unit, dormitory = frappe.db.get_value("Campus Student", subject, ["unit", "dormitory"]) or (None, None)
	found = [("student", subject), ("unit", unit), ("unit", college)]
	post = get_post(position)
	if dormitory and post and Level.DORMITORY in post.levels:
		found += [("dormitory", node) for node in _upwards(dormitory)]
	return found


def _upwards(dormitory: str) -> list[str]:
	return [dormitory, *get_ancestors_of("Campus Dormitory", dormitory)]


def _pluck(**filters) -> list[str]:
	return frappe.get_all(ASSIGNMENT, filters={**HELD, **filters}, pluck="holder_user", distinct=True)


# set-based


def select_holder_of_each(position: str, field: str):
	"""A query of (node, holder), one holder per node and none hidden, to be joined to many subjects at once.

	field: student, unit or dormitory. Whoever holds a building holds its rooms.
	"""
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
