"""Whoever wrote last what stands in a record does not approve it: `approvals` and `approved_words` of its state table say what."""

import frappe
from frappe import _

from campus_safety.declared import WORKFLOWS
from campus_safety.exceptions import WorkflowGuardError


class FourEyes:
	"""Part of every record with a workflow; needs `AppOwned`. Its field `written_by` holds the writers, the last one last."""

	@property
	def writers(self) -> list[str]:
		"""Accounts that have written what is approved, in the order in which each did so last."""
		return (self.get("written_by") or "").split()

	def validate_four_eyes(self) -> None:
		"""Errors: WorkflowGuardError for whoever wrote last what they approve, or changes it in the same step."""
		table, before = WORKFLOWS.get(self.doctype), self.get_doc_before_save()
		if not table or not before or self.flags.app_write or frappe.session.user == "Administrator":
			return
		if self.status == before.status or self.status not in table.approvals:
			return
		if changed := self._changed_words(before):
			frappe.throw(
				_("{0} was changed in the same step. Save it first; then another person approves it.").format(
					_(self.meta.get_label(changed[0]), context=self.doctype)
				),
				WorkflowGuardError,
			)
		if self.writers[-1:] == [frappe.session.user]:
			frappe.throw(
				_("You wrote last what stands here. Another person approves it, or sends it back."),
				WorkflowGuardError,
				title=_("Not your own words"),
			)

	def set_written_by(self) -> None:
		"""Not what the app writes: a student's request is the student's."""
		before = self.get_doc_before_save()
		if self.flags.app_write or not self.meta.has_field("written_by"):
			return
		if not before or self._changed_words(before):
			user = frappe.session.user
			self.written_by = "\n".join([*(each for each in self.writers if each != user), user])

	def _changed_words(self, before) -> list[str]:
		words = WORKFLOWS[self.doctype].approved_words
		return [field for field in self.changed_content(before) if field in words]
