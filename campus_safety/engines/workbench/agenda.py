"""The calendar of a person: visits, talks, meetings and due dates, each from the lists that person may read."""

from collections import Counter
from datetime import date

import frappe
from frappe import _

from campus_safety.declared import AGENDA
from campus_safety.domain.agenda import CONTEXT, Agenda
from campus_safety.engines.duties.mine import OBLIGATION

MOST = 500  # events of one kind
LONGEST = 62  # days: a month's page and its margins
OPEN = ("Open", "Overdue")


def get_events(user: str, first: date, last: date, today: date) -> list[dict]:
	"""Events of the framework's calendar: doctype, name (None where it stands for several), title, start, end, color, count."""
	if (last - first).days > LONGEST:
		last = date.fromordinal(first.toordinal() + LONGEST)
	events = [event for line in AGENDA for event in _of_records(line, user, first, last)]
	return events + _of_duties(user, first, last, today)


def _of_records(line: Agenda, user: str, first: date, last: date) -> list[dict]:
	if not frappe.has_permission(line.doctype, "read"):
		return []
	rows = frappe.get_list(
		line.doctype,
		filters={**line.filters(user), line.date_field: ("between", (first, last))},
		fields=["name", f"{line.date_field} as day", *line.title],
		order_by=f"`tab{line.doctype}`.`{line.date_field}` asc",
		limit_page_length=MOST,
	)
	label = _(line.label, context=CONTEXT)
	return [
		_event(
			line.doctype,
			row.name,
			" ".join(filter(None, (label, *(row.get(field) for field in line.title)))),
			row.day,
			line.color,
		)
		for row in rows
	]


def _of_duties(user: str, first: date, last: date, today: date) -> list[dict]:
	"""One event for all duties of a rule that are due on a day: thirty talks are one line. What can no longer be made good
	is left out."""
	if not frappe.has_permission(OBLIGATION, "read"):
		return []
	rows = frappe.get_list(
		OBLIGATION,
		filters={
			"responsible_user": user,
			"state": ("in", OPEN),
			"due_date": ("between", (first, last)),
			"count_until": (">=", today),
		},
		fields=["rule", "due_date"],
		order_by=f"`tab{OBLIGATION}`.`due_date` asc",
		limit_page_length=0,
	)
	counted = Counter((row.rule, row.due_date) for row in rows)
	return [
		{
			**_event(OBLIGATION, None, _("{0} due: {1}").format(count, rule), due, "orange"),
			"rule": rule,
			"due": str(due),
		}
		for (rule, due), count in counted.items()
	]


def _event(doctype: str, name: str | None, title: str, day, color: str) -> dict:
	start = str(day)[:10]
	return {
		"doctype": doctype,
		"name": name,
		"title": title,
		"start": start,
		"end": start,
		"allDay": 1,
		"color": color,
	}
