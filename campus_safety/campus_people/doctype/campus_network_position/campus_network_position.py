import frappe
from frappe import _
from frappe.model.document import Document

from campus_safety.domain.people.network import POSTS
from campus_safety.domain.roles import ALL_ROLES
from campus_safety.records.positions import LEVEL_FIELDS

# offices, and who a ledger names
RESERVED = frozenset(
	("Responsible Person", "Lead in Charge", *(role.removeprefix("Campus ") for role in ALL_ROLES))
)


class CampusNetworkPosition(Document):
	"""A position 岗位 of the four-level network (domain §1): where and by whom it is held, and where it must be."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_people.doctype.campus_position_appointer.campus_position_appointer import (
			CampusPositionAppointer,
		)

		appointers: DF.Table[CampusPositionAppointer]
		at_class: DF.Check
		at_college: DF.Check
		at_dormitory: DF.Check
		at_school: DF.Check
		covert: DF.Check
		dormitory_type: DF.Literal["", "Campus", "Building", "Floor", "Room"]
		enabled: DF.Check
		holder_kind: DF.Literal["Staff", "Student", "Staff or Student"]
		needed_for: DF.Literal[
			"", "School", "College", "Department", "Class", "Campus", "Building", "Floor", "Room", "Student"
		]
		one_per_scope: DF.Check
		position_name: DF.Data
		role: DF.Link | None
		single_students: DF.Check
		sort_order: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_name()
		self.validate_level()
		self.validate_needed()
		self.validate_appointers()

	def on_trash(self) -> None:
		self.validate_own()

	def validate_name(self) -> None:
		"""Duty rules name posts and offices in one field."""
		if self.is_new() and self.position_name not in POSTS and self.position_name in RESERVED:
			frappe.throw(
				_("{0} is the name of an office. Call the position otherwise.").format(self.position_name)
			)

	def validate_level(self) -> None:
		if not any(self.get(field) for field in LEVEL_FIELDS.values()):
			frappe.throw(_("Tick at least one level at which the position is held."))
		if self.dormitory_type and not self.at_dormitory:
			frappe.throw(_("Only a position of dormitories is bound to a kind of dormitory."))
		if self.single_students and not (self.at_class and self.holder_kind == "Staff"):
			frappe.throw(_("Single students are looked after by staff who may hold a class."))

	def validate_needed(self) -> None:
		"""It can be held where it is asked for: what lies above covers what lies below."""
		if not self.needed_for:
			return
		fields = {
			"School": ("at_school",),
			"Department": ("at_school", "at_college"),
			"College": ("at_school", "at_college"),
			"Class": ("at_school", "at_college", "at_class"),
			"Student": ("at_school", "at_college", "at_class"),
		}.get(self.needed_for, ("at_dormitory",))
		if self.covert:
			frappe.throw(
				_("Nobody counts hidden officers: leave {0} empty.").format(self.label("needed_for"))
			)
		if not any(self.get(field) for field in fields):
			frappe.throw(
				_("It is asked of each {0}, but held at no level that reaches one.").format(
					_(self.needed_for, context=self.doctype)
				)
			)

	def validate_appointers(self) -> None:
		roles = [row.role for row in self.appointers]
		if len(roles) != len(set(roles)):
			frappe.throw(_("{0}: a role is named twice.").format(self.label("appointers")))

	def validate_own(self) -> None:
		"""The app's own are used by rules; a school switches them off."""
		if self.name in POSTS:
			frappe.throw(
				_("{0} came with the app. Switch it off instead of deleting it.").format(_(self.name))
			)

	def label(self, field: str) -> str:
		return _(self.meta.get_label(field), context=self.doctype)
