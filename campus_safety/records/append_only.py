"""What the app alone writes, once: nobody changes, deletes or renames it, Administrator included."""

import frappe
from frappe import _

from campus_safety.exceptions import AppendOnlyError
from campus_safety.records.app_owned import AppOwned


class AppendOnly(AppOwned):
	"""Part of logs and seals."""

	def validate(self) -> None:
		"""Errors: AppendOnlyError unless the app inserts it."""
		if not (self.is_new() and self.flags.app_write):
			frappe.throw(_("{0} is written by the system only.").format(_(self.doctype)), AppendOnlyError)

	def on_trash(self) -> None:
		frappe.throw(_("{0} is never removed.").format(_(self.doctype)), AppendOnlyError)

	def before_rename(self, old: str, new: str, merge: bool = False) -> None:
		frappe.throw(_("{0} is never renamed.").format(_(self.doctype)), AppendOnlyError)
