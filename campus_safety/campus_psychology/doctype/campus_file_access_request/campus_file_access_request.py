import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.services.psychology import access_requests
from campus_safety.services.psychology.access_requests import APPROVED, MOST_HOURS, REFUSED


class CampusFileAccessRequest(Decided, CampusRecord):
	"""Asking to read a psychological file 调阅申请 (domain §8): view only, for some hours."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		approver_role: DF.Literal["Campus Psych Head", "Campus Student Affairs"]
		college: DF.Link | None
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		expires_at: DF.Datetime | None
		hours: DF.Int
		late_entry: DF.Check
		occurred_on: DF.Date | None
		purpose: DF.SmallText
		recorded_by: DF.Link | None
		refusal: DF.SmallText | None
		scope: DF.SmallText
		status: DF.Literal["Requested", "Approved", "Refused"]
		student: DF.Link
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	final = (APPROVED, REFUSED)
	app_owned = ("status", "approver_role", "decided_by", "decided_at", "expires_at", "refusal")

	def validate(self) -> None:
		self.set_approver()
		super().validate()
		self.validate_not_decided()
		self.validate_hours()

	def set_approver(self) -> None:
		if self.is_new():
			self.occurred_on = getdate(now_datetime())

	def validate_hours(self) -> None:
		if not 1 <= (self.hours or 0) <= MOST_HOURS:
			frappe.throw(_("Between 1 and {0} hours.").format(MOST_HOURS))

	def before_save(self) -> None:
		if self.is_new():
			self.approver_role = access_requests.approver_of(self.recorded_by)

	def after_insert(self) -> None:
		access_requests.tell_approver(self)
