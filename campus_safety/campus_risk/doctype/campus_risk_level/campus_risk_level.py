import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from campus_safety.domain.duties.rhythm import LONGEST_DAYS, Rhythm
from campus_safety.exceptions import RiskLevelError


class CampusRiskLevel(Document):
	"""A risk level 等级 and its rhythm: the school's own to edit (domain §7)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		color: DF.Literal["red", "orange", "yellow", "green", "blue", "gray"]
		contact_every_days: DF.Int
		disabled: DF.Check
		dispatch_apart_days: DF.Int
		dispatch_every_days: DF.Int
		floor_attempt: DF.Check
		floor_attempt_days: DF.Int
		floor_plan: DF.Check
		help_text: DF.SmallText | None
		is_gravest: DF.Check
		level_name: DF.Data
		needs_student_affairs: DF.Check
		rank: DF.Int
		steady_to_close: DF.Int
		talk_every_days: DF.Int
		two_keys_to_lower: DF.Check
	# end: auto-generated types

	def validate(self) -> None:
		self.validate_rank()
		self.validate_rhythm()

	def validate_rhythm(self) -> None:
		"""Duties are made from it: each thing once a month at least, or, for 0, never."""
		for rhythm in Rhythm:
			days = cint(self.get(rhythm.field))
			if not 0 <= days <= LONGEST_DAYS:
				frappe.throw(
					_("{0}: between 0 and {1} days.").format(
						_(self.meta.get_label(rhythm.field), context=self.doctype), LONGEST_DAYS
					),
					RiskLevelError,
				)

	def validate_rank(self) -> None:
		"""Two levels of one rank could be exchanged without counting as raised or lowered."""
		other = frappe.db.get_value("Campus Risk Level", {"rank": self.rank, "name": ("!=", self.name)})
		if other:
			frappe.throw(
				_("{0} has the rank {1} already. Give each level a rank of its own.").format(
					_(other), self.rank
				),
				RiskLevelError,
			)

	def on_trash(self) -> None:
		"""Ledgers, their dispatches and statuses must stay readable."""
		if frappe.db.exists("Campus Risk Ledger", {"risk_level": self.name}):
			frappe.throw(_("Ledgers carry this level. Disable it instead."), RiskLevelError)
