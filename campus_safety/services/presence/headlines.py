"""What stands above a search: how much care the student needs, for whoever may know it."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import frappe

from campus_safety.domain.leave.permits import OVERDUE
from campus_safety.domain.presence import night
from campus_safety.services.leave.away import PERMIT, get_leaves
from campus_safety.services.presence.absence_cases import CASE
from campus_safety.services.presence.expected import get_night_end
from campus_safety.services.presence.settings import get_night_settings

MOST = 50  # of a list's page


def get_running(cases: Sequence[str]) -> dict[str, str]:
	"""{case: student} of those that stand in the session user's own list and are not closed."""
	rows = frappe.get_list(
		CASE,
		filters={"name": ("in", list(cases)[:MOST] or [""]), "status": ("!=", "Closed")},
		fields=["name", "student"],
		limit_page_length=MOST,
	)
	return {row.name: row.student for row in rows}


def get_levels(students: Iterable[str]) -> dict[str, str]:
	"""{student: level} from the session user's own list of risk status; nothing for whoever has none."""
	if not frappe.has_permission("Campus Risk Status", "read"):
		return {}
	rows = frappe.get_list(
		"Campus Risk Status",
		filters={"student": ("in", list(students) or [""]), "status": "Active"},
		fields=["student", "risk_level"],
		limit_page_length=MOST,
	)
	return {row.student: row.risk_level for row in rows}


def get_permits(students: Iterable[str], now: datetime) -> dict[str, dict]:
	"""{student: from_time, to_time, overdue, name} of the leave that explains this night, else of one that is overdue. The name
	only for whoever may open it; that there is one says the roll call, too.
	"""
	students = sorted(set(students))
	end = max(now, get_night_end(night.night_of(now, get_night_settings())))
	overdue = frappe.get_all(
		PERMIT,
		filters={"student": ("in", students or [""]), "status": OVERDUE},
		fields=["student", "name", "from_time", "to_time"],
		order_by="to_time asc",
	)
	found = {row.student: _permit(row, row.to_time, True) for row in overdue}
	for student, leaves in get_leaves(now, end, students).items():
		leave = night.leave_of_night(leaves, now, end)
		found[student] = _permit(leave, leave.until, False)
	return found


def _permit(leave, until: datetime, overdue: bool) -> dict:
	may_open = frappe.has_permission(PERMIT, "read", doc=leave.name)
	return {
		"from_time": str(leave.from_time),
		"to_time": str(until),
		"overdue": overdue,
		"name": leave.name if may_open else None,
	}
