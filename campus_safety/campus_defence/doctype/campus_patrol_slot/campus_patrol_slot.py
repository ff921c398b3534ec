"""A patrol of the guards' plan (domain §17)."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_time

MOST_EARLY = 120  # minutes: what is scanned earlier belongs to another patrol


class CampusPatrolSlot(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_defence.doctype.campus_patrol_slot_point.campus_patrol_slot_point import (
			CampusPatrolSlotPoint,
		)

		days: DF.Literal["School Days", "Every Day"]
		disabled: DF.Check
		early_minutes: DF.Int
		from_time: DF.Time
		points: DF.Table[CampusPatrolSlotPoint]
		slot: DF.Literal["School Start", "School End", "Mealtime", "Night"]
		slot_name: DF.Data
		to_time: DF.Time
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_times()
		self.validate_points()
		self.early_minutes = min(max(0, cint(self.early_minutes)), MOST_EARLY)

	def validate_times(self) -> None:
		if get_time(self.from_time) == get_time(self.to_time):
			frappe.throw(_("A patrol ends at another time than it begins."))

	def validate_points(self) -> None:
		if not self.points and not self.disabled:
			frappe.throw(_("A patrol passes at least one point: enter the points of the round."))
		named = [row.point for row in self.points]
		if len(set(named)) != len(named):
			frappe.throw(_("A point stands twice in the round. Each is passed once."))
