"""An emergency incident about the student, reviewed long ago: it calls nobody."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests.world.subject import STUDENT, Subject, of

INCIDENT = "Campus Emergency Incident"
LONG_AGO = "2018-03-12 09:00:00"
OFFICES = (r.SAFETY_OFFICE, r.SECURITY_OFFICE, r.STUDENT_AFFAIRS, r.SCHOOL_OFFICE, r.SCHOOL_LEADER)


def build(world) -> None:
	world.incident = frappe.db.get_value(INCIDENT, {"place": "CANARY-emergency-place"}) or _incident(world)


def subjects(world) -> tuple[Subject, ...]:
	return (
		Subject(
			INCIDENT,
			world.incident,
			"place",
			"CANARY-emergency-place",
			("CANARY-emergency-place", "CANARY-emergency-log", "CANARY-emergency-known"),
			of(world.by_role, *OFFICES),
		),
	)


def _incident(world) -> str:
	"""As rows, with one of each table."""
	incident = frappe.get_doc(
		{
			"doctype": INCIDENT,
			"incident_type": frappe.get_all("Campus Incident Type", limit=1, pluck="name")[0],
			"place": "CANARY-emergency-place",
			"grade": "General",
			"known_at": LONG_AGO,
			"occurred_on": LONG_AGO,
			"ended_at": LONG_AGO,
			"status": "Reviewed",
			"workflow_state": "Reviewed",
			"student": STUDENT,
			"unit": world.units["class_1"],
			"college": world.units["college_1"],
			"commander": "Administrator",
			"recorded_by": "Administrator",
			"people": [{"student": STUDENT, "harm": "Injured", "added_at": LONG_AGO}],
			"notifications": [
				{
					"target": "值班领导",
					"due": LONG_AGO,
					"starts_at": LONG_AGO,
					"done_at": LONG_AGO,
					"ends_with": "Told",
					"starts_with": "Known",
				}
			],
			"reports": [{"stage": "First", "at": LONG_AGO, "known": "CANARY-emergency-known"}],
			"response_log": [{"at": LONG_AGO, "kind": "Note", "entry": "CANARY-emergency-log"}],
		}
	)
	incident.set_new_name()
	incident.db_insert()
	for row in incident.get_all_children():
		row.parent = incident.name
		row.set_new_name()
		row.db_insert()
	return incident.name
