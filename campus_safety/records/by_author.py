"""Only who wrote it puts it right."""

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.records.changes import has_changed

FETCHED = ("student_name",)  # the framework's own doing


class ByAuthor:
	"""Part of a record that others read, and whose words are its author's; needs `AppOwned`.

	open_to_others: fields that others may change all the same.
	"""

	open_to_others: tuple[str, ...] = ()

	def validate_author(self) -> None:
		"""Errors: PermissionError naming the author."""
		before = self.get_doc_before_save()
		if not before or self.flags.app_write or frappe.session.user in (before.recorded_by, "Administrator"):
			return
		changed = [
			field
			for field in self.changed_content(before)
			if field not in FETCHED and field not in self.open_to_others
		]
		if has_changed(self, "status"):
			changed.append("status")
		if changed:
			labels = ", ".join(
				_(self.meta.get_label(field) or field, context=self.doctype) for field in changed
			)
			frappe.throw(
				self.why_not_yours(get_fullname(before.recorded_by), labels),
				frappe.PermissionError,
				title=_("Not your record"),
			)

	def why_not_yours(self, author: str, labels: str) -> str:
		"""The sentence that refuses, with what to do instead; `labels` of what was changed."""
		return _("{0} was written by {1}, who alone can change it ({2}). Write a record of your own.").format(
			self.name, author, labels
		)
