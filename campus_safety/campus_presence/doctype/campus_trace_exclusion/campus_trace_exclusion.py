import frappe
from frappe import _
from frappe.utils import date_diff, nowdate

from campus_safety.records.record import CampusRecord
from campus_safety.services.gate.settings import get_longest_exclusion


class CampusTraceExclusion(CampusRecord):
	"""A student who need not leave a trace every day 无轨迹预警排除: why, until when, on whose word (domain §5)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		approved_by: DF.Link | None
		college: DF.Link | None
		from_date: DF.Date
		late_entry: DF.Check
		occurred_on: DF.Date | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		student: DF.Link
		student_name: DF.Data | None
		term: DF.Link | None
		to_date: DF.Date
		unit: DF.Link
	# end: auto-generated types

	def validate(self) -> None:
		self.set_day(nowdate())
		super().validate()
		self.approved_by = frappe.session.user
		self.validate_dates()

	def validate_dates(self) -> None:
		days = date_diff(self.to_date, self.from_date) + 1
		if days < 1:
			frappe.throw(_("The last day lies before the first. Correct one of them."))
		longest = get_longest_exclusion()
		if days > longest:
			frappe.throw(
				_(
					"This is {0} days; at most {1} are excluded at once. Shorten it, and extend it when the time comes."
				).format(days, longest)
			)
