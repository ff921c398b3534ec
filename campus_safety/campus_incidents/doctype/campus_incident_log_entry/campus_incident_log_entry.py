from frappe.model.document import Document


class CampusIncidentLogEntry(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		at: DF.Datetime | None
		entry: DF.SmallText | None
		key: DF.Data | None
		kind: DF.Literal[
			"Note", "Opened", "Step", "Told", "Report", "Person", "Grade", "Command", "Called Off"
		]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		user: DF.Link | None
	# end: auto-generated types
