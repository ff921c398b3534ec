from frappe.model.document import Document


class CampusEducationUnit(Document):
	"""A class or college that took part in an education."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		recorded_at: DF.Datetime | None
		unit: DF.Link
	# end: auto-generated types
