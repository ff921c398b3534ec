"""The reviews of a care plan 评估 (四(二)): once a month, each a row that stays, with the effect."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.domain.risk import care
from campus_safety.exceptions import AppendOnlyError, CareStepError
from campus_safety.records.content import content_of

TABLE = "reviews"


def follow(plan, now: datetime) -> None:
	"""Who reviewed and when comes from the login and the clock. Errors: AppendOnlyError, CareStepError, LateEntryError."""
	before = plan.get_doc_before_save()
	saved, rows = (content_of(before, TABLE) if before else []), content_of(plan, TABLE)
	if rows[: len(saved)] != saved:
		frappe.throw(
			_("A review that is written down stays as it is. Add a row for what came later."),
			AppendOnlyError,
			title=_("Reviews are kept"),
		)
	for row in plan.reviews[len(saved) :]:
		_validate_day(plan, row, now.date())
		row.late_entry = int(plan.is_late_row(getdate(row.review_date), now))
		row.recorded_at, row.reviewed_by = now, frappe.session.user
	_set_outcome(plan)


def in_order(plan) -> list:
	return sorted(plan.reviews, key=lambda row: (getdate(row.review_date), row.idx))


def _validate_day(plan, row, today: date) -> None:
	if not plan.started_on:
		frappe.throw(_("Start the care first; a review looks at what was done since."), CareStepError)
	day = getdate(row.review_date)
	if not getdate(plan.started_on) <= day <= today:
		frappe.throw(
			_("Reviews, row {0}: a review lies between the first day of the care and today.").format(row.idx),
			CareStepError,
		)


def _set_outcome(plan) -> None:
	rows = in_order(plan)
	plan.effect = rows[-1].effect if rows else None
	last = getdate(rows[-1].review_date) if rows else plan.started_on and getdate(plan.started_on)
	plan.next_review_due = care.next_review_due(last) if last and plan.status == "Supporting" else None
