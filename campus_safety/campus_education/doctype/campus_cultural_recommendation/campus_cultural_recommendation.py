"""A book, a film, an exhibition recommended to students 健康图书影视推荐 (domain §17, notice 一(二))."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.domain.web_address import is_web_address
from campus_safety.records.posts import get_departments
from campus_safety.records.record import CampusRecord
from campus_safety.records.school import get_school
from campus_safety.services.education.recommendations import office_of


class CampusCulturalRecommendation(CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		college: DF.Link | None
		creator: DF.Data | None
		kind: DF.Literal["Book", "Film or Series", "Music", "Stage", "Exhibition", "Course"]
		late_entry: DF.Check
		link: DF.Data | None
		occurred_on: DF.Date | None
		recorded_by: DF.Link | None
		status: DF.Literal["Recommended", "Withdrawn"]
		term: DF.Link | None
		title: DF.Data
		unit: DF.Link | None
		why: DF.SmallText
		withdrawn_reason: DF.SmallText | None
	# end: auto-generated types
	needs_unit = True

	def validate(self) -> None:
		self.set_day()
		super().validate()
		self.validate_link()
		self.validate_withdrawn()

	def set_day(self) -> None:
		before = self.get_doc_before_save()
		self.occurred_on = before.occurred_on if before else now_datetime().date()

	def set_scope(self) -> None:
		"""The office that recommends it."""
		before = self.get_doc_before_save()
		if before:
			self.unit, self.college = before.unit, before.college
		else:
			office = office_of(frappe.session.user)
			self.unit, self.college = get_departments().get(office) or get_school(), None

	def validate_scope(self) -> None:
		"""The role says who recommends."""

	def validate_link(self) -> None:
		if self.link and not is_web_address(self.link):
			frappe.throw(_("The link must begin with https:// or http://, as in the browser."))

	def validate_withdrawn(self) -> None:
		"""Errors: MandatoryError."""
		if self.status == "Withdrawn" and not (self.withdrawn_reason or "").strip():
			frappe.throw(_("Write why it is no longer recommended."), frappe.MandatoryError)
