"""Every minute: actions of open cases whose time comes near are brought to mind, those past it call until somebody has them.

Run again it changes nothing: a reminder has its key, a row one open alert.
"""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.declared import ALERTS
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.alerts import events, loop
from campus_safety.engines.messages.outbox import withdraw
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.sets.one_by_one import one_by_one
from campus_safety.services.crisis import people

CASE, ACTION, ALERT = "Campus Crisis Case", "Campus Crisis Action", "Campus Alert"
OVERDUE = next(source for source in ALERTS if source.kind == "Crisis Action Overdue")


def run(now: datetime) -> dict[str, int]:
	"""{"reminded", "called", "errors"} of this run. One that fails waits for the next run; the others go on."""
	counts = dict.fromkeys(("reminded", "called", "errors"), 0)

	def work(row) -> None:
		counts["called" if row.due <= now else "reminded"] += go_on(row, now)

	counts["errors"] = one_by_one(get_rows(now), work, "Crisis clock")
	return counts


def get_rows(now: datetime) -> list[frappe._dict]:
	"""Open actions whose reminder is due, without those that call already; one query."""
	case, row, alert = frappe.qb.DocType(CASE), frappe.qb.DocType(ACTION), frappe.qb.DocType(ALERT)
	return (
		frappe.qb.from_(row)
		.join(case)
		.on((case.name == row.parent) & (row.parenttype == CASE))
		.left_join(alert)
		.on((alert.reference_row == row.name) & (alert.kind == OVERDUE.kind) & (alert.status != "Ended"))
		.select(row.name, row.parent, row.action, row.action_owner, row.due)
		.where((row.done == 0) & (row.not_needed == 0) & (case.status != "Closed"))
		.where((row.remind_at <= now) & alert.name.isnull())
		.orderby(row.due)
		.run(as_dict=True)
	)


def go_on(row, now: datetime) -> int:
	"""How many were told, or 1 for an alert."""
	if row.due > now:
		return _remind(row, now)
	case = frappe.get_doc(CASE, row.parent, for_update=True)
	found = events.get_row(OVERDUE, case, row.name)
	if not found or not events.row_waits(OVERDUE, case, found):
		return 0  # somebody was faster
	return int(bool(loop.raise_alert(OVERDUE, case, now, row=found)))


def _remind(row, now: datetime) -> int:
	told = tell(
		people.get_called(row),
		lambda: _("Crisis case {0}: {1} is due at {2}").format(
			row.parent, row.action, frappe.format(row.due, "Datetime")
		),
		_key_of(row.name),
		About(CASE, row.parent),
		Weight.URGENT,
		now,
	)
	return len(told)


def settle(case) -> None:
	"""After a save: of what is done, not needed or over nobody is reminded any more, by no channel that still waits."""
	before = case.get_doc_before_save()
	waited = {row.name for row in before.actions if _waits(before, row)} if before else set()
	for row in case.actions:
		if row.name in waited and not _waits(case, row):
			withdraw(_key_of(row.name))


def _waits(case, row) -> bool:
	return case.status != "Closed" and not (row.done or row.not_needed)


def _key_of(row: str) -> str:
	return f"crisis|{row}|remind"
