from frappe.model.document import Document


class CampusScreeningScore(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answers: DF.SmallText | None
		content_key: DF.Data | None
		factors: DF.SmallText | None
		flag: DF.Literal["None", "General", "Key", "Urgent"]
		grade: DF.SmallText | None
		scale: DF.Link
		seconds: DF.Int
		taken_at: DF.Datetime | None
		total: DF.SmallText | None
		validity: DF.Literal["Valid", "Doubtful", "Invalid"]
		validity_reasons: DF.SmallText | None
	# end: auto-generated types

	pass
