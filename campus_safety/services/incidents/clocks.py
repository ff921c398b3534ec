"""The clocks of a report: rows that the school's own list brings, stopped by what happens with the report."""

from datetime import datetime

import frappe
from frappe.utils import get_datetime

from campus_safety.domain.incidents import clocks
from campus_safety.domain.incidents.clocks import Clock, Facts

CLOCK = "Campus Report Clock"
TOLD = {
	"Phoned": ("phoned_at",),
	"Parents Answered": ("parents_told_at", "parents_why_not"),
	"Police Told": ("police_told_at",),
	"Authority Told": ("authority_told_at",),
}


def follow(report, now: datetime) -> None:
	"""What a save starts, stops, or makes needless. A further report has no clocks: those of the first one run."""
	if report.parent_report:
		report.deadlines, report.next_due = [], None
		return
	facts = get_facts(report)
	_add(report, facts, now)
	kinds = clocks.kinds_of(facts)
	applies = {row.name: row.applies_to for row in _get_clocks()}
	for row in report.deadlines:
		if row.done_at:
			continue
		if clocks.has_stopped(row.ends_with, facts):
			row.done_at, row.done_by, row.not_needed = now, frappe.session.user, 0
		else:  # the school may have changed or deleted the clock: what runs goes on
			applies_to = row.applies_to or applies.get(row.clock, clocks.EVERY)
			runs = applies_to in kinds and facts.status not in clocks.FINAL
			row.not_needed = int(not runs)
	report.next_due = min((get_datetime(row.due) for row in report.deadlines if is_open(row)), default=None)


def is_open(row) -> bool:
	return not row.done_at and not row.not_needed


def get_facts(report) -> Facts:
	told = {name for name, fields in TOLD.items() if any(report.get(field) for field in fields)}
	minor = bool(report.student and frappe.db.get_value("Campus Student", report.student, "is_minor"))
	signs = frozenset(row.sign for row in report.signs)
	return Facts(report.urgency, report.status, signs, minor, frozenset(told))


def _add(report, facts: Facts, now: datetime) -> None:
	rows = _get_clocks()
	asked = [Clock(row.name, row.applies_to, row.due_minutes) for row in rows if row.enabled]
	shown = {row.name: row for row in rows}
	for clock in clocks.to_add(asked, facts, [row.clock for row in report.deadlines]):
		report.append(
			"deadlines",
			{
				"clock": clock.name,
				"what": shown[clock.name].what,
				"ends_with": shown[clock.name].ends_with,
				"applies_to": clock.applies_to,
				"due": clocks.due_at(clock.minutes, now),
			},
		)


def _get_clocks() -> list[frappe._dict]:
	return frappe.get_all(
		CLOCK,
		fields=["name", "what", "applies_to", "due_minutes", "ends_with", "enabled"],
		order_by="place asc, creation asc",
	)
