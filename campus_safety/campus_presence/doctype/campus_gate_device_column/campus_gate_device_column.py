from frappe.model.document import Document


class CampusGateDeviceColumn(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		header: DF.Data | None
		target: DF.Literal[
			"Ignore",
			"Student No",
			"Card No",
			"Event Time",
			"Event Date",
			"Time of Day",
			"Direction",
			"Event ID",
			"Result",
			"Event Type",
		]
	# end: auto-generated types

	pass
