from frappe.model.document import Document


class CampusDisputeParty(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		agrees: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Link | None
		says: DF.SmallText | None
		side: DF.Literal["First Side", "Second Side"]
		student: DF.Link | None
		who: DF.Data | None
	# end: auto-generated types
