from frappe.model.document import Document


class CampusIncidentNotification(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		by: DF.Link | None
		channel: DF.Literal["", "Phone", "In Person", "Written"]
		clock: DF.Link | None
		done_at: DF.Datetime | None
		due: DF.Datetime | None
		ends_with: DF.Literal[
			"", "Told", "First Report", "Follow-up Report", "Final Report", "Guardians Told"
		]
		grade: DF.Data | None
		late_minutes: DF.Int
		not_needed: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		repeat_minutes: DF.Int
		starts_at: DF.Datetime | None
		starts_with: DF.Literal["", "Known", "Ended"]
		target: DF.Data | None
		told_whom: DF.Data | None
	# end: auto-generated types
