from frappe.model.document import Document


class CampusMessageChannel(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		channel_name: DF.Data
		channel_type: DF.Literal["WeCom", "DingTalk", "SMS Gateway"]
		enabled: DF.Check
		endpoint: DF.Data
		secret: DF.Password | None
	# end: auto-generated types

	pass
