from frappe.model.document import Document


class CampusLedgerColumn(Document):
	"""One column of a ledger: its heading, and what of the record stands in it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		fact: DF.Data | None
		field_names: DF.Data | None
		kind: DF.Literal["Field", "Number", "First Filled", "Period", "Table", "Linked Records", "Signature"]
		label: DF.Data
		linked_by: DF.Data | None
		linked_doctype: DF.Link | None
		on_one_line: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		table_field: DF.Data | None
		width: DF.Int
	# end: auto-generated types

	pass
