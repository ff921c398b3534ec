from frappe.model.document import Document


class CampusStudent(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_people.doctype.campus_student_guardian.campus_student_guardian import CampusStudentGuardian

		admission_date: DF.Date | None
		bed_no: DF.Data | None
		birth_date: DF.Date | None
		college: DF.Link | None
		dormitory: DF.Link | None
		dormitory_building: DF.Link | None
		gender: DF.Literal["", "Male", "Female"]
		graduation_date: DF.Date | None
		guardians: DF.Table[CampusStudentGuardian]
		home_address: DF.SmallText | None
		id_no: DF.Data | None
		id_no_encrypted: DF.SmallText | None
		is_minor: DF.Check
		mobile: DF.Data | None
		residence_type: DF.Literal["Dormitory", "Off Campus", "Day Student"]
		status: DF.Literal["Enrolled", "Internship", "Suspended", "Withdrawn", "Graduated"]
		student_name: DF.Data
		student_no: DF.Data
		unit: DF.Link
		user: DF.Link | None
	# end: auto-generated types

	pass
