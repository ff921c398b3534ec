import frappe
from frappe import _
from frappe.model.document import Document

from campus_safety.records import roster

PLACES = {"College": "unit", "Dormitory": "dormitory"}


class CampusDutyRoster(Document):
	def validate(self) -> None:
		self.set_place()
		self.validate_place()
		self.validate_once()

	def set_place(self) -> None:
		for level, fieldname in PLACES.items():
			if self.level != level:
				self.set(fieldname, None)

	def validate_place(self) -> None:
		"""Errors: MandatoryError where a college or a building is on duty and it is not said which."""
		fieldname = PLACES.get(self.level)
		if fieldname and not self.get(fieldname):
			frappe.throw(
				_("Say for which {0} this person is on duty.").format(_(self.meta.get_label(fieldname))),
				frappe.MandatoryError,
			)

	def validate_once(self) -> None:
		"""Errors: DuplicateEntryError where the same line is there already."""
		twin = {
			"date": self.date,
			"shift": self.shift,
			"level": self.level,
			"user": self.user,
			"unit": self.unit or ("is", "not set"),
			"dormitory": self.dormitory or ("is", "not set"),
			"name": ("!=", self.name or ""),
		}
		if frappe.db.exists(roster.ROSTER, twin):
			frappe.throw(
				_("This person is on the roster for this shift already."), frappe.DuplicateEntryError
			)
