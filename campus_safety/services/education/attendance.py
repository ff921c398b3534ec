"""Who is taught when a class or a college is."""

import frappe

from campus_safety.records.scope import nodes_of
from campus_safety.records.students import AT_SCHOOL

STUDENT, UNIT = "Campus Student", "Campus Unit"


def count_students(units: list[str]) -> int:
	"""Students at school of these units and of what lies below them."""
	nodes = {node for unit in units for node in nodes_of(UNIT, unit)}
	return frappe.db.count(STUDENT, {"unit": ("in", sorted(nodes)), "status": ("in", AT_SCHOOL)})


def is_one_class(units: list[str]) -> bool:
	return len(units) == 1 and frappe.db.get_value(UNIT, units[0], "unit_type") == "Class"


def students_among(names: list[str], unit: str) -> set[str]:
	return set(frappe.get_all(STUDENT, filters={"name": ("in", names), "unit": unit}, pluck="name"))
