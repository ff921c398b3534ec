from frappe.utils import getdate, now_datetime

from campus_safety.records.protected import ProtectedRecord


class CampusPsychFile(ProtectedRecord):
	"""The psychological file of one student 心理档案 (domain §8), from enrolment; sealed from the first word on."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		baseline: DF.SmallText | None
		category: DF.Literal["Normal", "Attention", "Key"]
		college: DF.Link | None
		destruction: DF.Data | None
		grade: DF.Data | None
		late_entry: DF.Check
		left_on: DF.Date | None
		occurred_on: DF.Date | None
		opened_on: DF.Date | None
		recorded_by: DF.Link | None
		retention_until: DF.Date | None
		status: DF.Literal["Opened", "Kept"]
		student: DF.Link
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	app_owned = ("student", "status", "opened_on", "grade", "left_on", "retention_until", "destruction")

	def validate(self) -> None:
		super().validate()
		self.set_kept()

	def set_kept(self) -> None:
		"""Somebody has written into it."""
		self.status = "Kept"
		self.occurred_on = getdate(now_datetime())
