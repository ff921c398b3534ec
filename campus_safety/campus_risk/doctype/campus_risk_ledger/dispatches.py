"""Dispatch meetings 调度 of one ledger: added one after another, never rewritten.

Each row has its own time of writing. The lead in charge or the College Lead convenes; what the responsible person has
recorded alone counts when one of them has confirmed it.
"""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from campus_safety.campus_risk.doctype.campus_risk_ledger import convening
from campus_safety.domain.risk.risk_level import Dispatch, Level, Levels, Trend
from campus_safety.domain.risk.states import LED
from campus_safety.exceptions import AppendOnlyError, LateEntryError
from campus_safety.records.content import content_of


def get_new(ledger) -> list:
	before = ledger.get_doc_before_save()
	return ledger.dispatches[len(before.dispatches) if before else 0 :]


def validate_kept(ledger) -> None:
	"""Saved rows come first, unchanged and in their order. Errors: AppendOnlyError."""
	before = ledger.get_doc_before_save()
	if not before:
		return
	kept, saved = content_of(ledger, "dispatches"), content_of(before, "dispatches")
	for place, row in enumerate(saved):
		if convening.is_confirmed_now(ledger, before.dispatches[place].name):
			continue
		if place >= len(kept) or kept[place] != row:
			frappe.throw(
				_(
					"Dispatch {0} is saved and can no longer be changed, moved or removed."
					" Put it right in a new row below."
				).format(place + 1),
				AppendOnlyError,
				title=_("Dispatches are kept"),
			)


def complete_new(ledger, levels: Levels, now: datetime) -> None:
	"""Who recorded it and when, who convened it, whether it counts; its date must follow the one above."""
	new, last = get_new(ledger), None
	if new:
		_validate_is_filed(ledger)
	for row in new:
		row.counts = 0  # later frameworks fill in the column's default before anybody has judged the row
	for row in ledger.dispatches:
		day = getdate(row.date) if row.date else None
		if row in new and day:
			_validate_date(ledger, row, day, last, now)
			row.recorded_by = frappe.session.user
			row.recorded_at = now.replace(microsecond=0)
			row.late_entry = int(ledger.is_late_row(day, now))
			convening.convene(ledger, row, levels, now)
		last = day or last


def _validate_is_filed(ledger) -> None:
	if ledger.status not in LED:
		frappe.throw(
			_(
				"A dispatch is held on a ledger that is filed and open. This one is {0}: raise the level, or add what you noticed, without a dispatch."
			).format(_(ledger.status, context=ledger.doctype)),
			title=_("No dispatch yet"),
		)


def _validate_date(ledger, row, day: date, last: date | None, now: datetime) -> None:
	if day > now.date():
		frappe.throw(_("Dispatch {0}: the date {1} lies in the future.").format(row.idx, frappe.format(day)))
	if day < (began := get_begin(ledger, now.date())):
		frappe.throw(
			_("Dispatch {0}: the date {1} is before the ledger was filed or reopened ({2}).").format(
				row.idx, frappe.format(day), frappe.format(began)
			),
			LateEntryError,
		)
	if last and day < last:
		frappe.throw(
			_("Dispatch {0}: the date {1} is before the dispatch above ({2}).").format(
				row.idx, frappe.format(day), frappe.format(last)
			)
		)


def get_begin(ledger, today: date) -> date:
	"""First day on which a dispatch may lie: the filing, or the latest reopening."""
	filed = getdate(ledger.filed_on) if ledger.filed_on else today
	return max(filed, getdate(ledger.reopened_at)) if ledger.reopened_at else filed


def as_values(ledger, levels: Levels, rows: list | None = None) -> list[Dispatch]:
	"""For the rules. A level that the school has removed since counts as the one now in force.

	What was found before the ledger was closed and reopened counts no more.
	"""

	def level(name: str) -> Level:
		return levels[name if name in levels else ledger.risk_level]

	def still_counts(row) -> bool:
		if not row.counts or not ledger.reopened_at:
			return bool(row.counts)
		return bool(row.recorded_at) and get_datetime(row.recorded_at) > get_datetime(ledger.reopened_at)

	return [
		Dispatch(
			level(row.level_before),
			level(row.level_after),
			Trend(row.trend) if row.trend else None,
			counts=still_counts(row),
		)
		for row in (ledger.dispatches if rows is None else rows)
	]


def set_new_trends(ledger, levels: Levels) -> None:
	new = get_new(ledger)
	for row, dispatch in zip(new, as_values(ledger, levels, new), strict=True):
		row.trend = dispatch.found.value
