from frappe.model.document import Document


class CampusAccountabilityDeduction(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		points: DF.Float
		reason: DF.SmallText
		reference: DF.Data | None
	# end: auto-generated types

	pass
