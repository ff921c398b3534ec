from frappe.model.document import Document
from frappe.utils import cint, getdate

from campus_safety.engines import calendar

BY_HAND = ("title", "day_type", "roll_mode", "open_centre")


class CampusDay(Document):
	"""One day of the school calendar, made by its term and corrected by hand where the school differs."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		date: DF.Date
		day_type: DF.Literal["Teaching", "Weekend", "Holiday", "Make-up", "Winter Break", "Summer Break"]
		edited: DF.Check
		open_centre: DF.Check
		roll_mode: DF.Literal["Everyone", "Stay List", "None"]
		term: DF.Link | None
		title: DF.Data | None
		week_no: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		self.set_edited()

	def set_edited(self) -> None:
		"""A change by hand stays; taking the tick away gives the day back to the term."""
		before = self.get_doc_before_save()
		if before and cint(before.edited) and not cint(self.edited):
			self.update(calendar.get_day_values(self.term, getdate(self.date)))
		elif not before or any(self.has_value_changed(field) for field in BY_HAND):
			self.edited = 1
