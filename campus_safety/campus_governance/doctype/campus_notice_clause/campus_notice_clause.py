import frappe
from frappe.model.document import Document


class CampusNoticeClause(Document):
	"""A clause of the notice 通知条款 and the departments it binds (domain §21)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_notice_clause_unit.campus_notice_clause_unit import (
			CampusNoticeClauseUnit,
		)

		chapter: DF.Data | None
		clause_no: DF.Data
		duty_rules: DF.SmallText | None
		has_ledger: DF.Check
		position: DF.Int
		responsible_units: DF.Table[CampusNoticeClauseUnit]
		text: DF.Text | None
		title: DF.Data
	# end: auto-generated types

	@property
	def duty_rules(self) -> str:
		"""Names of the rules that count this clause, one a line."""
		return "\n".join(
			frappe.get_all(
				"Campus Duty Rule", filters={"clause": self.name}, pluck="name", order_by="name asc"
			)
		)
