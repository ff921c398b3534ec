"""Hourly: status and handovers follow students whom an interrupted import or a script has moved, and people who can no longer answer."""

from frappe.utils import now_datetime

from campus_safety.services.risk import first_talks, handover_deadlines, moves
from campus_safety.services.risk.risk_status import follow_moved_students


def run() -> None:
	follow_moved_students()
	moves.look(now_datetime())
	first_talks.look()
	handover_deadlines.look(now_datetime())
