import frappe
from frappe import _
from frappe.model.document import Document

from campus_safety.declared import LEDGERS
from campus_safety.engines.ledgers import layouts


class CampusLedgerLayout(Document):
	"""A ledger 台账 as the school keeps it: its columns, title and order, seeded from what the app ships."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_evidence.doctype.campus_ledger_column.campus_ledger_column import (
			CampusLedgerColumn,
		)

		columns: DF.Table[CampusLedgerColumn]
		document_type: DF.Link
		enabled: DF.Check
		form: DF.Link | None
		left_out: DF.SmallText | None
		order_by: DF.SmallText
		signed_by: DF.SmallText | None
		title: DF.Data
	# end: auto-generated types

	def validate(self) -> None:
		layouts.validate(self)
		self.validate_form()

	def on_trash(self) -> None:
		self.validate_own()

	def validate_form(self) -> None:
		if self.form and frappe.db.get_value("Print Format", self.form, "doc_type") != self.document_type:
			frappe.throw(_("{0} is not a form of {1}.").format(self.form, _(self.document_type)))

	def validate_own(self) -> None:
		"""The app's own would come back by the next migrate."""
		if self.document_type in LEDGERS:
			frappe.throw(
				_("{0} came with the app. Switch it off instead of deleting it.").format(_(self.title))
			)
