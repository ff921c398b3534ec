"""Five-management check 五项管理 (domain §17, notice 三(一)): every class once a month."""

import frappe
from frappe import _

from campus_safety.domain.education import five
from campus_safety.records.evidence import EvidenceRecord


class CampusFiveManagement(EvidenceRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_education.doctype.campus_five_management_row.campus_five_management_row import (
			CampusFiveManagementRow,
		)

		checked_on: DF.Date
		college: DF.Link | None
		counts: DF.Check
		late_entry: DF.Check
		note: DF.SmallText | None
		occurred_on: DF.Date | None
		problems: DF.Int
		recorded_by: DF.Link | None
		rows: DF.Table[CampusFiveManagementRow]
		status: DF.Literal["Recorded", "Void"]
		term: DF.Link | None
		unit: DF.Link
		void_reason: DF.SmallText | None
	# end: auto-generated types
	needs_unit = True
	time_field = "checked_on"

	def validate(self) -> None:
		self.set_rows()
		super().validate()
		self.validate_class()
		self.validate_rows()

	def set_rows(self) -> None:
		"""What is fine need not be typed: items that are not named are."""
		if self.is_new():
			for item in five.missing([row.item for row in self.rows]):
				self.append("rows", {"item": item, "state": "Fine"})
		self.problems = len([row for row in self.rows if row.state == five.PROBLEM])

	def validate_class(self) -> None:
		if frappe.db.get_value("Campus Unit", self.unit, "unit_type") != "Class":
			frappe.throw(
				_("{0} is not a class. Five-management is looked at class by class.").format(self.unit)
			)

	def validate_rows(self) -> None:
		"""Each of the five once; a problem says what was found and what is done. Errors: MandatoryError."""
		named = [row.item for row in self.rows]
		wrong = five.missing(named) + five.named_twice(named)
		if wrong:
			frappe.throw(
				_("Each of the five stands once: look at {0}.").format(
					_(", ").join(_(item, context="Campus Five Management Row") for item in wrong)
				)
			)
		for row in self.rows:
			if row.state == five.PROBLEM and not ((row.finding or "").strip() and (row.step or "").strip()):
				frappe.throw(
					_("The five, row {0}: write what was found and what is done about it.").format(row.idx),
					frappe.MandatoryError,
				)
