"""Feedback to the college: acknowledged, answered; until it is, whoever leads the college is called."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.scopes import leads
from campus_safety.domain.counselling.referrals import Feedback
from campus_safety.domain.plain_line import without_markup
from campus_safety.engines.messages.telling import tell
from campus_safety.exceptions import AppointmentError

FEEDBACK = "Campus Key Feedback"


def waits_for_college(feedback) -> bool:
	"""Path of ALERTS: nobody at the college has acknowledged it."""
	return feedback.status == Feedback.SENT.value


def acknowledge(feedback, now: datetime) -> None:
	"""By the college's lead. Twice is once."""
	_validate_college(feedback)
	if feedback.status == Feedback.SENT.value:
		_write(
			feedback,
			status=Feedback.ACKNOWLEDGED.value,
			acknowledged_by=frappe.session.user,
			acknowledged_at=now.replace(microsecond=0),
		)


def answer(feedback, text: str, now: datetime) -> None:
	"""What the college does; it acknowledges as well, and the author is told. Once: a second word is a new feedback's."""
	_validate_college(feedback)
	text = without_markup(text or "").strip()
	if len(text) < 2:
		frappe.throw(_("Write what the college does, and who does it."), frappe.MandatoryError)
	if feedback.status == Feedback.ANSWERED.value:
		frappe.throw(_("This is answered already."), AppointmentError)
	moment = now.replace(microsecond=0)
	_write(
		feedback,
		status=Feedback.ANSWERED.value,
		college_reply=text,
		replied_at=moment,
		acknowledged_by=feedback.acknowledged_by or frappe.session.user,
		acknowledged_at=feedback.acknowledged_at or moment,
	)
	tell(
		[feedback.recorded_by],
		lambda: _("The college has answered {0}").format(feedback.name),
		f"feedback|{feedback.name}|answered",
		feedback,
	)


def _validate_college(feedback) -> None:
	if not leads(frappe.session.user, feedback.college):
		frappe.throw(_("The college answers this."), frappe.PermissionError)


def _write(feedback, **values) -> None:
	feedback.update(values)
	with feedback.as_app():
		feedback.save()
