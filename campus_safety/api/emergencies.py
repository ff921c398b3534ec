"""Endpoints of an emergency incident: opened in two facts, and what is done on the commander's page with one tap."""

import frappe
from frappe.utils import now_datetime

from campus_safety.access.arguments import a_dict
from campus_safety.services.incidents import handling
from campus_safety.services.incidents.emergency import acting, board, log, opening

INCIDENT = opening.INCIDENT


@frappe.whitelist(methods=["GET"])
def get_types() -> list:
	"""What is offered for one tap."""
	frappe.has_permission(INCIDENT, "create", throw=True)
	return board.get_types()


@frappe.whitelist(methods=["POST"])
def open_incident(incident_type: str, place: str, facts: str = "", report: str = "") -> str:
	"""Its number. report: an abnormal report that the session user reads, from whose arrival the clocks then run."""
	frappe.has_permission(INCIDENT, "create", throw=True)
	source = (opening.REPORT, handling.get_permitted(report).name) if report else None
	return opening.open_incident(incident_type, place, facts, now_datetime(), source).name


@frappe.whitelist(methods=["GET"])
def get_board(incident: str) -> dict:
	"""The commander's page; see services.incidents.emergency.board."""
	frappe.has_permission(INCIDENT, "read", throw=True)
	return board.get_board(incident, now_datetime())


@frappe.whitelist(methods=["POST"])
def add_line(incident: str, entry: str, key: str = "") -> None:
	"""A line of the response log, by whoever reaches the incident."""
	frappe.has_permission(INCIDENT, "write", throw=True)
	now = now_datetime()
	log.add(acting.get_reached(incident, now).name, entry, key, now)


@frappe.whitelist(methods=["POST"])
def tell(incident: str, row: str, whom: str = "") -> None:
	"""Somebody who had to be told has been, by whoever reaches the incident."""
	frappe.has_permission(INCIDENT, "write", throw=True)
	now = now_datetime()
	acting.tell(acting.get_reached(incident, now).name, row, whom, now)


@frappe.whitelist(methods=["POST"])
def report(incident: str, stage: str, known: str, not_yet_known: str = "") -> None:
	"""A report: known, and apart from it not yet known."""
	frappe.has_permission(INCIDENT, "write", throw=True)
	now = now_datetime()
	name = acting.get_reached(incident, now, commanding=True).name
	acting.report(name, stage, known, not_yet_known, now)


@frappe.whitelist(methods=["POST"])
def put_person(incident: str, person: str | dict, row: str = "") -> None:
	"""Somebody who is affected."""
	frappe.has_permission(INCIDENT, "write", throw=True)
	now = now_datetime()
	name = acting.get_reached(incident, now, commanding=True).name
	acting.put_person(name, row, a_dict(person, "person"), now)


@frappe.whitelist(methods=["POST"])
def tell_guardian(incident: str, row: str, note: str = "", why_not: str = "") -> None:
	"""The guardians of a student are told, or it says why not."""
	frappe.has_permission(INCIDENT, "write", throw=True)
	now = now_datetime()
	name = acting.get_reached(incident, now, commanding=True).name
	acting.tell_guardian(name, row, note, why_not, now)


@frappe.whitelist(methods=["POST"])
def hand_over(incident: str, user: str) -> None:
	"""Another one commands from now on."""
	frappe.has_permission(INCIDENT, "write", throw=True)
	now = now_datetime()
	acting.hand_over(acting.get_reached(incident, now, commanding=True).name, user, now)


@frappe.whitelist(methods=["POST"])
def call_off(incident: str, reason: str) -> None:
	"""A false alarm."""
	frappe.has_permission(INCIDENT, "write", throw=True)
	now = now_datetime()
	acting.call_off(acting.get_reached(incident, now, commanding=True).name, reason, now)
