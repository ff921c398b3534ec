import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.privacy.requests import DECIDERS, FINAL, OWN_PAGE, due_on
from campus_safety.domain.roles import COLLEGE_LEAD, PSYCH_HEAD, STUDENT_AFFAIRS
from campus_safety.records.changes import has_changed
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.services.privacy.data_requests import may_decide, tell_decider
from campus_safety.services.privacy.settings import get_answer_days


class CampusDataRequest(Decided, CampusRecord):
	"""A request of a person about their own information 个人信息请求 (PIPL 44–47, domain §0): its clock, its answer.

	Filed by students on their own page, or recorded by staff for them; answered by the office that keeps the information.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Text | None
		answered_at: DF.Datetime | None
		answered_by: DF.Link | None
		answered_late: DF.Check
		attachment: DF.Attach | None
		channel: DF.Literal["In Person", "Phone", "Letter", "Own Page"]
		college: DF.Link | None
		concerns: DF.Literal["General", "Psychological"]
		decider: DF.Literal["Campus Student Affairs", "Campus Psych Head"]
		due: DF.Date | None
		filed_by_student: DF.Check
		kind: DF.Literal["Copy", "Correct", "Delete", "Withdraw Consent", "Explain"]
		late_entry: DF.Check
		occurred_on: DF.Date | None
		received_on: DF.Date
		recorded_by: DF.Link | None
		refusal_reason: DF.Text | None
		request: DF.Text
		request_key: DF.Data | None
		requester: DF.Data | None
		status: DF.Literal["Open", "Granted", "Refused", "Withdrawn"]
		student: DF.Link
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types

	app_owned = (
		"status",
		"refusal_reason",
		"answered_by",
		"answered_at",
		"answered_late",
		"filed_by_student",
		"request_key",
	)
	final = FINAL
	administrator_deletes = False
	late_writers = (COLLEGE_LEAD, STUDENT_AFFAIRS, PSYCH_HEAD)
	asked = ("kind", "concerns", "channel", "requester", "received_on", "request")

	def before_insert(self) -> None:
		self.status = "Open"

	def validate(self) -> None:
		self.occurred_on = self.received_on
		self.set_clock()
		super().validate()
		self.validate_not_decided()
		self.validate_channel()
		self.validate_concerns()
		self.validate_asked()
		self.validate_whose_it_is_now()

	def set_clock(self) -> None:
		"""Whatever a client sends: both follow from what was asked for, and when."""
		before = self.get_doc_before_save()
		self.decider = DECIDERS.get(self.concerns)
		if not before or has_changed(self, "received_on"):
			self.due = due_on(getdate(self.received_on), get_answer_days())
		else:
			self.due = before.due

	def validate_channel(self) -> None:
		if self.channel == OWN_PAGE and not self.filed_by_student:
			frappe.throw(_("Say how it reached you: only the student's own page files as “Own Page”."))

	def validate_concerns(self) -> None:
		"""The answer about psychological records is for the person's own eyes: nobody of the class asks in their place."""
		by_others = self.is_new() and not self.filed_by_student and self.concerns == "Psychological"
		if by_others and not has_any_role(frappe.session.user, (PSYCH_HEAD,)):
			frappe.throw(
				_(
					"What concerns psychological records the student asks on their own page, or at the Psych Centre."
				),
				frappe.PermissionError,
			)

	def validate_asked(self) -> None:
		"""What was asked for is the asker's; who answers may put it under another heading, which moves it to that office."""
		before = self.get_doc_before_save()
		if not before or self.flags.app_write:
			return
		changed = [
			field for field in self.asked if has_changed(self, field) and field not in ("kind", "concerns")
		]
		if changed:
			frappe.throw(
				_("{0} is what was asked, and stays as it came.").format(
					", ".join(_(self.meta.get_label(field), context=self.doctype) for field in changed)
				),
				frappe.PermissionError,
			)

	def validate_whose_it_is_now(self) -> None:
		"""Once filed it is the deciding office's: whoever recorded it has said what there was to say. Errors: PermissionError."""
		before = self.get_doc_before_save()
		if not before or self.flags.app_write or may_decide(before):
			return
		if self.changed_content(before):
			frappe.throw(
				_("This request is with {0} now. Tell them what is to be added.").format(
					_(before.decider, context=self.doctype)
				),
				frappe.PermissionError,
			)

	def on_update(self) -> None:
		if self.status == "Open":
			tell_decider(self)
