"""Endpoints of the absence case: who to ring, one tap per call, taking it, declaring the student lost."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from campus_safety.access import arguments
from campus_safety.services.gate import last_passage
from campus_safety.services.presence import absence_cases, absence_people, headlines

CASE = absence_cases.CASE
TARGETS = ("Student", "Roommate", "Class Cadre", "Parent", "Outside")
RESULTS = ("Reached", "No Answer", "Switched Off", "Wrong Number", "Refused")


@frappe.whitelist(methods=["POST"])
def get_people(case: str) -> dict:
	"""Telephones of the student, guardians and room mates, while the case is open; see services.presence.absence_people."""
	return absence_people.get_people(_writable(case))


@frappe.whitelist(methods=["GET", "POST"])
def get_headlines(cases: list | str) -> dict[str, dict]:
	"""Of the running ones among these cases that the caller's own list holds: {case: {"level", "passage", "leave"}}.

	The level only for whoever reads the student's risk status; the last passage, and that a leave explains the night or is
	overdue, for everybody who may open the search.
	"""
	now = now_datetime()
	running = headlines.get_running(arguments.names(cases, "cases"))
	levels = headlines.get_levels(running.values())
	passages = last_passage.get_last(running.values(), now)
	leaves = headlines.get_permits(running.values(), now)
	return {
		case: {
			"level": levels.get(student),
			"passage": passages.get(student),
			"leave": leaves.get(student),
		}
		for case, student in running.items()
	}


@frappe.whitelist(methods=["POST"])
def take(case: str) -> None:
	"""我来处理."""
	absence_cases.take(_writable(case), now_datetime())


@frappe.whitelist(methods=["POST"])
def give_back(case: str) -> None:
	absence_cases.give_back(_writable(case), now_datetime())


@frappe.whitelist(methods=["POST"])
def log_contact(case: str, target: str, result: str, person: str = "", note: str = "") -> None:
	"""The result of one call."""
	document = _writable(case)
	if target not in TARGETS or result not in RESULTS:
		frappe.throw(_("Choose whom you rang and what came of it."))
	absence_cases.log_contact(document, target, result, person, note, now=now_datetime())


@frappe.whitelist(methods=["POST"])
def record_located(case: str, located_at: str, outcome: str, whereabouts: str, found_by: str) -> None:
	"""登记已找到: the search is over, in one step."""
	absence_cases.record_located(
		_writable(case),
		arguments.a_moment(located_at, "located_at"),
		outcome,
		whereabouts,
		found_by,
		now=now_datetime(),
	)


@frappe.whitelist(methods=["POST"])
def declare_lost(case: str) -> None:
	"""Contact is lost: the emergency path begins at once."""
	absence_cases.declare_lost(_writable(case), now_datetime())


def _writable(case: str) -> Document:
	"""A case out of reach is answered like one that is not there."""
	allowed = frappe.db.exists(CASE, case) and frappe.has_permission(CASE, "write", doc=case)
	if not allowed:
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	return frappe.get_doc(CASE, case, for_update=True)  # the ladder may be climbing it this very moment
