"""`is_minor` of all students, set-based: two statements for the whole school."""

from datetime import date

import frappe

from campus_safety.domain.people.identity_card import years_before
from campus_safety.services.people.settings import get_age_of_majority


def refresh(today: date) -> None:
	"""Whoever was born on the day itself `majority` years ago is of age today."""
	student, of_age = frappe.qb.DocType("Campus Student"), years_before(today, get_age_of_majority())
	frappe.qb.update(student).set(student.is_minor, 0).where(
		(student.is_minor == 1) & (student.birth_date.isnull() | (student.birth_date <= of_age))
	).run()
	frappe.qb.update(student).set(student.is_minor, 1).where(
		(student.is_minor == 0) & (student.birth_date > of_age)
	).run()
