from frappe.model.document import Document


class CampusReportSign(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		sign: DF.Literal[
			"Emotion",
			"Speech",
			"Behaviour",
			"Routine",
			"Lost Contact",
			"Conflict",
			"Online",
			"Seen on Video",
			"Self-harm Words",
			"Bullying",
			"Sexual Harm",
			"Loan or Gambling",
			"Violence Threat",
			"Farewell Acts",
		]
	# end: auto-generated types
	pass
