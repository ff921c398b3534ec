"""Academic terms of the host: those to come are made; the dates of one that is here change by hand, for duties hang on them."""

from collections.abc import Sequence
from datetime import date

import frappe
from frappe import _
from frappe.utils import formatdate, getdate

from campus_safety.domain.people.host import HostRow, Refusal
from campus_safety.domain.people.room_words import plain_key
from campus_safety.domain.plain_line import name_of
from campus_safety.services.people.host_sync.units import Change, Plan

TERM = "Campus Term"


def plan(rows: Sequence[HostRow], today: date) -> Plan:
	"""Terms that are over and not here are left, not counted."""
	known = frappe.get_all(
		TERM, fields=["name", "term_name", "start_date", "end_date", "break_until"], limit_page_length=0
	)
	found = Plan()
	for row in rows:
		_plan_row(row, known, today, found)
	return found


def _plan_row(row: HostRow, known: list, today: date, plan: Plan) -> None:
	name = name_of(row.values.get("term_name", ""))
	if not name:
		plan.refused.append(Refusal(row.name, "term_name", "", "unit_name_missing"))
		return
	days = []
	for target in ("start_date", "end_date"):
		day = _day(row.values.get(target, ""))
		if not day:
			plan.refused.append(Refusal(row.name, target, row.values.get(target, ""), "term_dates"))
			return
		days.append(day)
	first, last = days
	for term in known:
		is_same = (term.start_date, term.end_date) == (first, last)
		if is_same:
			plan.unchanged += 1
			return
		if plain_key(term.term_name) == plain_key(name):
			code, args = "term_differs", (formatdate(term.start_date), formatdate(term.end_date))
		elif first <= (term.break_until or term.end_date) and last >= term.start_date:
			code, args = "term_overlaps", (term.term_name,)
		else:
			continue
		plan.refused.append(Refusal(row.name, "term_name", name, code, args))
		return
	if last >= today:
		values = {"term_name": name, "start_date": first, "end_date": last}
		plan.changes.append(Change(row.name, None, values))
		known.append(frappe._dict(name=name, break_until=None, **values))


def _day(text: str) -> date | None:
	try:
		return date.fromisoformat(text[:10])
	except ValueError:
		return None


def write(change: Change) -> None:
	"""Errors: frappe.ValidationError."""
	frappe.get_doc({"doctype": TERM, **change.values}).insert()


def describe(change: Change) -> str:
	values = change.values
	return _("New: {0}").format(
		f"{values['term_name']} {formatdate(getdate(values['start_date']))} – {formatdate(getdate(values['end_date']))}"
	)
