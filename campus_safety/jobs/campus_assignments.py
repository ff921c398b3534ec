"""Assignments whose first or last day has come; hourly, so that a missed midnight is made good soon."""

from frappe.utils import nowdate

from campus_safety.services.people import blocked_ends


def run() -> None:
	blocked_ends.end_by_calendar(nowdate())
