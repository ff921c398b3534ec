"""Every night: a psychological file for whoever has none, and each file where its student sits now."""

from frappe.utils import now_datetime

from campus_safety.services.psychology import files


def run() -> None:
	files.make_missing(now_datetime())
	files.follow_moves()
