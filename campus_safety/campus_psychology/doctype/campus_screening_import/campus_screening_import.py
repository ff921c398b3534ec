import frappe
from frappe import _

from campus_safety.engines.sheets.document import SheetImport
from campus_safety.exceptions import ScreeningError
from campus_safety.services.psychology.sheet import ScreeningImport, is_ready


class CampusScreeningImport(SheetImport):
	"""One export of a screening platform 普测结果导入."""

	import_kind = ScreeningImport()
	deciding = ("campaign", "scale")

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_psychology.doctype.campus_screening_import_column.campus_screening_import_column import (
			CampusScreeningImportColumn,
		)
		from campus_safety.campus_psychology.doctype.campus_screening_import_issue.campus_screening_import_issue import (
			CampusScreeningImportIssue,
		)

		campaign: DF.Link
		changed: DF.Int
		columns: DF.Table[CampusScreeningImportColumn]
		created: DF.Int
		ended_at: DF.Datetime | None
		error: DF.SmallText | None
		file: DF.Attach
		file_sha256: DF.Data | None
		header_row: DF.Int
		heartbeat: DF.Datetime | None
		issues: DF.Table[CampusScreeningImportIssue]
		mode: DF.Literal["Good Rows", "All or Nothing"]
		preview: DF.LongText | None
		preview_key: DF.Data | None
		refused: DF.Int
		report_file: DF.Attach | None
		rows_done: DF.Int
		rows_to_write: DF.Int
		scale: DF.Link
		sheet: DF.Data | None
		started_at: DF.Datetime | None
		started_by: DF.Link | None
		status: DF.Literal["Draft", "Previewed", "Queued", "Running", "Completed", "Failed", "Cancelled"]
		total: DF.Int
		unchanged: DF.Int
	# end: auto-generated types

	def validate_choices(self) -> None:
		if not is_ready(self.campaign):
			frappe.throw(
				_("Results are taken over into a campaign that is published and not closed."), ScreeningError
			)
