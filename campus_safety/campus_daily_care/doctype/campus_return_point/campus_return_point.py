from frappe.model.document import Document


class CampusReturnPoint(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		code_made_at: DF.Datetime | None
		enabled: DF.Check
		latitude: DF.Float
		longitude: DF.Float
		place: DF.Data
		radius_m: DF.Int
		secret: DF.Password | None
	# end: auto-generated types

	pass
