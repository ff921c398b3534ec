"""Clause → ledger → count → person: what the school can show for each clause of the notice in a period."""

from dataclasses import dataclass
from datetime import date, datetime, time

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.access.rules import RULES
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.access.scopes.duties import COUNTS_ONLY_DUTIES
from campus_safety.domain.duties.coverage import FEWEST
from campus_safety.domain.ledger_layouts import CONTEXT
from campus_safety.domain.visibility import Level
from campus_safety.engines.ledgers.layouts import get_layout_of
from campus_safety.services.governance.notice_units import CLAUSE, get_bound
from campus_safety.services.governance.report_figures import get_people

SERVED = "campus_clauses_served"  # hook: () → {clause: DocTypes}
ALL_COLLEGES = 4  # more than so many are not named one by one


@dataclass(frozen=True)
class Line:
	"""records: None where they are not for this account to count, and where they are so few that a number would point at somebody."""

	clause: str
	title: str
	ledger: str
	records: int | None
	is_few: bool
	units: tuple[str, ...]
	people: tuple[str, ...]


def get_lines(first: date, last: date) -> list[Line]:
	"""A line for each clause and each ledger that serves it, in the order of the notice."""
	served: dict[str, list[str]] = {}
	for path in frappe.get_hooks(SERVED):
		served |= frappe.get_attr(path)()
	bound, lines = get_bound(), []
	for clause in frappe.get_all(
		CLAUSE, fields=["name", "clause_no", "title"], order_by="position asc, clause_no asc"
	):
		units, people = _who(bound.get(clause.name, []))
		for doctype in filter(_is_a_record, served.get(clause.clause_no, ())):
			number, is_few = _count(doctype, first, last)
			lines.append(Line(clause.clause_no, clause.title, _title(doctype), number, is_few, units, people))
	return lines


def _is_a_record(doctype: str) -> bool:
	"""Neither a report nor a list of the school's own settings."""
	return doctype in RULES and not RULES[doctype].parent and _day_of(doctype) is not None


def _title(doctype: str) -> str:
	layout = get_layout_of(doctype)
	return _(layout.title, context=CONTEXT) if layout else _(doctype)


def _count(doctype: str, first: date, last: date) -> tuple[int | None, bool]:
	"""(number, so few that it is not told). Offices that only count are told of the whole school, and of no handful."""
	user, field = frappe.session.user, _day_of(doctype)
	filters = {field: ("between", (datetime.combine(first, time.min), datetime.combine(last, time.max)))}
	counts_only = has_any_role(user, COUNTS_ONLY_DUTIES) and not has_any_role(user, SCHOOL_WIDE_L2)
	if counts_only and not RULES[doctype].level.is_protected:
		number = frappe.db.count(doctype, filters)
		return (None, True) if 0 < number < FEWEST else (number, False)
	if not frappe.has_permission(doctype, "read"):
		return None, False
	found = frappe.get_list(doctype, filters=filters, fields=["count(name) as number"], order_by="")
	return (found[0].number if found else 0), False


def _day_of(doctype: str) -> str | None:
	"""The day it happened; of a record that is no event the day it was written. None for a list of the school's own."""
	meta = frappe.get_meta(doctype)
	if meta.issingle:
		return None
	for field in ("occurred_on", "roll_date", "due", "from_date"):
		if meta.has_field(field):
			return field
	return None if RULES[doctype].level is Level.L1 else "creation"


def _who(units: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
	"""Names of departments, and of whoever answers in them; many colleges are one word."""
	rows = {
		row.name: row
		for row in frappe.get_all(
			"Campus Unit", filters={"name": ("in", units or [""])}, fields=["name", "unit_name", "unit_type"]
		)
	}
	colleges = [unit for unit in units if rows[unit].unit_type == "College"]
	shown = [unit for unit in units if unit not in colleges or len(colleges) <= ALL_COLLEGES]
	names = [rows[unit].unit_name for unit in shown]
	if len(colleges) > ALL_COLLEGES:
		names.append(_("All {0} colleges").format(len(colleges)))
	people = dict.fromkeys(get_fullname(user) for unit in shown for user in get_people(unit))
	return tuple(names), tuple(people)
