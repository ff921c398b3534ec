"""A clock of the school's own for abnormal reports: what must have happened how soon, and what stops it (domain §13)."""

import frappe
from frappe import _
from frappe.model.document import Document


class CampusReportClock(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		applies_to: DF.Literal[
			"Every Report", "Urgent", "Pressing", "Normal", "Bullying", "Sexual Harm", "Harm to a Minor"
		]
		due_minutes: DF.Int
		enabled: DF.Check
		ends_with: DF.Literal[
			"Phoned",
			"Accepted",
			"Verified",
			"Handled",
			"Closed",
			"Parents Answered",
			"Police Told",
			"Authority Told",
		]
		how_to: DF.SmallText | None
		place: DF.Int
		what: DF.Data

	# end: auto-generated types
	def validate(self) -> None:
		"""Errors: DuplicateEntryError for the same twice: it would run twice."""
		other = frappe.db.get_value(
			self.doctype,
			{"what": self.what, "applies_to": self.applies_to, "name": ("!=", self.name or "")},
		)
		if other:
			frappe.throw(_("{0}: this clock is there already.").format(self.what), frappe.DuplicateEntryError)
