"""Prolonging a leave: the same student, from the minute it ends, asked for before that (domain §4)."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime

from campus_safety.domain.leave.permits import TimeFault, extension_fault
from campus_safety.exceptions import LeaveTimeError

PERMIT = "Campus Leave Permit"


def validate_extension(doc, now: datetime) -> None:
	"""When it is filed, by whomever. Errors: LeaveTimeError."""
	if not doc.get("extends") or doc.get_doc_before_save():
		return
	first = frappe.db.get_value(PERMIT, doc.extends, ["name", "student", "status", "to_time"], as_dict=True)
	if not first or first.student != doc.student or get_datetime(doc.from_time) != first.to_time:
		frappe.throw(
			_("An extension belongs to the same student and begins the minute the first leave ends."),
			LeaveTimeError,
			title=_("Cannot be extended"),
		)
	fault = extension_fault(first.status, first.to_time, get_datetime(doc.to_time), now)
	if fault:
		frappe.throw(
			_wording(fault).format(first.name, format_datetime(first.to_time)),
			LeaveTimeError,
			title=_("Cannot be extended"),
		)


def _wording(fault: TimeFault) -> str:
	return {
		TimeFault.EXPIRED: _("Leave {0} ended at {1}. Call your counsellor now."),
		TimeFault.BACK_ALREADY: _("You are back from leave {0}. File a new one."),
		TimeFault.NOT_GRANTED: _(
			"Leave {0} is not approved, so it cannot be extended. Wait for the decision."
		),
		TimeFault.ENDS_BEFORE_IT_BEGINS: _("The new end must lie after the old one ({1})."),
	}[fault]
