"""A new counsellor asks for a student who came from another class 接手申请 (domain §9): granted, it opens a handover."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.services.risk import case_requests


class CampusCaseRequest(Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		college: DF.Link | None
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		handover: DF.Data | None
		late_entry: DF.Check
		occurred_on: DF.Date | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		refusal: DF.SmallText | None
		status: DF.Literal["Requested", "Granted", "Refused"]
		student: DF.Link
		student_name: DF.Data | None
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types
	needs_unit = True
	final = ("Granted", "Refused")
	administrator_deletes = False
	app_owned = ("status", "decided_by", "decided_at", "refusal", "handover")

	def validate(self) -> None:
		if self.is_new():
			self.occurred_on = getdate(now_datetime())
		super().validate()
		self.validate_not_decided()
		self.validate_author()
		if self.is_new():
			case_requests.validate_asks(self)

	def validate_author(self) -> None:
		"""Who decides does not rewrite what was asked. Errors: PermissionError."""
		before = self.get_doc_before_save()
		if self.flags.app_write or not before or not self.changed_content(before):
			return
		if frappe.session.user != before.recorded_by:
			frappe.throw(_("Only who asks writes into the request."), frappe.PermissionError)

	def after_insert(self) -> None:
		case_requests.tell_deciders(self)
