from frappe.model.document import Document


class CampusHomeVisitPhoto(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		note: DF.SmallText | None
		photo: DF.AttachImage
	# end: auto-generated types

	pass
