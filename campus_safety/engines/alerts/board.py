"""What alerts show to a person: those that call them, on the workbench and on the record."""

from collections import defaultdict
from collections.abc import Iterable

import frappe

from campus_safety.declared import ALERTS
from campus_safety.engines.alerts import kinds, openers
from campus_safety.engines.alerts.loop import ALERT, ENDED, OPEN
from campus_safety.engines.alerts.told import get_source, person

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
		fields=[
			"name",
			"kind",
			"status",
			"raised_at",
			"sender",
			"taken_by",
			"taken_at",
			"answer",
			"reference_doctype",
			"reference_name",
		],
		order_by="raised_at asc",
	)
	told = _get_told([row.name for row in rows])
	return [_shown(row, told[row.name], user) for row in rows if user in told[row.name] or row.sender == user]


def _get_told(alerts: Iterable[str]) -> dict[str, list[str]]:
	"""{alert: accounts it has reached, in their order}."""
	told = defaultdict(list)
	for row in frappe.get_all(
		RECIPIENT,
		filters={"parent": ("in", list(alerts) or [""]), "parenttype": ALERT},
		fields=["parent", "user"],
		order_by="parent asc, idx asc",
	):
		told[row.parent].append(row.user)
	return told


def _shown(row, told: list[str], user: str) -> dict:
	kind, is_told = frappe.get_cached_doc(kinds.KIND, row.kind), user in told
	return {
		"name": row.name,
		"kind": row.kind,
		"status": row.status,
		"urgent": kind.urgent,
		"what_to_do": _what_to_do(row, kind, told, user) if is_told else "",
		"raised_at": row.raised_at,
		"taken_by": person(row.taken_by) if row.taken_by else "",
		"taken_at": row.taken_at,
		"answer": row.answer,
		"may_take": is_told and row.status == OPEN,
		"is_mine": row.taken_by == user,
		"answers": kinds.get_answers(row.kind) if is_told else [],
	}


def _what_to_do(row, kind, told: list[str], user: str) -> str:
	return openers.what_to_do(row, get_source(row), kind.what_to_do or "", user, lambda: told)
