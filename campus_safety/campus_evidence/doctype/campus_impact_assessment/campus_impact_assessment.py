import frappe
from frappe import _
from frappe.utils import getdate, nowdate

from campus_safety.domain.privacy.assessments import APPROVED, DRAFT, REPLACED
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_unit


class CampusImpactAssessment(Decided, CampusRecord):
	"""Assessment of what processing means to the persons concerned 个人信息保护影响评估 (PIPL 55–56, domain §0).

	Approved by a school leader, not by who wrote it; then nothing in it changes, and it is kept three years at least.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		activity: DF.Literal["Gate Data", "Screening", "Early Warning", "Police Push", "Other"]
		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		college: DF.Link | None
		file: DF.Attach | None
		kept_until: DF.Date | None
		measures: DF.Text
		necessity: DF.Text
		occurred_on: DF.Date | None
		purpose: DF.Text
		recorded_by: DF.Link | None
		replaces: DF.Link | None
		risks: DF.Text
		status: DF.Literal["Draft", "Approved", "Replaced"]
		term: DF.Link | None
		title: DF.Data
		unit: DF.Link
		valid_until: DF.Date | None
	# end: auto-generated types

	app_owned = ("status", "approved_by", "approved_at", "kept_until", "replaces")
	final = (APPROVED, REPLACED)
	deletable = (DRAFT,)
	administrator_deletes = False

	def validate(self) -> None:
		super().validate()
		self.validate_not_decided()

	def set_scope(self) -> None:
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def set_late_entry(self) -> None:
		"""It happens when it is written."""
		self.occurred_on = self.occurred_on or nowdate()

	def may_be_deleted(self) -> bool:
		"""A draft, and what the law no longer asks to keep."""
		return super().may_be_deleted() or bool(
			self.kept_until and getdate(self.kept_until) < getdate(nowdate())
		)

	def why_kept(self) -> str:
		return _("{0} is kept until {1}, as the law asks.").format(
			self.name, frappe.format(self.kept_until, {"fieldtype": "Date"})
		)
