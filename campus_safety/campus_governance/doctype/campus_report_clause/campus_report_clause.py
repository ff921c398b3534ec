from frappe.model.document import Document


class CampusReportClause(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		clause: DF.Link | None
		done: DF.SmallText | None
		evidence: DF.Int
		figures: DF.SmallText | None
		met: DF.Int
		next: DF.SmallText | None
		number: DF.Data | None
		owed: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		problems: DF.SmallText | None
		title: DF.Data | None
		unmet: DF.SmallText | None
	# end: auto-generated types
