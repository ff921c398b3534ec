import frappe
from frappe.utils import cint, getdate, nowdate

from campus_safety.domain.defence import equipment
from campus_safety.domain.defence.equipment import Line
from campus_safety.domain.roles import SAFETY_OFFICE, SECURITY_OFFICE
from campus_safety.records.record import CampusRecord
from campus_safety.records.school import get_school
from campus_safety.services.defence import checks


class CampusEquipmentCheck(CampusRecord):
	"""Guards' equipment counted at a post 八件套检查 (domain §17): what should be there, what is, what expires."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_defence.doctype.campus_equipment_line.campus_equipment_line import (
			CampusEquipmentLine,
		)

		college: DF.Link | None
		late_entry: DF.Check
		latest: DF.Check
		lines: DF.Table[CampusEquipmentLine]
		next_expiry: DF.Date | None
		note: DF.SmallText | None
		occurred_on: DF.Date
		post: DF.Data
		recorded_by: DF.Link | None
		shortfall: DF.Int
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	late_writers = (SECURITY_OFFICE, SAFETY_OFFICE)
	app_owned = ("latest",)

	def onload(self) -> None:
		self.set_onload("may_correct", checks.may_correct(self, frappe.session.user))

	def before_insert(self) -> None:
		"""A check asks for the whole list; what is written into it already stays."""
		checks.fill(self)

	def validate(self) -> None:
		super().validate()
		if before := self.get_doc_before_save():
			checks.keep_lines(self, before)
			if self.changed_content(before):
				checks.validate_stays(self, before, frappe.session.user)
		checks.validate_lines(self)
		self.set_figures()

	def on_update(self) -> None:
		checks.mark_latest(self)

	def set_scope(self) -> None:
		"""The guards' equipment is the school's."""
		self.unit = get_school()

	def validate_scope(self) -> None:
		"""Whoever stands at the post counts: the role says it."""

	def set_figures(self) -> None:
		today = getdate(nowdate())
		lines = [
			Line(
				cint(row.standard), cint(row.actual), row.condition or "", row.expiry and getdate(row.expiry)
			)
			for row in self.lines
		]
		self.shortfall, self.next_expiry = equipment.shortfall(lines, today), equipment.next_expiry(lines)
