"""The departments a clause binds, kept as the notice names them, linked to the school's units of those names (domain §21)."""

import frappe

CLAUSE = "Campus Notice Clause"
UNIT_TYPES = ("Department", "College")


def link_units() -> int:
	"""Departments entered since then: rows without a unit get the one of that name. Returns how many."""
	linked = 0
	for row in frappe.get_all(
		f"{CLAUSE} Unit", filters={"unit": ("is", "not set")}, fields=["name", "department"]
	):
		unit = get_unit(row.department)
		if unit:
			frappe.db.set_value(f"{CLAUSE} Unit", row.name, "unit", unit)
			linked += 1
	return linked


def follow_unit(unit, method: str | None = None) -> None:
	"""`on_update` of Campus Unit: departments are often entered, or renamed, after the notice."""
	if unit.unit_type in UNIT_TYPES:
		link_units()


def get_unit(department: str) -> str | None:
	return frappe.db.get_value("Campus Unit", {"unit_name": department, "unit_type": ("in", UNIT_TYPES)})
