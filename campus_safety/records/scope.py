"""Where a student or a moment belongs: class, college, term."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate


def get_scope_of_student(student: str) -> tuple[str | None, str | None]:
	"""(class, college) of a student today. Errors: ValidationError naming the unknown student number."""
	row = frappe.db.get_value("Campus Student", student, ["unit", "college"])
	if not row:
		frappe.throw(
			_("There is no student with the number {0}.").format(student), frappe.LinkValidationError
		)
	return row


def get_scope_of_unit(unit: str) -> str | None:
	"""The college a unit lies in, itself included; none for the school and its departments."""
	return frappe.db.get_value("Campus Unit", unit, "college")


def get_term_of(day) -> str | None:
	"""The term that a date falls in, its break included; the last one begun when the calendar has a gap."""
	return frappe.db.get_value("Campus Term", {"start_date": ("<=", day)}, "name", order_by="start_date desc")


def get_term_days(term: str | None) -> tuple[date, date] | None:
	"""The first and the last day of a term, its break included; None for no term, or one that is gone."""
	days = term and frappe.db.get_value("Campus Term", term, ["start_date", "end_date", "break_until"])
	return (days[0], days[2] or days[1]) if days else None


def get_period(first, last, today) -> tuple:
	"""The days a report is about: those asked for, else the running term up to `today`."""
	last = getdate(last or today)
	term = get_term_of(last)
	return getdate(first or (term and frappe.db.get_value("Campus Term", term, "start_date")) or last), last


def get_common_unit(units) -> str | None:
	"""The smallest unit that holds all of these: the class itself, else its college, else the school."""
	units = [unit for unit in set(units) if unit]
	if not units:
		return None
	bounds = frappe.get_all("Campus Unit", filters={"name": ("in", units)}, fields=["lft", "rgt"])
	if not bounds:
		return None
	return frappe.db.get_value(
		"Campus Unit",
		{"lft": ("<=", min(row.lft for row in bounds)), "rgt": (">=", max(row.rgt for row in bounds))},
		"name",
		order_by="lft desc",
	)


def nodes_of(doctype: str, node: str) -> list[str]:
	"""The node and everything below it."""
	return [node, *frappe.db.get_descendants(doctype, node)]
