from frappe.model.document import Document


class CampusScreeningFactor(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		aliases: DF.Data | None
		factor_name: DF.Data
		items: DF.Data | None
	# end: auto-generated types

	pass
