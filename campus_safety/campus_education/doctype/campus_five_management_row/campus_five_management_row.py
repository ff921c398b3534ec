from frappe.model.document import Document


class CampusFiveManagementRow(Document):
	"""One of the five: how it is in the class, and what is done."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		finding: DF.SmallText | None
		item: DF.Literal["Homework", "Sleep", "Phone", "Reading", "Physique"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		state: DF.Literal["Fine", "Problem"]
		step: DF.SmallText | None
	# end: auto-generated types
