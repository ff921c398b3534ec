"""The departments a clause binds, kept as the notice names them, linked to the school's units of those names (domain §21)."""

import re
from collections import defaultdict

import frappe

CLAUSE = "Campus Notice Clause"
ROW = "Campus Notice Clause Unit"
UNIT_TYPES = ("Department", "College")
BETWEEN = re.compile(r"[,，、;；\n]")
WIDE = str.maketrans("（）　", "() ")  # brackets are typed in both widths
# the words with which a notice addresses all of them
EVERY = {
	"各学院": "College",
	"各二级学院": "College",
	"各处室": "Department",
	"各部门": "College and Department",
}


def make_row(department: str) -> dict:
	"""A row of a clause for a department as the notice writes it."""
	every = EVERY.get(department, "")
	return {"department": department, "every": every, "unit": None if every else get_unit(department)}


def link_units() -> int:
	"""Departments entered since then: rows without a unit get the one of that name. Returns how many."""
	rows = frappe.get_all(
		ROW, filters={"unit": ("is", "not set"), "every": ("is", "not set")}, fields=["name", "department"]
	)
	known = get_names() if rows else {}
	linked = 0
	for row in rows:
		if unit := known.get(plain(row.department)):
			frappe.db.set_value(ROW, row.name, "unit", unit)
			linked += 1
	return linked


def follow_unit(unit, method: str | None = None) -> None:
	"""`on_update` of Campus Unit: departments are often entered, or renamed, after the notice."""
	if unit.unit_type in UNIT_TYPES:
		link_units()


def get_unit(department: str) -> str | None:
	return get_names().get(plain(department))


def get_names() -> dict[str, str]:
	"""{every name by which a department or college may be addressed: the unit}; a unit's own name before others' aliases."""
	units = frappe.get_all(
		"Campus Unit",
		filters={"unit_type": ("in", UNIT_TYPES)},
		fields=["name", "unit_name", "aliases"],
		order_by="lft asc",
	)
	found = {plain(alias): unit.name for unit in units for alias in BETWEEN.split(unit.aliases or "")}
	found |= {plain(unit.unit_name): unit.name for unit in units}
	found.pop("", None)
	return found


def plain(name: str | None) -> str:
	return (name or "").translate(WIDE).replace(" ", "")


def get_bound() -> dict[str, list[str]]:
	"""{clause: units it binds, in the order of the tree}; words like 各学院 stand for all of them."""
	units = frappe.get_all(
		"Campus Unit",
		filters={"unit_type": ("in", UNIT_TYPES), "disabled": 0},
		fields=["name", "unit_type"],
		order_by="lft asc",
	)
	named, kinds = defaultdict(set), defaultdict(set)
	for row in frappe.get_all(ROW, fields=["parent", "unit", "every"]):
		named[row.parent].add(row.unit)
		kinds[row.parent].update((row.every or "").split(" and "))
	return {
		clause: [unit.name for unit in units if unit.name in named[clause] or unit.unit_type in kinds[clause]]
		for clause in named
	}
