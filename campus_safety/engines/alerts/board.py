"""What alerts show to a person: those that call them, on the workbench and on the record."""

from collections.abc import Iterable

import frappe

from campus_safety.declared import ALERTS
from campus_safety.engines.alerts import kinds
from campus_safety.engines.alerts.loop import ALERT, ENDED, OPEN
from campus_safety.engines.alerts.told import person

RECIPIENT = "Campus Alert Recipient"
MOST = 500  # that a list shows


def is_told(alert: str, user: str) -> bool:
	"""And may read alerts at all."""
	return frappe.has_permission(ALERT, "read", user=user) and bool(
		frappe.db.exists(RECIPIENT, {"parent": alert, "parenttype": ALERT, "user": user})
	)


def get_calling(user: str) -> list[str]:
	"""Open ones that have no line of their own in what waits: nobody has them, and the user was told."""
	own_line = [source.kind for source in ALERTS if source.listed]
	alert, told = frappe.qb.DocType(ALERT), frappe.qb.DocType(RECIPIENT)
	rows = (
		frappe.qb.from_(told)
		.join(alert)
		.on(alert.name == told.parent)
		.select(alert.name)
		.where((told.user == user) & (alert.status == OPEN) & alert.kind.notin(own_line or [""]))
		.orderby(alert.raised_at)
		.limit(MOST)
		.run()
	)
	return [row[0] for row in rows]


def get_for(doctype: str, name: str, user: str) -> list[dict]:
	"""Alerts about a record that are not over and concern the user: who has it since when, and what may be answered."""
	if not frappe.has_permission(ALERT, "read", user=user):
		return []
	rows = frappe.get_all(
		ALERT,
		filters={"reference_doctype": doctype, "reference_name": name, "status": ("!=", ENDED)},
		fields=["name", "kind", "status", "raised_at", "sender", "taken_by", "taken_at", "answer"],
		order_by="raised_at asc",
	)
	told = _told_of([row.name for row in rows], user)
	return [_shown(row, row.name in told, user) for row in rows if row.name in told or row.sender == user]


def _told_of(names: Iterable[str], user: str) -> set[str]:
	return set(
		frappe.get_all(RECIPIENT, {"parent": ("in", list(names) or [""]), "user": user}, pluck="parent")
	)


def _shown(row, is_told: bool, user: str) -> dict:
	kind = frappe.get_cached_doc(kinds.KIND, row.kind)
	return {
		"name": row.name,
		"kind": row.kind,
		"status": row.status,
		"urgent": kind.urgent,
		"what_to_do": kind.what_to_do if is_told else "",
		"raised_at": row.raised_at,
		"taken_by": person(row.taken_by) if row.taken_by else "",
		"taken_at": row.taken_at,
		"answer": row.answer,
		"may_take": is_told and row.status == OPEN,
		"is_mine": row.taken_by == user,
		"answers": kinds.get_answers(row.kind) if is_told else [],
	}
