"""An approved residence used to change the student's register for ever; now the night reads the approval itself.

Whoever kept a bed and has an application on record lives in the dormitory again, except between the dates of one in force.
The shipped rules on visits follow, where nobody has changed them.
"""

import json

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.declared.duty_rules import RULES
from campus_safety.services.leave.residences import note_in_students

RULE, STUDENT = "Campus Duty Rule", "Campus Student"
FIELDS = ("subject_filter", "evidence_filter", "responsible_position")


def execute() -> None:
	"""Harmless when repeated."""
	student, home = frappe.qb.DocType(STUDENT), frappe.qb.DocType("Campus Off Campus Residence")
	approved = (
		frappe.qb.from_(home).select(home.student).where(home.status.isin(("Active", "Expired", "Revoked")))
	)
	(
		frappe.qb.update(student)
		.set(student.residence_type, "Dormitory")
		.where((student.residence_type == "Off Campus") & (student.dormitory != ""))
		.where(student.name.isin(approved))
		.run()
	)
	note_in_students(getdate(nowdate()))
	for key in ("off_campus_visit", "dorm_visit"):
		row = frappe.db.get_value(RULE, {"seed_key": key}, ["name", "creation", "modified"], as_dict=True)
		if row and row.creation == row.modified:
			frappe.db.set_value(RULE, row.name, _shipped(key), update_modified=False)


def _shipped(key: str) -> dict:
	_name, _clause, values = RULES[key]
	found = {field: values.get(field, "") for field in FIELDS}
	return {
		field: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
		for field, value in found.items()
	}
