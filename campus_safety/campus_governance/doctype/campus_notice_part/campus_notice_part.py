from frappe.model.document import Document


class CampusNoticePart(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Link | None
		number: DF.Data
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		text: DF.Text | None
		title: DF.Data
		units: DF.SmallText | None
	# end: auto-generated types
