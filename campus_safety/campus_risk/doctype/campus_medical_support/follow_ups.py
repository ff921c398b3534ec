"""Follow-ups of medical support: who ticked which, what stays, the next one of those that come again."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate

from campus_safety.domain.risk import medical
from campus_safety.exceptions import AppendOnlyError, CareStepError
from campus_safety.records.content import content_of

STAY = ("due", "kind", "outcome", "done", "done_on", "done_by")


def follow(support, today: date) -> None:
	"""Errors: AppendOnlyError for one that was done and is changed or taken out; CareStepError without a word of what came
	of it, also where one that is due is taken out or put off."""
	before = support.get_doc_before_save()
	saved = {row.name: row for row in before.follow_ups} if before else {}
	for row in list(support.follow_ups):
		old = saved.pop(row.name, None)
		if old and old.done:
			_keep(row, old)
		elif row.done:
			_finish(support, row, today)
		else:
			_leave_open(row, old, today)
	if any(old.done for old in saved.values()):
		_refuse()
	if any(getdate(old.due) <= today for old in saved.values()):
		frappe.throw(
			_("A follow-up that is due is not taken out: tick it, and write what came of it."), CareStepError
		)
	open_days = (getdate(row.due) for row in support.follow_ups if not row.done)
	support.next_due = medical.next_due(open_days) if support.is_open else None


def _leave_open(row, old, today: date) -> None:
	row.done_on = row.done_by = None
	is_put_off = old and getdate(old.due) <= today and getdate(row.due) > getdate(old.due)
	if is_put_off and not (row.outcome or "").strip():
		frappe.throw(_("Follow-up {0}: write in a few words what came of it.").format(row.idx), CareStepError)


def _keep(row, old) -> None:
	if any(content_of(row, field) != content_of(old, field) for field in STAY):
		_refuse()


def _refuse() -> None:
	frappe.throw(_("What was done stays as it was written. Add a row for what is new."), AppendOnlyError)


def _finish(support, row, today: date) -> None:
	if not row.outcome:
		frappe.throw(_("Follow-up {0}: write in a few words what came of it.").format(row.idx), CareStepError)
	row.done_on, row.done_by = today, frappe.session.user
	if cint(row.repeat_days):
		support.append(
			"follow_ups",
			{
				"due": medical.repeated(today, cint(row.repeat_days)),
				"kind": row.kind,
				"repeat_days": row.repeat_days,
			},
		)
