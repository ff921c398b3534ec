"""Every five minutes: leaves that begin, leaves that are overdue, residences whose time is over."""

from frappe.utils import now_datetime

from campus_safety.services.leave import moves


def run() -> None:
	moves.run(now_datetime())
