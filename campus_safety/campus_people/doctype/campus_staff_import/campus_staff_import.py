import frappe
from frappe import _

from campus_safety.domain.people.staff_columns import is_mail_domain
from campus_safety.engines.sheets.document import SheetImport
from campus_safety.services.people.staff_import.kind import DECIDING, StaffImport, validate_may_import


class CampusStaffImport(SheetImport):
	"""One list of staff: their accounts, roles and posts 教职工导入."""

	import_kind = StaffImport()
	deciding = DECIDING
	app_owned = ("accounts", "passwords_at", "passwords_by")

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_people.doctype.campus_staff_import_column.campus_staff_import_column import (
			CampusStaffImportColumn,
		)
		from campus_safety.campus_people.doctype.campus_staff_import_issue.campus_staff_import_issue import (
			CampusStaffImportIssue,
		)

		accounts: DF.LongText | None
		changed: DF.Int
		columns: DF.Table[CampusStaffImportColumn]
		created: DF.Int
		ended_at: DF.Datetime | None
		error: DF.SmallText | None
		file: DF.Attach
		file_sha256: DF.Data | None
		header_row: DF.Int
		heartbeat: DF.Datetime | None
		issues: DF.Table[CampusStaffImportIssue]
		mail_domain: DF.Data | None
		mode: DF.Literal["Good Rows", "All or Nothing"]
		passwords_at: DF.Datetime | None
		passwords_by: DF.Link | None
		preview: DF.LongText | None
		preview_key: DF.Data | None
		refused: DF.Int
		report_file: DF.Attach | None
		rows_done: DF.Int
		rows_to_write: DF.Int
		sheet: DF.Data | None
		sign_in: DF.Literal["First Passwords", "Single Sign-On"]
		started_at: DF.Datetime | None
		started_by: DF.Link | None
		status: DF.Literal["Draft", "Previewed", "Queued", "Running", "Completed", "Failed", "Cancelled"]
		total: DF.Int
		unchanged: DF.Int
	# end: auto-generated types

	def validate(self) -> None:
		self.set_mail_domain()
		super().validate()

	def set_mail_domain(self) -> None:
		self.mail_domain = (self.mail_domain or "").strip().lstrip("@").lower()

	def validate_choices(self) -> None:
		self.validate_app_owned()
		validate_may_import(frappe.session.user)
		self.validate_mail_domain()

	def validate_mail_domain(self) -> None:
		if self.mail_domain and not is_mail_domain(self.mail_domain):
			frappe.throw(
				_("{0} is no mail domain; write it like school.edu.cn").format(
					_(self.meta.get_label("mail_domain"), context=self.doctype)
				)
			)
