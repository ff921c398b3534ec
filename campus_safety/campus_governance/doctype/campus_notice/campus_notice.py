import frappe
from frappe import _
from frappe.model.document import Document


class CampusNotice(Document):
	"""A notice 通知 (domain §20): its clauses, each with the units it binds."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_notice_part.campus_notice_part import (
			CampusNoticePart,
		)

		body: DF.Text | None
		file: DF.Attach | None
		issued_on: DF.Date | None
		issuer: DF.Data | None
		number: DF.Data | None
		parts: DF.Table[CampusNoticePart]
		title: DF.Data
	# end: auto-generated types

	def validate(self) -> None:
		numbers = [row.number for row in self.parts]
		twice = next((number for number in numbers if numbers.count(number) > 1), None)
		if twice:
			frappe.throw(_("The clause {0} stands twice: number each once.").format(twice))
