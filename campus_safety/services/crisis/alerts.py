"""What of a crisis calls somebody, and whom: before anybody has approved anything."""

import frappe
from frappe import _

from campus_safety.domain.crisis.levels import calls_at_once
from campus_safety.services.crisis import checklist, people

UNDECIDED = ("Found", "Assessed")


def calls(case) -> bool:
	"""Grave or dangerous, and neither the college nor Student Affairs has started it."""
	return case.status in UNDECIDED and calls_at_once(case.crisis_level, bool(case.danger_now))


def waits_for_start(case) -> bool:
	return case.status in UNDECIDED and not calls_at_once(case.crisis_level, bool(case.danger_now))


def get_people(case) -> list[str]:
	"""Told at once, before the steps of the kind."""
	return [user for user in (case.responsible_person, case.psych_teacher, case.lead) if user]


def is_to_do(case, row) -> bool:
	return case.status != "Closed" and checklist.is_open(row)


def get_owner(case, row) -> list[str]:
	return people.get_called(row)


def get_words(case, row) -> str:
	"""The number and the action, nothing else (domain §0)."""
	due = frappe.format(row.due, "Datetime")
	return _("Crisis case {0}: {1} was due at {2}").format(case.name, row.action, due)
