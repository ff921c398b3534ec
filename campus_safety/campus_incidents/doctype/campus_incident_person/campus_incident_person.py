from frappe.model.document import Document


class CampusIncidentPerson(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		added_at: DF.Datetime | None
		guardian_note: DF.SmallText | None
		guardian_told_at: DF.Datetime | None
		guardian_told_by: DF.Link | None
		harm: DF.Literal["Not Known", "Unharmed", "Injured", "Gravely Injured", "Missing", "Dead"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		student: DF.Link | None
		where_now: DF.Data | None
		who: DF.Data | None
		why_not: DF.SmallText | None
	# end: auto-generated types
