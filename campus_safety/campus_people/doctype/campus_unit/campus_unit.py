import frappe
from frappe import _

from campus_safety.domain.plain_line import name_of, plain_code
from campus_safety.records.tree import CampusTree


class CampusUnit(CampusTree):
	"""School, colleges, departments and classes in one tree. The name is the code, or the unit's own name."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		aliases: DF.Data | None
		code: DF.Data | None
		college: DF.Link | None
		disabled: DF.Check
		grade: DF.Data | None
		is_group: DF.Check
		lft: DF.Int
		office_role: DF.Link | None
		old_parent: DF.Link | None
		parent_campus_unit: DF.Link | None
		rgt: DF.Int
		unit_name: DF.Data
		unit_type: DF.Literal["School", "College", "Department", "Class"]
	# end: auto-generated types

	title_field = "unit_name"
	type_field = "unit_type"
	anchor = ("college", "College")
	parent_types = {
		"School": ("School",),
		"College": ("School",),
		"Department": ("School", "College", "Department"),
		"Class": ("College", "Department", "School"),
	}
	types_at_top = ("School", "College", "Department", "Class")
	leaf_types = ("Class",)
	group_types = ("School", "College")

	def get_wished_name(self) -> str:
		self.code = plain_code(self.code)
		return name_of(self.code) or super().get_wished_name()

	def validate(self) -> None:
		self.code = plain_code(self.code) or None
		super().validate()
		self.validate_office()
		self.warn_of_second_school()

	def warn_of_second_school(self) -> None:
		"""Two are allowed, of a group of schools; most often the second is a slip, and colleges no longer find their school."""
		if self.unit_type != "School" or not self.is_new():
			return
		other = frappe.db.get_value("Campus Unit", {"unit_type": "School", "disabled": 0}, "unit_name")
		if other:
			frappe.msgprint(
				_(
					"{0} is a school already. With two of them a college has to name its school; if this is a slip, delete it again."
				).format(other),
				title=_("A second school"),
				indicator="orange",
			)

	def validate_office(self) -> None:
		"""The duties of an office are one department's."""
		if not self.office_role:
			return
		if self.unit_type != "Department":
			frappe.throw(_("Only a department has an office role; {0} is none.").format(self.unit_name))
		other = frappe.db.get_value(
			"Campus Unit", {"office_role": self.office_role, "name": ("!=", self.name or "")}, "unit_name"
		)
		if other:
			frappe.throw(
				_("{0} is the office of {1} already. Take it away there first.").format(
					_(self.office_role), other
				)
			)

	def set_parent(self) -> None:
		"""Whatever is not the school itself hangs under the school, when there is exactly one."""
		if self.parent_campus_unit or self.unit_type == "School":
			return
		schools = frappe.get_all(
			"Campus Unit",
			filters={"unit_type": "School", "parent_campus_unit": ("is", "not set")},
			pluck="name",
			limit=2,
		)
		if len(schools) == 1:
			self.parent_campus_unit = schools[0]
