"""Dispatch meetings 调度 of one ledger: added one after another, never rewritten."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain import entry_time
from campus_safety.domain.risk.risk_level import Dispatch, Level, Levels, Trend
from campus_safety.exceptions import AppendOnlyError
from campus_safety.records.content import content_of
from campus_safety.records.settings import get_entry_times


def get_new(ledger) -> list:
	before = ledger.get_doc_before_save()
	return ledger.dispatches[len(before.dispatches) if before else 0 :]


def validate_kept(ledger) -> None:
	"""Saved rows come first, unchanged and in their order. Errors: AppendOnlyError."""
	before = ledger.get_doc_before_save()
	if not before:
		return
	kept, saved = content_of(ledger, "dispatches"), content_of(before, "dispatches")
	names = [row.name for row in ledger.dispatches][: len(saved)]
	for place, row in enumerate(saved):
		if place >= len(kept) or kept[place] != row or names[place] != before.dispatches[place].name:
			frappe.throw(
				_(
					"Dispatch {0} is saved and can no longer be changed, moved or removed."
					" Put it right in a new row below."
				).format(place + 1),
				AppendOnlyError,
				title=_("Dispatches are kept"),
			)


def complete_new(ledger, now: datetime) -> None:
	"""Who recorded it and when; its date must follow the one above."""
	hours = get_entry_times().hours
	last = None
	new = get_new(ledger)
	for row in ledger.dispatches:
		date = getdate(row.date) if row.date else None
		if row in new and date:
			_validate_date(row, date, last, now)
			row.convenor = frappe.session.user
			row.recorded_at = now.replace(microsecond=0)
			row.late_entry = int(entry_time.judge(date, now, hours, 10**4) is entry_time.Entry.LATE)
		last = date or last


def _validate_date(row, date, last, now) -> None:
	if date > now.date():
		frappe.throw(_("Dispatch {0}: the date {1} lies in the future.").format(row.idx, frappe.format(date)))
	if last and date < last:
		frappe.throw(
			_("Dispatch {0}: the date {1} is before the dispatch above ({2}).").format(
				row.idx, frappe.format(date), frappe.format(last)
			)
		)


def as_values(rows: list, levels: Levels, current: str) -> list[Dispatch]:
	"""For the rules. A level that the school has removed since counts as the one now in force."""

	def level(name: str) -> Level:
		return levels[name if name in levels else current]

	return [
		Dispatch(level(row.level_before), level(row.level_after), Trend(row.trend) if row.trend else None)
		for row in rows
	]


def set_new_trends(ledger, levels: Levels) -> None:
	new = get_new(ledger)
	for row, dispatch in zip(new, as_values(new, levels, ledger.risk_level), strict=True):
		row.trend = dispatch.found.value
