from frappe.model.document import Document


class CampusDestructionCount(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		destroyed: DF.Int
		kind: DF.Link | None
		proposed: DF.Int
	# end: auto-generated types

	pass
