import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.document import CampusDocument


class CampusStaffQualification(CampusDocument):
	"""A qualification of a member of staff 人员资质 (domain §0): what 专职 ratios count."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		background_check_on: DF.Date | None
		cert_no: DF.Data | None
		contractor: DF.Data | None
		full_time: DF.Check
		kind: DF.Literal["Counsellor", "Psych Teacher", "Guard", "First Aider", "Other"]
		person_name: DF.Data | None
		user: DF.Link
		valid_until: DF.Date | None
	# end: auto-generated types

	def validate(self) -> None:
		self.set_person_name()
		self.validate_person()
		self.validate_not_own()
		self.validate_dates()
		self.validate_once()

	def set_person_name(self) -> None:
		self.person_name = frappe.db.get_value("User", self.user, "full_name") or self.user

	def validate_person(self) -> None:
		if frappe.db.exists("Campus Student", {"user": self.user}):
			frappe.throw(_("{0} is a student's account. Name a member of staff.").format(self.user))

	def validate_not_own(self) -> None:
		"""Figures are counted from it: nobody vouches for themselves. Errors: OutOfScopeError."""
		if self.user == frappe.session.user and not self.flags.ignore_permissions:
			frappe.throw(
				_("Your own qualification is entered by somebody else of your office."), OutOfScopeError
			)

	def validate_dates(self) -> None:
		checked, until = self.background_check_on, self.valid_until
		if checked and until and getdate(until) < getdate(checked):
			frappe.throw(
				_("It would have ended before the background was checked. Correct one of the dates.")
			)

	def validate_once(self) -> None:
		others = frappe.get_all(
			self.doctype,
			filters={
				"user": self.user,
				"kind": self.kind,
				"cert_no": self.cert_no or ("is", "not set"),
				"name": ("!=", self.name or ""),
			},
			pluck="name",
		)
		for other in others:
			frappe.throw(
				_("{0} has this qualification already: {1}. Change that one.").format(
					self.person_name, frappe.utils.get_link_to_form(self.doctype, other)
				),
				frappe.DuplicateEntryError,
			)
