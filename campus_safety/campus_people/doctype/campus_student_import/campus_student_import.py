import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from campus_safety.exceptions import ImportRefusedError
from campus_safety.services.student_import.source_file import validate_file_url

# what only the preview and the run write
APP_OWNED = (
	"status",
	"preview",
	"total",
	"created",
	"changed",
	"unchanged",
	"refused",
	"report_file",
	"sheet",
	"header_row",
	"started_by",
	"started_at",
	"ended_at",
	"rows_done",
	"rows_to_write",
	"heartbeat",
	"error",
	"file_sha256",
	"preview_key",
)
# what decides the outcome: changing it asks for a new preview
DECIDING = ("create_missing_units", "create_missing_rooms")


class CampusStudentImport(Document):
	"""One file of students 学生导入: what it would do, what it did, and which rows it refused and why."""

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

	def validate(self) -> None:
		validate_file_url(self.file)
		if self.flags.app_write:
			return
		self.validate_not_running()
		self.set_app_owned()
		self.set_draft_when_changed()

	def on_trash(self) -> None:
		self.validate_not_running()

	def validate_not_running(self) -> None:
		before = self.get_doc_before_save() or self
		if not before.is_new() and before.status in ("Queued", "Running"):
			frappe.throw(_("The import is running. Wait for its end, or cancel it."), ImportRefusedError)

	def set_app_owned(self) -> None:
		"""Whatever a client sends for them, the stored values stay."""
		before = self.get_doc_before_save()
		for field in APP_OWNED:
			is_number = self.meta.get_field(field).fieldtype == "Int"
			self.set(field, before.get(field) if before else (0 if is_number else None))
		self.issues = before.issues if before else []
		self.status = self.status or "Draft"

	def set_draft_when_changed(self) -> None:
		"""Another file, mapping or choice: what the preview said no longer holds."""
		before = self.get_doc_before_save()
		if not before:
			return
		if before.file != self.file:
			self.columns = []
		elif get_mapping(before) == get_mapping(self) and not any(
			self.has_value_changed(name) for name in DECIDING
		):
			return
		self.update(
			{"status": "Draft", "preview": None, "preview_key": None, "error": None, "report_file": None}
		)
		self.update(
			dict.fromkeys(
				("total", "created", "changed", "unchanged", "refused", "rows_done", "rows_to_write"), 0
			)
		)
		self.update(dict.fromkeys(("started_at", "ended_at", "heartbeat")))
		self.issues = []


def get_mapping(document) -> list[tuple]:
	return [(cint(row.column_no), row.target) for row in document.columns]
