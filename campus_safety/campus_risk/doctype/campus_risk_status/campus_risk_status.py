from frappe.model.document import Document


class CampusRiskStatus(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		advice: DF.SmallText | None
		college: DF.Link | None
		responsible_person: DF.Link | None
		risk_level: DF.Link | None
		since: DF.Date | None
		status: DF.Literal["Active", "Closed"]
		student: DF.Link
		unit: DF.Link
	# end: auto-generated types

	pass
