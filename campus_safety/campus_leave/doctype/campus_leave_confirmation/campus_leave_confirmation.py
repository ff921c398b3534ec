"""A parent's one-time link to one leave, and the answer: written by `services.leave.parents` alone."""

from campus_safety.records.record import CampusRecord


class CampusLeaveConfirmation(CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answered_at: DF.Datetime | None
		answered_by: DF.Data | None
		college: DF.Link | None
		expires_at: DF.Datetime | None
		guardian_name: DF.Data | None
		ip_address: DF.Data | None
		late_entry: DF.Check
		leave_permit: DF.Link
		occurred_on: DF.Datetime | None
		recorded_by: DF.Link | None
		refuse_reason: DF.SmallText | None
		sent_by: DF.Literal["Copied", "SMS"]
		status: DF.Literal["Open", "Confirmed", "Refused", "Replaced"]
		student: DF.Link
		term: DF.Link | None
		token_hash: DF.Data | None
		unit: DF.Link
	# end: auto-generated types

	def set_late_entry(self) -> None:
		"""Made the moment it is written."""
		self.late_entry = 0
