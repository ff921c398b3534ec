"""The ladder climbed by overdue duties that nobody has taken; set-based, one statement per step of a rule."""

from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.domain.duties.escalation import Step, ladder
from campus_safety.domain.duties.obligation import State
from campus_safety.engines.duties import rules
from campus_safety.engines.duties.generate import OBLIGATION, changed_rows


def get_ladder(rule: str) -> tuple[Step, ...]:
	rows = frappe.get_all(
		"Campus Duty Escalation",
		filters={"parent": rule, "parenttype": rules.RULE},
		fields=["after_days", "to_role", "to_position"],
		order_by="idx asc",
	)
	return ladder(Step(row.after_days, row.to_role or "", row.to_position or "") for row in rows)


def climb(today: date) -> int:
	"""Steps newly reached today; see `domain.escalation.step_reached`."""
	return sum(
		_reach(rule, number, step, today)
		for rule in rules.get_enabled()
		for number, step in enumerate(get_ladder(rule), start=1)
	)


def _reach(rule: str, number: int, step: Step, today: date) -> int:
	duty = frappe.qb.DocType(OBLIGATION)
	(
		frappe.qb.update(duty)
		.set(duty.escalation_step, number)
		.set(duty.escalated_on, today)
		.set(duty.modified, now_datetime())
		.where(
			(duty.rule == rule)
			& (duty.state == State.OVERDUE.value)
			& (duty.escalation_step < number)
			& (duty.due_date <= today - timedelta(days=step.after_days))
			& (duty.taken_by.isnull() | (duty.taken_by == ""))
		)
		.run()
	)
	return changed_rows()


def take(duty, now: datetime) -> None:
	"""Whoever sees it says: I am on it. The ladder stands still; the duty stays overdue until it is done."""
	if duty.state not in (State.OVERDUE.value, State.OPEN.value):
		frappe.throw(
			_("This duty is {0}: there is nothing to take.").format(_(duty.state, context=duty.doctype))
		)
	if duty.taken_by and duty.taken_by != frappe.session.user:
		frappe.throw(_("{0} has already taken it.").format(frappe.utils.get_fullname(duty.taken_by)))
	_write(duty, taken_by=frappe.session.user, taken_at=now)


def give_back(duty) -> None:
	"""The ladder goes on from where it stood."""
	if duty.taken_by != frappe.session.user:
		frappe.throw(_("Only whoever took it gives it back."), frappe.PermissionError)
	_write(duty, taken_by=None, taken_at=None)


def _write(duty, **values) -> None:
	duty.update(values)
	with duty.as_app():
		duty.save(ignore_permissions=True)  # whoever may read the duty may take it; the caller checked that
