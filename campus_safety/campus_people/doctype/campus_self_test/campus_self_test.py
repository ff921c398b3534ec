from frappe.model.document import Document


class CampusSelfTest(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_people.doctype.campus_self_test_line.campus_self_test_line import (
			CampusSelfTestLine,
		)

		alarms: DF.Int
		lines: DF.Table[CampusSelfTestLine]
		points: DF.Int
		state: DF.Literal["Well", "Look", "Alarm"]
		tested_at: DF.Datetime
	# end: auto-generated types

	pass
