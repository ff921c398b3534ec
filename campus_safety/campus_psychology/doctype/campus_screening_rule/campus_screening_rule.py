from frappe.model.document import Document


class CampusScreeningRule(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		flag: DF.Literal["General", "Key", "Urgent"]
		operator: DF.Literal[">=", ">", "<=", "<", "="]
		rule_key: DF.Data | None
		rule_of: DF.Literal["Total", "Factor", "Any Factor", "Item"]
		value: DF.Float
	# end: auto-generated types

	pass
