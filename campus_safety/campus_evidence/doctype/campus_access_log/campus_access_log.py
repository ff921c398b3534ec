import frappe
from frappe import _
from frappe.model.document import Document

from campus_safety.exceptions import AppendOnlyError
from campus_safety.records.app_owned import AppOwned


class CampusAccessLog(AppOwned, Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Literal[
			"Begin",
			"Opened",
			"Reveal",
			"Write",
			"State",
			"Sign",
			"Export",
			"Print",
			"Emergency Access",
			"Refused",
			"Account Change",
		]
		at: DF.Datetime
		hash: DF.Data
		ip: DF.Data | None
		previous_hash: DF.Data | None
		reason: DF.SmallText | None
		reference_doctype: DF.Link
		reference_name: DF.Data
		sequence: DF.Int
		student: DF.Data | None
		user: DF.Link
	# end: auto-generated types

	def validate(self) -> None:
		"""Entries come from engines.opening.access_log and are never changed."""
		if not (self.is_new() and self.flags.app_write):
			frappe.throw(_("The access log is written by the system only."), AppendOnlyError)

	def on_trash(self) -> None:
		frappe.throw(_("Entries of the access log are never removed."), AppendOnlyError)

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		frappe.throw(_("Entries of the access log are never renamed."), AppendOnlyError)
