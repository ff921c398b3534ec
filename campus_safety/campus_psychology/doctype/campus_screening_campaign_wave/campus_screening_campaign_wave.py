from frappe.model.document import Document


class CampusScreeningCampaignWave(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		closes_on: DF.Date
		college: DF.Link
		interviews: DF.Int
		opens_on: DF.Date
		students: DF.Int
	# end: auto-generated types

	pass
