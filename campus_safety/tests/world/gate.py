"""A passage, a file of them, a class missed, an exclusion."""

import frappe
from frappe.utils import now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.domain.gate.passage import Passage
from campus_safety.services.gate import events
from campus_safety.services.gate.people import find_people
from campus_safety.tests import factories as make
from campus_safety.tests.world.documents import make_import
from campus_safety.tests.world.subject import STUDENT, Subject, of


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	return (*_gate_subjects(world.users, world.by_role), _gate_import(world.by_role))


def _gate_subjects(users, by_role) -> tuple[Subject, ...]:
	"""A passage, a class missed and an exclusion of the student."""
	offices = frozenset({by_role[r.STUDENT_AFFAIRS]})
	return (
		Subject(
			"Campus Gate Event",
			_passage(),
			"direction",
			"In",
			("CANARY-passage",),
			offices | {by_role[r.SECURITY_OFFICE]},
		),
		Subject(
			"Campus Class Absence",
			_class_absence(users["counsellor"]),
			"status",
			"Late",
			("CANARY-absence-course", "CANARY-absence-note"),
			offices,
		),
		_exclusion(users["lead"], offices),
	)


def _passage() -> str:

	device = make.make_gate_device("世界大门")
	passage = Passage(0, STUDENT, now_datetime().replace(microsecond=0), "In", "CANARY-passage")
	new = events.sort(device, [passage]).new
	events.write(device, new, find_people([STUDENT]))
	return frappe.db.get_value("Campus Gate Event", {"device": device, "event_id": "CANARY-passage"})


def _class_absence(user: str) -> str:
	found = frappe.db.get_value("Campus Class Absence", {"course": "CANARY-absence-course"})
	if found:
		return found
	frappe.set_user(user)
	return (
		frappe.get_doc(
			{
				"doctype": "Campus Class Absence",
				"student": STUDENT,
				"status": "Late",
				"class_time": now_datetime(),
				"course": "CANARY-absence-course",
				"session": "1-2",
				"note": "CANARY-absence-note",
			}
		)
		.insert()
		.name
	)


def _exclusion(user: str, offices) -> Subject:
	"""Of the day on which the world was made, which may be over by now."""
	doctype = "Campus Trace Exclusion"
	if not frappe.db.exists(doctype, {"student": STUDENT}):
		frappe.set_user(user)
		exclusion = {"doctype": doctype, "student": STUDENT, "reason": "CANARY-exclusion"}
		frappe.get_doc({**exclusion, "from_date": nowdate(), "to_date": nowdate()}).insert()
	name, last = frappe.db.get_value(doctype, {"student": STUDENT}, ["name", "to_date"])
	return Subject(doctype, name, "to_date", str(last), ("CANARY-exclusion",), offices)


def _gate_import(by_role) -> Subject:
	"""Campus Gate Import: who went in and out, row by row."""
	return Subject(
		"Campus Gate Import",
		make_import("Campus Gate Import", "CANARY-gates", device=make.make_gate_device("世界大门")),
		"error",
		"CANARY-gates-error",
		tuple(f"CANARY-gates-{word}" for word in ("error", "preview", "value")),
		of(by_role, r.STUDENT_AFFAIRS, r.SECURITY_OFFICE),
	)
