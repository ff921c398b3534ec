"""Late entries 补录清单 (domain §0): records written long after they happened, each kind within its own reach."""

from datetime import date

import frappe
from frappe.utils import getdate

from campus_safety.access.rules import PROTECTED, RULES

NEEDED = ("late_entry", "occurred_on", "recorded_by", "unit", "status")
NOT_EVIDENCE = frozenset(("Campus Accountability Assessment",))


def get_kinds() -> list[str]:
	"""Every DocType of this app whose records are evidence with a late mark. L3 and L4 stand in no report."""
	return [
		doctype
		for doctype, rule in RULES.items()
		if not rule.parent
		and doctype not in PROTECTED | NOT_EVIDENCE
		and frappe.db.table_exists(doctype)
		and all(frappe.get_meta(doctype).has_field(name) for name in NEEDED)
	]


def get_rows(filters: dict, limit: int) -> list[dict]:
	"""Rows of the session user's own lists, the latest written first: one query per kind of record."""
	rows = []
	for doctype in get_kinds():
		if filters.get("kind") in (None, "", doctype) and frappe.has_permission(doctype, "read"):
			rows += _rows_of(doctype, filters, limit)
	return sorted(rows, key=lambda row: row["creation"], reverse=True)[:limit]


def _rows_of(doctype: str, filters: dict, limit: int) -> list[dict]:
	has_student = frappe.get_meta(doctype).has_field("student")
	found = frappe.get_list(
		doctype,
		filters=_conditions(filters),
		fields=[
			"name",
			"unit",
			"college",
			"occurred_on",
			"creation",
			"recorded_by",
			"status",
			*(["student"] if has_student else []),
		],
		order_by=f"`tab{doctype}`.creation desc",
		limit_page_length=limit,
	)
	return [
		{
			**row,
			"kind": doctype,
			"student": row.get("student"),
			"days_late": days_late(row.occurred_on, row.creation),
		}
		for row in found
	]


def _conditions(filters: dict) -> dict:
	found: dict = {"late_entry": 1}
	first, last = filters.get("from_date"), filters.get("to_date")
	if first and last:
		found["creation"] = ("between", (first, last))
	elif first or last:
		found["creation"] = (">=", first) if first else ("<=", f"{last} 23:59:59")
	for field in ("college", "unit", "recorded_by"):
		if filters.get(field):
			found[field] = filters[field]
	return found


def days_late(occurred_on, creation) -> int | None:
	"""Whole days between what happened and its writing."""
	if not occurred_on:
		return None
	written: date = getdate(creation)
	return (written - getdate(occurred_on)).days
