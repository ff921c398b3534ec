import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from campus_safety.domain.plain_line import clean_line
from campus_safety.exceptions import AppOwnedFieldError


class CampusPublicHoliday(Document):
	"""A public holiday 法定节假日, or a day worked for it, as the State Council announces them year by year (domain §22).

	Those shipped (fixtures/campus_public_holiday.json) are written anew by every migrate, so nobody edits them: the
	school enters a day of its own, under a name that no shipped one has, and that one counts for the date.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		date: DF.Date
		holiday_name: DF.Data
		kind: DF.Literal["Holiday", "Make-up Day"]
		provisional: DF.Check
		shipped: DF.Check
		source: DF.Data | None
		year: DF.Int
	# end: auto-generated types

	def before_naming(self) -> None:
		"""Whatever name a file or a client gives it: a name of the shipped ones would be overwritten."""
		if not frappe.flags.in_fixtures:
			self.name, self.shipped = None, 0

	def autoname(self) -> None:
		self.name = f"{getdate(self.date)}-own" if self.date else None

	def validate(self) -> None:
		self.holiday_name = clean_line(self.holiday_name)
		self.year = getdate(self.date).year if self.date else 0
		if not frappe.flags.in_fixtures:
			self.validate_own()
			self.validate_only_one()

	def on_trash(self) -> None:
		self.validate_own()

	def validate_own(self) -> None:
		"""Errors: AppOwnedFieldError for a day that came with the app."""
		if frappe.db.get_value(self.doctype, self.name, "shipped"):
			frappe.throw(
				_("This day comes with the app. Enter a day of your own for {0}: it counts instead.").format(
					frappe.format(self.date, "Date")
				),
				AppOwnedFieldError,
				title=_("Shipped with the App"),
			)

	def validate_only_one(self) -> None:
		"""Errors: DuplicateEntryError."""
		if self.is_new() and frappe.db.exists(self.doctype, self.name):
			frappe.throw(
				_("Your school has entered {0} already: {1}.").format(
					frappe.format(self.date, "Date"),
					frappe.db.get_value(self.doctype, self.name, "holiday_name"),
				),
				frappe.DuplicateEntryError,
			)
