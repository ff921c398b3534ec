from frappe.model.document import Document


class CampusAccountabilityItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Data | None
		done: DF.Int
		due: DF.Int
		exempt: DF.Int
		is_risk: DF.Check
		late: DF.Int
		missed: DF.Int
		points: DF.Float
		rate: DF.Percent
		rule: DF.Link | None
		weight: DF.Float
	# end: auto-generated types

	pass
