"""Going, coming back, and how timely that was: from what is written, never typed (domain §4)."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime

from campus_safety.campus_leave.doctype.campus_leave_permit.decision import validate_proof
from campus_safety.domain.leave import permits
from campus_safety.domain.leave.permits import ReturnFault
from campus_safety.exceptions import LeaveTimeError, ReturnError
from campus_safety.services.leave.policy import get_policy


def set_return(doc, now: datetime) -> None:
	before = doc.get_doc_before_save()
	if not before or before.status == doc.status:
		_validate_not_typed(doc, before)
		return
	if doc.status == permits.ON_LEAVE:
		_validate_begun(doc, now)
		_clear_return(doc)
	elif doc.status == permits.OVERDUE:
		_validate_over(doc, now)
		doc.overdue_since = doc.overdue_since or now
	elif doc.status == permits.RETURNED:
		doc.actual_return = doc.actual_return or now.replace(microsecond=0)
		doc.return_source = doc.return_source or "Staff"
		_set_return_figures(doc, now)
	elif doc.status == permits.VERIFIED:
		validate_proof(doc, "Before Verification")
		doc.returned_to, doc.verified_at = frappe.session.user, now
		_set_return_figures(doc, now)


def _validate_not_typed(doc, before) -> None:
	"""A time of return without the step to Returned would stop the search for a student nobody has seen."""
	known = before and before.actual_return
	typed = doc.actual_return and (not known or get_datetime(known) != get_datetime(doc.actual_return))
	if typed and doc.status not in permits.BACK and not doc.flags.app_write:
		frappe.throw(
			_("Came Back At is entered together with the step Record Return."),
			ReturnError,
		)


def _set_return_figures(doc, now: datetime) -> None:
	"""In time or late, from what is written: never typed."""
	policy = get_policy()
	_validate_return(doc, now)
	doc.return_recorded_at = doc.return_recorded_at or now
	end = get_datetime(doc.to_time)
	doc.return_on_time = int(
		permits.is_in_time(end, get_datetime(doc.return_recorded_at), policy.return_hours)
	)
	doc.came_back_late = int(permits.is_late(end, get_datetime(doc.actual_return), policy.grace))


def _clear_return(doc) -> None:
	"""The claim was wrong: the student is not back, the clock goes on."""
	for field in (
		"actual_return",
		"return_source",
		"return_point",
		"return_recorded_at",
		"overdue_since",
	):
		doc.set(field, None)
	doc.return_on_time = doc.came_back_late = 0
	doc.return_place = "Not Given"


def _validate_return(doc, now: datetime) -> None:
	fault = permits.return_fault(get_datetime(doc.from_time), get_datetime(doc.actual_return), now)
	if not fault:
		return
	messages = {
		ReturnFault.IN_THE_FUTURE: _(
			"Came Back At lies in the future. Enter when the student really was back."
		),
		ReturnFault.BEFORE_LEAVING: _(
			"Came Back At lies before the leave began. A leave not taken is cancelled."
		),
	}
	frappe.throw(messages[fault], ReturnError)


def _validate_begun(doc, now: datetime) -> None:
	if now < get_datetime(doc.from_time):
		frappe.throw(
			_("The leave begins only at {0}.").format(format_datetime(doc.from_time)), LeaveTimeError
		)


def _validate_over(doc, now: datetime) -> None:
	if now <= get_datetime(doc.to_time):
		frappe.throw(
			_("The leave lasts until {0}; it is not overdue yet.").format(format_datetime(doc.to_time)),
			LeaveTimeError,
		)
