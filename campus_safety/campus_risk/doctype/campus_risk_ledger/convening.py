"""Who convenes a dispatch 调度: the lead in charge or the College Lead, never the responsible person alone."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.risk.risk_level import Levels, lies_apart
from campus_safety.domain.roles import COLLEGE_LEAD
from campus_safety.engines.messages.telling import tell
from campus_safety.exceptions import WorkflowGuardError


def may_convene(ledger, user: str | None) -> bool:
	"""The lead in charge, or a College Lead whom the ledger opens to; whoever answers for the student does not."""
	if not user or user == ledger.responsible_person:
		return False
	if user == ledger.lead:
		return True
	return has_any_role(user, (COLLEGE_LEAD,)) and bool(
		frappe.has_permission(ledger.doctype, "read", doc=ledger.name, user=user)
	)


def convene(ledger, row, levels: Levels, now: datetime) -> None:
	"""Of a new row: recorded by whoever may convene it stands; by another it waits for the convenor.

	Errors: WorkflowGuardError for a convenor who is not the lead in charge nor a College Lead of the ledger.
	"""
	user = frappe.session.user
	row.confirmed_by = row.confirmed_at = None
	row.lead_took_part = row.counts = 0
	if may_convene(ledger, user):
		row.convenor = row.convenor or user
		_validate_convenor(ledger, row)
		_confirm(ledger, row, levels, user, now)
		return
	row.convenor = row.convenor or ledger.lead
	_validate_convenor(ledger, row)


def _validate_convenor(ledger, row) -> None:
	if not may_convene(ledger, row.convenor):
		frappe.throw(
			_(
				"Dispatch {0}: the lead in charge or the College Lead convenes it, not the responsible person alone."
			).format(row.idx),
			WorkflowGuardError,
			title=_("Who convened it?"),
		)


def confirm(ledger, name: str, levels: Levels, user: str, now: datetime) -> None:
	"""Of a saved row: its convenor was there. Whoever may convene does so with their own account; the caller saves as the app.

	Errors: WorkflowGuardError when there is nothing to confirm.
	"""
	row = next((each for each in ledger.dispatches if each.name == name), None)
	if not row or not (waits(row) or (user == ledger.lead and not row.lead_took_part)):
		frappe.throw(_("There is no such dispatch to confirm. Reload the ledger."), WorkflowGuardError)
	if waits(row):
		row.convenor = user
		_confirm(ledger, row, levels, user, now)
	else:
		row.lead_took_part = 1
	ledger.flags.dispatch_confirmed = name


def waits(row) -> bool:
	return not row.confirmed_at and not row.counts


def is_confirmed_now(ledger, name: str) -> bool:
	return bool(ledger.flags.app_write and ledger.flags.dispatch_confirmed == name)


def get_awaited(ledger) -> str | None:
	"""Whose confirmation the latest dispatch waits for."""
	last = ledger.dispatches[-1] if ledger.dispatches else None
	return last.convenor if last and ledger.is_open and waits(last) else None


def _confirm(ledger, row, levels: Levels, user: str, now: datetime) -> None:
	row.confirmed_by, row.confirmed_at = user, now.replace(microsecond=0)
	row.lead_took_part = int(user == ledger.lead)
	level = levels[row.level_before if row.level_before in levels else ledger.risk_level]
	others = [getdate(each.date) for each in ledger.dispatches if each is not row and each.counts]
	row.counts = int(lies_apart(level, getdate(row.date), others))
	if not row.counts:
		frappe.msgprint(
			_(
				"Dispatch {0} is recorded. It lies less than {1} days from another one and does not count a second time."
			).format(row.idx, level.days_apart),
			indicator="orange",
			alert=True,
		)


def tell_awaited(ledger) -> None:
	"""`on_update`: the convenor hears that a dispatch waits for them, once per dispatch."""
	user = ledger.awaits_convenor
	before = ledger.get_doc_before_save()
	if user and (
		not before or before.awaits_convenor != user or len(before.dispatches) < len(ledger.dispatches)
	):
		tell(
			[user],
			lambda: _("Ledger {0}: a dispatch waits for your confirmation that you convened it.").format(
				ledger.name
			),
			f"dispatch|{ledger.dispatches[-1].name}",
			ledger,
		)
