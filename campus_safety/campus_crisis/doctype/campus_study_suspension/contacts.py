"""Contacts during a leave: one that reached somebody is owed every month, each try is a row that stays (domain §12)."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.crisis.way_back import REACHED, next_contact_due
from campus_safety.exceptions import AppendOnlyError, CrisisStepError
from campus_safety.records.content import content_of
from campus_safety.services.crisis.settings import get_contact_days

TABLE = "contacts"


def follow(suspension, now: datetime) -> None:
	"""Who tried and when it was written come from the login and the clock. Errors: AppendOnlyError, CrisisStepError, LateEntryError."""
	before = suspension.get_doc_before_save()
	saved, rows = (content_of(before, TABLE) if before else []), content_of(suspension, TABLE)
	if rows[: len(saved)] != saved:
		frappe.throw(
			_("A contact that is written down stays as it is. Add a row for what came later."),
			AppendOnlyError,
			title=_("Contacts are kept"),
		)
	for row in suspension.contacts[len(saved) :]:
		_validate_day(suspension, row, now)
		row.late_entry = int(suspension.is_late_row(getdate(row.contact_on), now))
		row.recorded_at, row.recorded_by = now, frappe.session.user
	suspension.next_contact_due = _get_due(suspension)


def get_reached(suspension) -> list:
	return [getdate(row.contact_on) for row in suspension.contacts if row.result == REACHED]


def _validate_day(suspension, row, now: datetime) -> None:
	before = suspension.get_doc_before_save()
	if not before or before.status != "Suspended":
		frappe.throw(_("Contacts are written down from the decision on."), CrisisStepError)
	if not getdate(suspension.from_date) <= getdate(row.contact_on) <= now.date():
		frappe.throw(
			_("Contacts, row {0}: the day lies between the first day of the leave and today.").format(
				row.idx
			),
			CrisisStepError,
		)


def _get_due(suspension):
	if suspension.status != "Suspended":
		return None
	return next_contact_due(getdate(suspension.from_date), get_reached(suspension), get_contact_days())
