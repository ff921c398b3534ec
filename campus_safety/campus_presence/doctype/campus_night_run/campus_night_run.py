from frappe.model.document import Document


class CampusNightRun(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		cases: DF.Int
		ended: DF.Datetime | None
		errors: DF.Int
		locked: DF.Int
		notes: DF.SmallText | None
		quiet_minutes: DF.Int
		rolls: DF.Int
		started: DF.Datetime
		steps: DF.Int
		told: DF.Int
	# end: auto-generated types

	pass
