"""What is done in a crisis with one tap: the state at a glance, an action done, a call written down."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain.crisis.guardians import RUNGS
from campus_safety.exceptions import CrisisStepError
from campus_safety.services.crisis import checklist, guardians, watch_shifts
from campus_safety.services.crisis.levels import get_writable


def get_state(name: str, now: datetime) -> dict:
	"""Open actions in the order of their time, whom to call next with numbers, uncovered hours of the watch.

	Errors: PermissionError, whether there is such a case or not.
	"""
	case = get_writable(name, "read")
	following = guardians.get_next(case)
	known = {row.mobile: row for row in guardians.get_guardians(case.student)}
	return {
		"may_write": bool(frappe.has_permission(case.doctype, "write", doc=case.name)),
		"actions": [
			_shown(row, now)
			for row in sorted(case.actions, key=lambda row: get_datetime(row.due))
			if checklist.is_open(row)
		],
		"next_call": following
		and {
			"rung": following.rung,
			"people": [
				{"number": number, "person": f"{known[number].guardian_name} {_(known[number].relation)}"}
				for number in following.numbers
			],
		},
		"gaps": [{"from": gap.start, "to": gap.end} for gap in watch_shifts.get_gaps(case, now)],
	}


def _shown(row, now: datetime) -> dict:
	owner = row.action_owner and frappe.db.get_value("User", row.action_owner, "full_name")
	how_to = row.template and frappe.db.get_value(checklist.TEMPLATE, row.template, "how_to")
	return {
		"name": row.name,
		"action": row.action,
		"owner": owner or row.action_owner,
		"due": row.due,
		"is_overdue": get_datetime(row.due) <= now,
		"minutes": round((get_datetime(row.due) - now).total_seconds() / 60),
		"how_to": how_to or "",
		"proof": row.proof or "",
	}


def do_action(name: str, action: str, evidence: str, now: datetime) -> dict:
	"""Errors: PermissionError; CrisisStepError for an action that is not open, says nothing, or is not proved."""
	case = get_writable(name)
	row = next((each for each in case.actions if each.name == action and checklist.is_open(each)), None)
	if not row:
		frappe.throw(_("This action is done, or no longer needed. Reload the case."), CrisisStepError)
	row.done, row.evidence = 1, evidence
	case.save()
	return get_state(name, now)


def note_call(name: str, values: dict, now: datetime) -> dict:
	"""Errors: PermissionError; CrisisStepError for a rung or a result that there is not."""
	case = get_writable(name)
	results = case.meta.get_field(guardians.TABLE).options
	allowed = frappe.get_meta(results).get_field("result").options.split("\n")
	if values["rung"] not in RUNGS or values["result"] not in allowed:
		frappe.throw(_("Choose who was called, and what came of it."), CrisisStepError)
	case.append(guardians.TABLE, values)
	case.save()
	return get_state(name, now)
