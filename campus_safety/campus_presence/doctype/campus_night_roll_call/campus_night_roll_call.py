"""Night roll call 每日回寝 (domain §5): one per building and evening, made and counted by the app alone."""

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.records import link_titles
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.services.presence.naming import roll_name


class CampusNightRollCall(Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_presence.doctype.campus_night_roll_call_row.campus_night_roll_call_row import (
			CampusNightRollCallRow,
		)
		from campus_safety.campus_presence.doctype.campus_night_roll_correction.campus_night_roll_correction import (
			CampusNightRollCorrection,
		)

		beds: DF.Int
		college: DF.Link | None
		corrections: DF.Table[CampusNightRollCorrection]
		dormitory: DF.Link
		expected: DF.Int
		internship: DF.Int
		late: DF.Int
		late_entry: DF.Check
		locked_at: DF.Datetime | None
		missing: DF.Int
		not_staying: DF.Int
		occurred_on: DF.Date | None
		off_campus: DF.Int
		on_leave: DF.Int
		present: DF.Int
		preset_at_report: DF.Int
		recorded_by: DF.Link | None
		reminded: DF.Int
		report_key: DF.Data | None
		reported_at: DF.Datetime | None
		reported_by: DF.Link | None
		roll_date: DF.Date
		roll_mode: DF.Literal["Everyone", "Stay List"]
		rows: DF.Table[CampusNightRollCallRow]
		status: DF.Literal["Open", "Reported", "Locked"]
		suspended: DF.Int
		term: DF.Link | None
		unconfirmed: DF.Int
		unit: DF.Link | None
	# end: auto-generated types

	def autoname(self) -> None:
		self.name = roll_name(self.dormitory, getdate(self.roll_date))

	def onload(self) -> None:
		link_titles.look_up(self, "rows")

	def validate(self) -> None:
		self.validate_written_by_the_app()
		self.validate_building()
		self.occurred_on = self.roll_date
		super().validate()

	def validate_written_by_the_app(self) -> None:
		"""Rows come from the roll-call page, a gate file or a device; totals are computed, never typed."""
		if not self.flags.app_write:
			frappe.throw(
				_("A roll call is made by the system. Mark it on the roll-call page."), AppOwnedFieldError
			)

	def validate_building(self) -> None:
		if frappe.db.get_value("Campus Dormitory", self.dormitory, "dormitory_type") != "Building":
			frappe.throw(_("{0} is not a building. Choose the building.").format(self.dormitory))

	def set_late_entry(self) -> None:
		"""Whether it was reported in time stands in `reported_at`."""

	def set_scope(self) -> None:
		"""A building houses students of many classes: the rows carry theirs."""
