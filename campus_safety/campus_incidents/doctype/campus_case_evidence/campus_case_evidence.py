from frappe.model.document import Document


class CampusCaseEvidence(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		happened_at: DF.Datetime | None
		leaf: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		person: DF.Link | None
		sealed_at: DF.Datetime | None
		side: DF.Literal["Exculpatory", "Adverse", "Known Then", "Not Known Then"]
		what: DF.SmallText | None
		written_at: DF.Datetime | None
	# end: auto-generated types
