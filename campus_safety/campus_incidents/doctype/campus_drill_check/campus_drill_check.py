from frappe.model.document import Document


class CampusDrillCheck(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		comes_from: DF.Data | None
		item: DF.SmallText
		note: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		result: DF.Literal["", "Met", "Partly", "Not Met"]
		source_row: DF.Data | None
	# end: auto-generated types
