import frappe

from campus_safety.domain.plain_line import LONGEST_NAME, name_of
from campus_safety.records.tree import CampusTree


class CampusDormitory(CampusTree):
	"""Campuses, buildings, floors and rooms in one tree. A room is named after its building: 3号楼-305."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		beds: DF.Int
		building: DF.Link | None
		disabled: DF.Check
		dormitory_name: DF.Data
		dormitory_type: DF.Literal["Campus", "Building", "Floor", "Room"]
		gender: DF.Literal["", "Male", "Female", "Mixed"]
		is_group: DF.Check
		lft: DF.Int
		old_parent: DF.Link | None
		parent_campus_dormitory: DF.Link | None
		rgt: DF.Int
	# end: auto-generated types

	title_field = "dormitory_name"
	type_field = "dormitory_type"
	anchor = ("building", "Building")
	parent_types = {
		"Campus": ("Campus",),
		"Building": ("Campus",),
		"Floor": ("Building",),
		"Room": ("Floor", "Building"),
	}
	types_at_top = ("Campus", "Building")
	leaf_types = ("Room",)
	group_types = ("Campus", "Building", "Floor")

	def get_wished_name(self) -> str:
		"""Room numbers repeat from building to building, so theirs goes in front."""
		own = super().get_wished_name()
		building = self.get_building_above()
		if not own or not building or own.startswith(building):
			return own
		return f"{building}-{own}"[:LONGEST_NAME]

	def get_building_above(self) -> str | None:
		if self.dormitory_type not in ("Floor", "Room") or not self.parent_node:
			return None
		return name_of(frappe.db.get_value("Campus Dormitory", self.parent_node, "building"))

	def validate(self) -> None:
		super().validate()
		self.set_gender()

	def set_gender(self) -> None:
		"""A new floor or room takes over who lives in the node above."""
		if not self.gender and self.is_new() and self.parent_node:
			self.gender = frappe.db.get_value("Campus Dormitory", self.parent_node, "gender")
