from frappe.model.document import Document


class CampusStudentGuardian(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		address: DF.SmallText | None
		guardian_name: DF.Data
		is_primary: DF.Check
		mobile: DF.Data
		relation: DF.Data
	# end: auto-generated types

	pass
