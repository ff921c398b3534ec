"""An emergency plan 应急预案 (domain §18): for which incidents, who commands, which groups do what, when it is reviewed."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from campus_safety.records.posts import get_enabled


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
		"""Whoever is named can be called. Errors: ValidationError."""
		named = {self.commander, self.deputy, *(row.head for row in self.groups)} - {None, ""}
		gone = named - {*get_enabled(named)}
		if gone:
			frappe.throw(_("{0} cannot sign in any more: name somebody else.").format(sorted(gone)[0]))
		if self.deputy and self.deputy == self.commander:
			frappe.throw(_("The deputy is another person than the commander."))

	def validate_days(self) -> None:
		if self.valid_from and getdate(self.review_due) <= getdate(self.valid_from):
			frappe.throw(_("The review comes after the plan is in force."))
