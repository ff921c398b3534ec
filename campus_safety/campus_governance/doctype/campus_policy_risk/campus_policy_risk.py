from frappe.model.document import Document


class CampusPolicyRisk(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		impact: DF.Int
		likelihood: DF.Int
		mitigation: DF.SmallText | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		risk: DF.SmallText
		score: DF.Int
	# end: auto-generated types
