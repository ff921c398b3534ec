from frappe.model.document import Document


class CampusScreeningGrade(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		flag: DF.Literal["None", "General", "Key", "Urgent"]
		grade_text: DF.Data
	# end: auto-generated types

	pass
