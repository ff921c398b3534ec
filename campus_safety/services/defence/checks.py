"""Checks of the guards' equipment: the list of the school, and which check is the last of a post."""

import frappe
from frappe import _
from frappe.utils import cint

from campus_safety.engines.seal.leaves import follow_rows

COUNTED = ("actual", "condition", "expiry")
CHECK, ITEM = "Campus Equipment Check", "Campus Equipment Item"


def get_items() -> list:
	return frappe.get_all(
		ITEM,
		filters={"disabled": 0},
		fields=["name", "standard", "has_expiry"],
		order_by="place asc, name asc",
	)


def fill(check) -> None:
	"""A line for each item of the school's list; the standard is the list's, whatever came with the form."""
	items = {row.name: row for row in get_items()}
	known = {row.item for row in check.lines}
	for row in check.lines:
		if row.item in items:
			row.standard = items[row.item].standard
	for name, item in items.items():
		if name not in known:
			check.append(
				"lines", {"item": name, "standard": item.standard, "actual": 0, "condition": "Missing"}
			)


def keep_lines(check, before) -> None:
	"""Every line that was asked for stays, with the standard of that day."""
	counted = {row.item: {field: row.get(field) for field in COUNTED} for row in reversed(check.lines)}
	check.set("lines", [])
	for row in before.lines:
		check.append("lines", {**row.as_dict(), **counted.get(row.item, {})})


def may_correct(check, user: str) -> bool:
	return bool(check.latest) and user in (check.recorded_by, "Administrator")


def validate_stays(check, before, user: str) -> None:
	"""The newest check of a post is put right by who counted. Errors: PermissionError, ValidationError."""
	if before.post != check.post:
		frappe.throw(_("A check stays at its post. Write another check."))
	if not may_correct(before, user):
		frappe.throw(
			_("What was counted stays: only the newest check of a post is put right, by who counted."),
			frappe.PermissionError,
		)


def validate_lines(check) -> None:
	"""Errors: ValidationError naming the line."""
	with_expiry = {row.name for row in get_items() if cint(row.has_expiry)}
	for row in check.lines:
		if cint(row.actual) < 0:
			frappe.throw(_("Row {0}: {1}: a number below zero is no count.").format(row.idx, row.item))
		if row.item in with_expiry and cint(row.actual) and row.condition == "Good" and not row.expiry:
			frappe.throw(
				_("Row {0}: {1}: enter the expiry that is printed on it.").format(row.idx, row.item),
				frappe.MandatoryError,
			)


def mark_latest(check) -> None:
	"""The newest of a post counts; what was counted before stays to be read."""
	rows = frappe.get_all(
		CHECK,
		filters={"post": check.post},
		fields=["name", "latest"],
		order_by="occurred_on desc, creation desc",
	)
	for place, row in enumerate(rows):
		if cint(row.latest) != int(place == 0):
			frappe.db.set_value(CHECK, row.name, "latest", int(place == 0), update_modified=False)
			follow_rows(CHECK, [row.name])
	check.latest = int(bool(rows) and rows[0].name == check.name)
