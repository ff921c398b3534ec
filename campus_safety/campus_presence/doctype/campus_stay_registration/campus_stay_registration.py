"""Who stays in the dormitory over a holiday or break 留校登记: the stay list that the roll call then calls."""

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.records.record import CampusRecord


class CampusStayRegistration(CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		college: DF.Link | None
		contact_phone: DF.Data | None
		dormitory: DF.Link | None
		from_date: DF.Date
		guardian_informed: DF.Check
		late_entry: DF.Check
		occurred_on: DF.Date | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		status: DF.Literal["Registered", "Cancelled"]
		student: DF.Link
		student_name: DF.Data | None
		term: DF.Link | None
		to_date: DF.Date
		unit: DF.Link | None
	# end: auto-generated types

	def validate(self) -> None:
		self.occurred_on = self.from_date
		self.dormitory = frappe.db.get_value("Campus Student", self.student, "dormitory_building")
		self.validate_dates()
		super().validate()

	def set_late_entry(self) -> None:
		"""It speaks of nights to come: there is nothing to be late with."""

	def validate_dates(self) -> None:
		if getdate(self.to_date) < getdate(self.from_date):
			frappe.throw(_("The last night lies before the first one. Correct the dates."))
		other = frappe.db.get_value(
			self.doctype,
			{
				"student": self.student,
				"status": "Registered",
				"from_date": ("<=", self.to_date),
				"to_date": (">=", self.from_date),
				"name": ("!=", self.name),
			},
		)
		if other and self.status == "Registered":
			frappe.throw(
				_("The student is on the stay list for these nights already: {0}.").format(
					frappe.utils.get_link_to_form(self.doctype, other)
				)
			)
