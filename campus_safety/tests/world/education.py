"""An education and a five-management check of class 1, both long over, and void: they count for no duty."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests.world.subject import NEIGHBOUR, Subject, of

LONG_AGO = "2018-03-01"


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	common = {
		"unit": world.units["class_1"],
		"college": world.units["college_1"],
		"occurred_on": LONG_AGO,
		"recorded_by": "Administrator",
		"status": "Void",
	}
	return (
		_subject(
			"Campus Safety Education",
			{"topic": "CANARY-education-topic", "held_on": LONG_AGO, "theme": "Fire", "hours": 1, **common},
			{"units": [{"unit": common["unit"]}], "absent": [{"student": NEIGHBOUR}]},
			"topic",
			of(world.by_role, r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS, r.SAFETY_OFFICE, r.PSYCH_HEAD),
		),
		_subject(
			"Campus Five Management",
			{"note": "CANARY-five-note", "checked_on": LONG_AGO, **common},
			{"rows": [{"item": "Phone", "state": "Problem", "finding": "CANARY-five-finding", "step": "x"}]},
			"note",
			of(world.by_role, r.STUDENT_AFFAIRS, r.PSYCH_HEAD, r.PSYCH_TEACHER),
			("CANARY-five-note", "CANARY-five-finding"),
		),
	)


def _subject(doctype: str, values: dict, tables: dict, field: str, insiders, canaries=()) -> Subject:
	"""As rows: they call nobody."""
	canary = values[field]
	name = frappe.db.get_value(doctype, {field: canary})
	if not name:
		document = frappe.get_doc({"doctype": doctype, **values, **tables})
		document.set_new_name()
		document.db_insert()
		for row in document.get_all_children():
			row.parent = document.name
			row.db_insert()
		name = document.name
	return Subject(doctype, name, field, canary, tuple(canaries) or (canary,), frozenset(insiders))
