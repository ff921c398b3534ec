"""An overdue leave whose student had been found before `found_at` was kept: its red card ends, as that of one found since."""

import frappe

from campus_safety.domain.leave.permits import OVERDUE
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.services.presence.absence_cases import CASE, SEARCHING
from campus_safety.services.presence.overdue_leaves import PERMIT


def execute() -> None:
	found = _get_found()
	for name, located_at in found.items():
		frappe.db.set_value(PERMIT, name, "found_at", located_at, update_modified=False)
	follow_rows(PERMIT, list(found))


def _get_found() -> dict:
	"""{permit: when the search for its student ended last}; nobody who is searched for now."""
	permit, case, running = frappe.qb.DocType(PERMIT), frappe.qb.DocType(CASE), frappe.qb.DocType(CASE)
	searched = frappe.qb.from_(running).select(running.student).where(running.status.isin(SEARCHING))
	rows = (
		frappe.qb.from_(permit)
		.join(case)
		.on((case.student == permit.student) & (case.located_at >= permit.overdue_since))
		.select(permit.name, case.located_at)
		.where((permit.status == OVERDUE) & permit.found_at.isnull())
		.where(permit.student.notin(searched))
		.orderby(permit.name)
		.orderby(case.located_at)
		.run()
	)
	return dict(rows)
