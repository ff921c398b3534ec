"""Assignments whose first or last day has come; hourly, so that a missed midnight is made good soon."""

from frappe.utils import nowdate

from campus_safety.services.people import network_scope


def run() -> None:
	network_scope.begin_and_end(nowdate())
