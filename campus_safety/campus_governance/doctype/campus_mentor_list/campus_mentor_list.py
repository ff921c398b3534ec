from frappe.model.document import Document


class CampusMentorList(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_mentor_list_duty.campus_mentor_list_duty import (
			CampusMentorListDuty,
		)
		from campus_safety.campus_governance.doctype.campus_mentor_list_student.campus_mentor_list_student import (
			CampusMentorListStudent,
		)

		college: DF.Link | None
		duties: DF.Table[CampusMentorListDuty]
		evaluation: DF.Text | None
		mentor: DF.Link
		mentor_name: DF.Data | None
		signed_at: DF.Datetime | None
		students: DF.Table[CampusMentorListStudent]
		unit: DF.Link
		year: DF.Data
	# end: auto-generated types

	pass
