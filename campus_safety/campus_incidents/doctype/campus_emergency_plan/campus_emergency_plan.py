"""An emergency plan 应急预案 (domain §18): for which incidents, who commands, which groups do what, when it is reviewed."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_fullname, getdate

from campus_safety.records.named import may_be_named


class CampusEmergencyPlan(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_incidents.doctype.campus_plan_group.campus_plan_group import CampusPlanGroup

		commander: DF.Link
		deputy: DF.Link | None
		disabled: DF.Check
		groups: DF.Table[CampusPlanGroup]
		incident_type: DF.Link
		plan_name: DF.Data
		review_due: DF.Date
		steps: DF.Text | None
		valid_from: DF.Date | None
		version: DF.Data
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_people()
		self.validate_days()

	def validate_people(self) -> None:
		"""Whoever is named can be called, and is of the staff. Errors: ValidationError."""
		named = [("commander", self.commander), ("deputy", self.deputy)]
		named += [("groups.head", row.head) for row in self.groups]
		for field, user in named:
			if user and not may_be_named(self.doctype, field, user):
				frappe.throw(
					_("{0} is not an account of the staff, or cannot sign in: name somebody else.").format(
						get_fullname(user)
					)
				)
		if self.deputy and self.deputy == self.commander:
			frappe.throw(_("The deputy is another person than the commander."))

	def validate_days(self) -> None:
		if self.valid_from and getdate(self.review_due) <= getdate(self.valid_from):
			frappe.throw(_("The review comes after the plan is in force."))
