import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.domain.counselling.referrals import EXCEPTION, Feedback, ack_due
from campus_safety.domain.roles import PSYCH_STAFF
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.counselling.settings import get_ack_length


class CampusKeyFeedback(ProtectedRecord):
	"""What the centre tells a college about a student 重点反馈, L3 (domain §10): fixed fields and phrases, nothing from a note.

	The college acknowledges within a day and answers; until it has, it is called (engines.alerts).
	"""

	app_owned = (
		"status",
		"ack_due",
		"acknowledged_by",
		"acknowledged_at",
		"college_reply",
		"replied_at",
	)
	final = tuple(status.value for status in Feedback)
	late_writers = PSYCH_STAFF

	def validate(self) -> None:
		if self.is_new():
			self.occurred_on = getdate()
		super().validate()
		self.validate_not_decided()
		self.validate_phrases()
		self.validate_basis()
		if self.is_new():
			self.ack_due = ack_due(now_datetime(), get_ack_length()).replace(microsecond=0)

	def validate_phrases(self) -> None:
		"""Errors: ValidationError. Each point is one of its kind; at least one says what to look at or what helps."""
		rows = [(row.phrase, "Attention") for row in self.attention_points]
		rows += [(row.phrase, "Advice") for row in self.advice]
		if not rows:
			frappe.throw(_("Choose what the college should look at, or what helps."))
		kinds = dict(
			frappe.get_all(
				"Campus Feedback Phrase",
				{"name": ("in", [phrase for phrase, _kind in rows])},
				["name", "kind"],
				as_list=True,
			)
		)
		wrong = [phrase for phrase, kind in rows if kinds.get(phrase) != kind]
		if wrong:
			frappe.throw(_("{0} does not belong into this field.").format("、".join(wrong)))

	def validate_basis(self) -> None:
		if self.consent == EXCEPTION and not self.basis:
			frappe.throw(
				_("{0} is empty.").format(_(self.meta.get_label("basis"), context=self.doctype)),
				frappe.MandatoryError,
			)
