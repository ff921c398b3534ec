"""Who looks after what: an active Network Assignment gives a User Permission, its end takes it away.

Only this module writes User Permissions on units, dormitories and students. It takes away only what an
assignment gave and no other active one of the same person still needs, so any of it may run twice.
"""

from dataclasses import dataclass

import frappe
from frappe.utils import getdate

from campus_safety.access.queries import dated
from campus_safety.domain.people.network import Status, status_on
from campus_safety.exceptions import TRANSACTION_LOST
from campus_safety.records.posts import ASSIGNMENT
from campus_safety.records.tree_anchors import forget_scopes
from campus_safety.services.risk import responsibility

SCOPE_FIELDS = {"unit": "Campus Unit", "dormitory": "Campus Dormitory", "student": "Campus Student"}
# The framework ANDs permissions on a DocType's own rows with every other: a mentor's single students would
# hide the classes the same person holds. Bound to this DocType, whose link ignores them, they only feed
# access/scopes.
APPLICABLE_FOR = {"Campus Student": ASSIGNMENT}


@dataclass(frozen=True)
class Grant:
	"""One person's scope: a node of a tree with all below it, or one student."""

	user: str
	doctype: str
	name: str

	@property
	def filters(self) -> dict:
		return {"user": self.user, "allow": self.doctype, "for_value": self.name}


def get_grant(assignment) -> Grant | None:
	"""What the assignment would give; students and hidden officers report and get nothing to see."""
	if not assignment.get("holder_user") or assignment.get("is_covert"):
		return None
	for field, doctype in SCOPE_FIELDS.items():
		if assignment.get(field):
			return Grant(assignment.holder_user, doctype, assignment.get(field))
	return None


def follow(assignment) -> None:
	"""After a save: give, or take away, so that the holder's scope is what the assignment says."""
	before = assignment.get_doc_before_save()
	old = get_grant(before) if before and before.status == Status.ACTIVE else None
	new = get_grant(assignment) if assignment.status == Status.ACTIVE else None
	if new:
		give(new)
	if old and old != new:
		take(old)


def withdraw(assignment) -> None:
	"""Before a deletion."""
	grant = get_grant(assignment)
	if grant and assignment.status == Status.ACTIVE:
		take(grant, leaving=assignment.name)


def give(grant: Grant) -> None:
	if frappe.db.exists("User Permission", grant.filters):
		return
	bound = APPLICABLE_FOR.get(grant.doctype)
	frappe.get_doc(
		{
			"doctype": "User Permission",
			**grant.filters,
			"apply_to_all_doctypes": int(not bound),
			"applicable_for": bound,
		}
	).insert(ignore_permissions=True)  # the assignment was checked; its writer has no rights on permissions
	forget_scopes()


def take(grant: Grant, leaving: str | None = None) -> None:
	"""Unless another active assignment of the person, `leaving` aside, still gives it."""
	if is_needed(grant, leaving):
		return
	for name in frappe.get_all("User Permission", filters=grant.filters, pluck="name"):
		frappe.delete_doc("User Permission", name, ignore_permissions=True, force=True)
	forget_scopes()


def is_needed(grant: Grant, leaving: str | None = None) -> bool:
	field = next(field for field, doctype in SCOPE_FIELDS.items() if doctype == grant.doctype)
	filters = {"holder_user": grant.user, field: grant.name, "status": Status.ACTIVE.value, "is_covert": 0}
	if leaving:
		filters["name"] = ("!=", leaving)
	return bool(frappe.db.exists(ASSIGNMENT, filters))


def begin_and_end(today) -> dict[str, list[str]]:
	"""Assignments whose first or last day has come. Names: {"begun", "ended", "failed"}."""
	outcome: dict[str, list[str]] = {"begun": [], "ended": [], "failed": []}
	for name in _due(getdate(today)):
		outcome[_update_one(name)].append(name)
	reconcile()
	return outcome


def _due(today) -> list[str]:
	planned = frappe.get_all(
		ASSIGNMENT,
		filters={"status": Status.PLANNED.value, "from_date": ("<=", today)},
		pluck="name",
		order_by="from_date asc",
	)
	# those that end first make room for those that begin, on the same post
	over = frappe.get_all(
		ASSIGNMENT,
		filters=dated({"status": Status.ACTIVE.value, "to_date": ("<=", today)}),
		pluck="name",
		order_by="to_date asc",
	)
	return over + planned


def _update_one(name: str) -> str:
	frappe.db.savepoint("campus_assignment")
	try:
		assignment = frappe.get_doc(ASSIGNMENT, name)
		assignment.flags.by_calendar = True
		assignment.save(ignore_permissions=True)
	except TRANSACTION_LOST:
		raise  # the savepoint is gone with it
	except Exception:
		frappe.db.rollback(save_point="campus_assignment")
		frappe.log_error(title=f"{ASSIGNMENT} {name}")
		return "failed"
	return "begun" if assignment.status == Status.ACTIVE else "ended"


def reconcile() -> dict[str, int]:
	"""Give what active assignments lack, take what only ended ones gave; others' permissions stay."""
	wanted, given = set(), set()
	for row in frappe.get_all(ASSIGNMENT, fields=["holder_user", "is_covert", "status", *SCOPE_FIELDS]):
		grant = get_grant(row)
		if grant:
			given.add(grant)
			if row.status == Status.ACTIVE:
				wanted.add(grant)
	present = {
		Grant(row.user, row.allow, row.for_value)
		for row in frappe.get_all(
			"User Permission",
			filters={"allow": ("in", list(SCOPE_FIELDS.values()))},
			fields=["user", "allow", "for_value"],
		)
	}
	for grant in wanted - present:
		give(grant)
	surplus = (given - wanted) & present
	for grant in surplus:
		take(grant)
	return {"given": len(wanted - present), "taken": len(surplus)}


def get_status(assignment, today) -> Status:
	return status_on(
		getdate(today),
		getdate(assignment.from_date),
		getdate(assignment.to_date) if assignment.to_date else None,
	)


def get_open_ledgers(assignment) -> list[str]:
	"""Open ledgers the holder answers for and would no longer reach; none if another covers them."""
	grant = get_grant(assignment)
	if not grant or is_needed(grant, leaving=assignment.name):
		return []
	return responsibility.get_open_ledgers(grant.user, grant.doctype, grant.name)
