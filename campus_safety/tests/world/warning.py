"""An early warning of the student the canaries are about, dismissed long ago by nobody of the world; so it calls nobody."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.tests.world.subject import STUDENT, Subject, of

RULE, WARNING = "Campus Warning Rule", "Campus Early Warning"
NAME = "世界的预警规则"


def build(world) -> None:
	"""Nothing that other rooms ask for."""


def subjects(world) -> tuple[Subject, ...]:
	return (
		Subject(
			WARNING,
			_warning(),
			"dismiss_note",
			"CANARY-warning-note",
			("CANARY-warning-note", "CANARY-warning-act"),
			of(world.by_role, r.STUDENT_AFFAIRS, r.PSYCH_HEAD, r.PSYCH_TEACHER),
		),
	)


def _rule() -> str:
	if frappe.db.exists(RULE, NAME):
		return NAME
	rule = {
		"doctype": RULE,
		"rule_name": NAME,
		"act": "谈一次",
		"owner_position": "Counsellor",
		"load_budget": 5,
		"threshold": 3,
		"level": "Attention",
		"expires_on": "2018-12-31",
		"signals": [
			{
				"evidence_doctype": "Campus Heart Talk",
				"student_field": "student",
				"time_field": "talk_time",
				"window_days": 30,
				"min_count": 1,
				"weight": 1,
			}
		],
	}
	return frappe.get_doc(rule).insert().name


def _warning() -> str:
	if found := frappe.db.get_value(WARNING, {"dismiss_note": "CANARY-warning-note"}):
		return found
	unit, college, name = frappe.db.get_value("Campus Student", STUDENT, ["unit", "college", "student_name"])
	warning = frappe.get_doc(
		{
			"doctype": WARNING,
			"rule": _rule(),
			"act": "CANARY-warning-act",
			"level": "Attention",
			"status": "Dismissed",
			"student": STUDENT,
			"student_name": name,
			"unit": unit,
			"college": college,
			"score": 3,
			"threshold": 3,
			"occurred_on": "2018-03-01",
			"decided_at": "2018-03-02 08:00:00",
			"dismiss_reason": "Explained",
			"dismiss_note": "CANARY-warning-note",
			"recorded_by": "Administrator",
		}
	)
	warning.set_new_name()
	warning.db_insert()
	row = warning.append("signals", {"confidential": 1, "happened_on": "2018-02-27", "weight": 3})
	row.set_new_name()
	row.db_insert()
	return warning.name
