"""Every five minutes: leaves that begin, leaves that are overdue, residences whose time is over."""

import frappe
from frappe.utils import now_datetime

from campus_safety.services.leave import moves
from campus_safety.services.presence import overdue_leaves


def run() -> None:
	now = now_datetime()
	for step in (
		moves.close_of_those_gone,
		moves.follow_class,
		moves.begin,
		overdue_leaves.open_overdue,
		moves.expire,
	):
		try:
			step(now)
			frappe.db.commit()  # what one step has done stays, whatever happens to the next
		except Exception:  # a step that fails is logged and tried again in five minutes
			frappe.db.rollback()
			frappe.log_error(title=f"campus_leave: {step.__name__}")
