from frappe.model.document import Document


class CampusReportDeadline(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		applies_to: DF.Data | None
		clock: DF.Link | None
		done_at: DF.Datetime | None
		done_by: DF.Link | None
		due: DF.Datetime | None
		ends_with: DF.Literal[
			"",
			"Phoned",
			"Accepted",
			"Verified",
			"Handled",
			"Closed",
			"Parents Answered",
			"Police Told",
			"Authority Told",
		]
		not_needed: DF.Check
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		what: DF.Data | None
	# end: auto-generated types
	pass
