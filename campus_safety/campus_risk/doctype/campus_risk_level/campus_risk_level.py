from frappe.model.document import Document


class CampusRiskLevel(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		color: DF.Literal["red", "orange", "yellow", "green", "blue", "gray"]
		contact_every_days: DF.Int
		disabled: DF.Check
		dispatch_every_days: DF.Int
		floor_attempt: DF.Check
		floor_attempt_days: DF.Int
		floor_plan: DF.Check
		help_text: DF.SmallText | None
		level_name: DF.Data
		needs_student_affairs: DF.Check
		rank: DF.Int
		steady_to_close: DF.Int
		talk_every_days: DF.Int
		two_keys_to_lower: DF.Check
	# end: auto-generated types

	pass
