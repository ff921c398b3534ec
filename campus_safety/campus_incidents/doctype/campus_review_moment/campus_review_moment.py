from frappe.model.document import Document


class CampusReviewMoment(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		by: DF.Link | None
		happened_at: DF.Datetime | None
		leaf: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		sealed_at: DF.Datetime | None
		source: DF.Data | None
		source_name: DF.Data | None
		what: DF.SmallText | None
		written_at: DF.Datetime | None
	# end: auto-generated types
