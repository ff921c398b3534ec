import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role, held
from campus_safety.domain.roles import SECURITY_OFFICE, STUDENT_AFFAIRS
from campus_safety.engines.sheets.document import SheetImport
from campus_safety.exceptions import OutOfScopeError
from campus_safety.services.gate.sheet import GateImport

OFFICES = (STUDENT_AFFAIRS, SECURITY_OFFICE)


class CampusGateImport(SheetImport):
	"""One file of passages from a device 门禁导入."""

	import_kind = GateImport()
	deciding = ("device",)

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_presence.doctype.campus_gate_import_column.campus_gate_import_column import (
			CampusGateImportColumn,
		)
		from campus_safety.campus_presence.doctype.campus_gate_import_issue.campus_gate_import_issue import (
			CampusGateImportIssue,
		)

		columns: DF.Table[CampusGateImportColumn]
		created: DF.Int
		device: DF.Link
		ended_at: DF.Datetime | None
		error: DF.SmallText | None
		file: DF.Attach
		file_sha256: DF.Data | None
		header_row: DF.Int
		heartbeat: DF.Datetime | None
		issues: DF.Table[CampusGateImportIssue]
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

	def validate_choices(self) -> None:
		"""The offices import for every device, a dorm manager for the doors of the buildings they look after."""
		user = frappe.session.user
		if user == "Administrator" or has_any_role(user, OFFICES):
			return
		building = frappe.db.get_value("Campus Gate Device", self.device, "dormitory")
		if not building or building not in held(user, "Campus Dormitory"):
			frappe.throw(
				_(
					"You do not look after the building of {0}. Ask the Security Office to import this file."
				).format(self.device),
				OutOfScopeError,
			)
