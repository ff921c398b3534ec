from frappe.model.document import Document


class CampusSafetySettings(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		break_glass_hours: DF.Int
		break_roll_mode: DF.Literal["Everyone", "Stay List", "None"]
		centre_open_holidays: DF.Check
		centre_open_weekends: DF.Check
		holiday_roll_mode: DF.Literal["Everyone", "Stay List", "None"]
		import_max_columns: DF.Int
		import_max_mb: DF.Int
		import_max_rows: DF.Int
		late_entry_hours: DF.Int
		late_entry_lead_days: DF.Int
		min_psych_teachers: DF.Int
		min_teaching_days: DF.Int
		minor_age: DF.Int
		pause_centre_in_breaks: DF.Check
		pause_talks_in_breaks: DF.Check
		photo_max_mb: DF.Int
		students_per_counsellor: DF.Int
		students_per_psych_teacher: DF.Int
		weekend_roll_mode: DF.Literal["Everyone", "Stay List", "None"]
	# end: auto-generated types

	pass
