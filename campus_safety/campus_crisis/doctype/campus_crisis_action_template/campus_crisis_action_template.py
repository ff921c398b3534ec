"""One action of the school's checklist for a level of crisis: who does it, by when, how often, what proves it."""

import frappe
from frappe import _
from frappe.model.document import Document


class CampusCrisisActionTemplate(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Data
		applies_when: DF.Literal["Always", "Danger Now", "Watched", "Minor"]
		crisis_level: DF.Literal["General", "Severe", "Diagnosed"]
		due_minutes: DF.Int
		enabled: DF.Check
		how_to: DF.SmallText | None
		owner_kind: DF.Literal["Responsible Person", "Psych Teacher", "Lead in Charge"]
		place: DF.Int
		proof: DF.Literal[
			"", "Guardian Reached", "Parent Risk Notice", "Responsibility Transfer", "Supervision Shift"
		]
		repeat_days: DF.Int
		same_day: DF.Check
	# end: auto-generated types

	def validate(self) -> None:
		"""Errors: DuplicateEntryError for the same action twice at one level: it would be asked for twice."""
		other = frappe.db.get_value(
			self.doctype,
			{"action": self.action, "crisis_level": self.crisis_level, "name": ("!=", self.name or "")},
		)
		if other:
			frappe.throw(
				_("{0}: this action is on the checklist already.").format(self.action),
				frappe.DuplicateEntryError,
			)
		if self.same_day:
			self.due_minutes = 0
