"""A clock of the school's own for emergency incidents: who is told how soon, by grade, and what stops it (domain §18)."""

import frappe
from frappe import _
from frappe.model.document import Document


class CampusIncidentClock(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		channel: DF.Literal["", "Phone", "In Person", "Written"]
		due_minutes: DF.Int
		enabled: DF.Check
		ends_with: DF.Literal["Told", "First Report", "Follow-up Report", "Final Report", "Guardians Told"]
		grade: DF.Literal["Every Grade", "General", "Larger", "Major", "Extraordinary"]
		how_to: DF.SmallText | None
		place: DF.Int
		repeat_minutes: DF.Int
		starts_with: DF.Literal["Known", "Ended"]
		target: DF.Data
	# end: auto-generated types

	def validate(self) -> None:
		"""Errors: DuplicateEntryError for the same twice: it would run twice."""
		same = {"target": self.target, "grade": self.grade, "ends_with": self.ends_with}
		other = frappe.db.get_value(self.doctype, {**same, "name": ("!=", self.name or "")})
		if other:
			frappe.throw(
				_("{0}: this clock is there already.").format(self.target), frappe.DuplicateEntryError
			)
		if self.starts_with == "Ended" and self.repeat_minutes:
			frappe.throw(_("What begins with the end of an incident is due once: enter 0 to repeat."))
