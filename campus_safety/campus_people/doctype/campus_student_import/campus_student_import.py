from campus_safety.engines.sheets.document import SheetImport
from campus_safety.services.people.student_import.kind import DECIDING, StudentImport


class CampusStudentImport(SheetImport):
	"""One file of students 学生导入."""

	import_kind = StudentImport()
	deciding = DECIDING

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_people.doctype.campus_student_import_column.campus_student_import_column import (
			CampusStudentImportColumn,
		)
		from campus_safety.campus_people.doctype.campus_student_import_issue.campus_student_import_issue import (
			CampusStudentImportIssue,
		)

		changed: DF.Int
		columns: DF.Table[CampusStudentImportColumn]
		create_missing_rooms: DF.Check
		create_missing_units: DF.Check
		created: DF.Int
		ended_at: DF.Datetime | None
		error: DF.SmallText | None
		file: DF.Attach
		file_sha256: DF.Data | None
		header_row: DF.Int
		heartbeat: DF.Datetime | None
		issues: DF.Table[CampusStudentImportIssue]
		mode: DF.Literal["Good Rows", "All or Nothing"]
		preview: DF.LongText | None
		preview_key: DF.Data | None
		refused: DF.Int
		report_file: DF.Attach | None
		rows_done: DF.Int
		rows_to_write: DF.Int
		sheet: DF.Data | None
		started_at: DF.Datetime | None
		started_by: DF.Link | None
		status: DF.Literal["Draft", "Previewed", "Queued", "Running", "Completed", "Failed", "Cancelled"]
		total: DF.Int
		unchanged: DF.Int
	# end: auto-generated types
