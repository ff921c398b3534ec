from frappe.model.document import Document


class CampusOutsideHandoverItem(Document):
	"""A paper in the packet."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		material: DF.Literal[
			"",
			"Level and Advice",
			"Psychological File",
			"Screening Summary",
			"Risk Ledger",
			"Care Plan",
			"Crisis Papers",
			"Medical Support",
			"Safety Plan",
			"Other",
		]
		pages: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		remark: DF.SmallText | None
	# end: auto-generated types
