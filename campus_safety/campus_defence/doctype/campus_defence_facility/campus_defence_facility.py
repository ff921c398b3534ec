import frappe
from frappe import _
from frappe.utils import add_days, getdate, nowdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.records.content import content_of
from campus_safety.records.document import CampusDocument

WORKS = "Works"
OF_THE_OFFICE = (
	*("facility_name", "kind", "area", "spot", "responsible_unit", "linked_to_police", "disabled"),
	"test_every_days",
)


class CampusDefenceFacility(CampusDocument):
	"""What guards, closes or watches 三防设施 (domain §17): tried again and again, and linked to the police or not."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area: DF.Link
		disabled: DF.Check
		facility_name: DF.Data
		hazard: DF.Link | None
		kind: DF.Literal["Human", "Physical", "Technical"]
		last_test: DF.Date | None
		linked_to_police: DF.Check
		next_test: DF.Date | None
		note: DF.SmallText | None
		responsible_unit: DF.Link | None
		spot: DF.Data | None
		state: DF.Literal["Works", "Faulty", "Out of Service"]
		test_every_days: DF.Int
	# end: auto-generated types

	def get_closed_fields(self, user: str) -> list[str]:
		"""What it is, and how often it is tried, is the Security Office's."""
		return [] if has_any_role(user, (r.SECURITY_OFFICE,)) else list(OF_THE_OFFICE)

	def validate(self) -> None:
		self.validate_test()
		self.validate_writer()
		self.set_next_test()

	def validate_test(self) -> None:
		"""Errors: ValidationError."""
		if self.last_test and getdate(self.last_test) > getdate(nowdate()):
			frappe.throw(_("{0} lies in the future.").format(_("Last Tested On", context=self.doctype)))
		if self.state != WORKS and not (self.hazard or (self.note or "").strip()):
			frappe.throw(
				_(
					"It does not work: name the hazard that was reported, or write under Note what holds until then."
				)
			)

	def validate_writer(self) -> None:
		"""Guards try it and say how it is; what it is, and how often, is the Security Office's. Errors: PermissionError."""
		before, user = self.get_doc_before_save(), frappe.session.user
		if not before or user == "Administrator" or has_any_role(user, (r.SECURITY_OFFICE,)):
			return
		if any(content_of(self, field) != content_of(before, field) for field in OF_THE_OFFICE):
			frappe.throw(
				_("Guards enter a test, the state and a note. The rest is the Security Office's."),
				frappe.PermissionError,
			)

	def set_next_test(self) -> None:
		"""What was never tried is due at once."""
		every = max(1, self.test_every_days or 1)
		self.next_test = add_days(self.last_test, every) if self.last_test else nowdate()
