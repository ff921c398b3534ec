import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, nowdate

from campus_safety.access.scopes import has_any_role, held_units
from campus_safety.domain.people.shifts import MAY_ENTER, may_enter_college
from campus_safety.domain.roles import DESK_ROLES
from campus_safety.records import roster
from campus_safety.records.decided import Decided

PLACES = {"College": "unit", "Dormitory": "dormitory"}


class CampusDutyRoster(Decided, Document):
	"""Who is called in a shift: whoever stands here learns of what happens in it, so not everybody writes every line."""

	administrator_deletes = False

	def validate(self) -> None:
		self.set_place()
		self.validate_place()
		self.validate_writer()
		self.validate_person()
		self.validate_not_over()
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
				_("Say for which {0} this person is on duty.").format(
					_(self.meta.get_label(fieldname), context=self.doctype)
				),
				frappe.MandatoryError,
			)

	def validate_writer(self) -> None:
		"""Errors: PermissionError. A changed line is of both whom it was for and whom it is for."""
		before = self.get_doc_before_save()
		if not (self.is_ones_own() and (not before or before.is_ones_own())):
			frappe.throw(_("Other offices enter who is on duty here."), frappe.PermissionError)

	def is_ones_own(self) -> bool:
		user = frappe.session.user
		if user == "Administrator" or has_any_role(user, MAY_ENTER.get(self.level, ())):
			return True
		return may_enter_college(self.level, frappe.get_roles(user)) and self.unit in held_units(user)

	def validate_person(self) -> None:
		"""Errors: ValidationError for who is no member of staff with an office or a post."""
		if not has_any_role(self.user, DESK_ROLES):
			frappe.throw(_("{0} has no role of the staff here and would see nothing.").format(self.user))

	def validate_not_over(self) -> None:
		"""Errors: ValidationError. Who stood there when something happened stays to be seen."""
		before = self.get_doc_before_save()
		if before and getdate(before.date) < getdate(nowdate()):
			frappe.throw(_("This shift is over: its line stays as it was."))

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

	def may_be_deleted(self) -> bool:
		return self.is_ones_own() and getdate(self.date) >= getdate(nowdate())

	def why_kept(self) -> str:
		return _("A shift that is over, or another office's, is not deleted.")
