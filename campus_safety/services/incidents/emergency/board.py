"""The commander's page: the clocks, who is told, what is next, whom to call. One request, readable at phone width."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, get_fullname

from campus_safety.domain.incidents.emergency import GUARDIANS, OVER, TOLD
from campus_safety.records import roster
from campus_safety.services.incidents.emergency import clocks, steps
from campus_safety.services.incidents.emergency.opening import INCIDENT, PLAN, TYPE

LINES = 30


def get_types() -> list[dict]:
	"""What a page offers for one tap."""
	return frappe.get_all(
		TYPE,
		filters={"disabled": 0},
		fields=["name", "default_grade"],
		order_by="place asc, creation asc",
	)


def get_board(name: str, now: datetime) -> dict:
	"""Errors: PermissionError, whether there is such an incident or not."""
	if not (frappe.db.exists(INCIDENT, name) and frappe.has_permission(INCIDENT, "read", doc=name)):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	incident = frappe.get_doc(INCIDENT, name)
	commands = steps.commands(frappe.session.user, incident, now)
	rows = sorted(incident.notifications, key=lambda row: get_datetime(row.due))
	return {
		"commands": commands,
		"commander": get_fullname(incident.commander),
		"minutes": int((now - get_datetime(incident.known_at)).total_seconds() // 60),
		"clocks": [_clock(row, now) for row in rows if clocks.is_open(row)],
		"told": [_told(row) for row in rows if row.done_at],
		"first_steps": _first_steps(incident),
		"groups": _groups(incident.plan),
		"on_duty": roster.get_board(now),
		"people": [_person(row, incident, commands, now) for row in incident.people],
		"log": [_line(row) for row in reversed(incident.response_log[-LINES:])],
		"next_stage": get_next_stage(incident),
		"draft": get_draft(incident),
	}


def get_next_stage(incident) -> str:
	if incident.status in OVER:
		return "Final"
	return "Follow-up" if incident.reports else "First"


def get_draft(incident) -> dict:
	"""{"known", "not_yet_known"}: what the record can say by itself; whoever reports goes on from there."""
	number = "，".join(
		_("{0}: {1}").format(_(incident.meta.get_label(field), context=INCIDENT), incident.get(field))
		for field in ("injured", "dead", "missing")
		if incident.get(field)
	)
	known = [
		f"{frappe.format(incident.known_at, 'Datetime')} {incident.place}：{incident.incident_type}",
		incident.facts,
		number,
		incident.aid,
	]
	last = incident.reports[-1].not_yet_known if incident.reports else ""
	return {
		"known": "\n".join(filter(None, known)),
		"not_yet_known": last or _("The cause. How those who are hurt are doing."),
	}


def _clock(row, now: datetime) -> dict:
	how_to = row.clock and frappe.db.get_value(clocks.CLOCK, row.clock, "how_to")
	due = get_datetime(row.due)
	return {
		"name": row.name,
		"target": row.target,
		"channel": row.channel or "",
		"due": row.due,
		"is_overdue": due <= now,
		"minutes": round((due - now).total_seconds() / 60),
		"by_tap": row.ends_with == TOLD,
		"of_guardians": row.ends_with == GUARDIANS,
		"how_to": how_to or "",
	}


def _told(row) -> dict:
	return {
		"target": row.target,
		"at": row.done_at,
		"by": get_fullname(row.by) if row.by else "",
		"late": row.late_minutes or 0,
	}


def _first_steps(incident) -> str:
	steps_of_plan = incident.plan and frappe.db.get_value(PLAN, incident.plan, "steps")
	return steps_of_plan or frappe.db.get_value(TYPE, incident.incident_type, "first_steps") or ""


def _groups(plan: str | None) -> list[dict]:
	if not plan:
		return []
	return [
		{
			"group": row.group_name,
			"head": get_fullname(row.head) if row.head else "",
			"phone": (row.head and frappe.db.get_value("User", row.head, "mobile_no")) or "",
			"tasks": row.tasks,
		}
		for row in frappe.get_doc(PLAN, plan).groups
	]


def _person(row, incident, commands: bool, now: datetime) -> dict:
	"""The family's numbers while nobody has told them, for whoever may ring; a commander who may not is told who does."""
	asks = bool(commands and row.student and not (row.guardian_told_at or row.why_not))
	rings = asks and steps.may_ring(frappe.session.user, incident, row.student, now)
	name = row.student and frappe.db.get_value("Campus Student", row.student, "student_name")
	return {
		"name": row.name,
		"student": row.student or "",
		"who": name or row.who,
		"harm": row.harm,
		"where": row.where_now or "",
		"told_at": row.guardian_told_at,
		"why_not": row.why_not or "",
		"family": _family(row.student) if rings else [],
		"others_ring": asks and not rings,
	}


def _family(student: str) -> list[dict]:
	rows = frappe.get_all(
		"Campus Student Guardian",
		filters={"parent": student, "parenttype": "Campus Student"},
		fields=["guardian_name", "relation", "mobile"],
		order_by="is_primary desc, idx asc",
	)
	return [{"person": f"{row.guardian_name} {_(row.relation)}", "number": row.mobile} for row in rows]


def _line(row) -> dict:
	return {
		"at": row.at,
		"kind": row.kind,
		"by": get_fullname(row.user) if row.user else "",
		"entry": row.entry,
	}
