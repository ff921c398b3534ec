"""What is decided stays: nothing in it changes any more, and it is not deleted."""

import frappe
from frappe import _

from campus_safety.exceptions import ClosedRecordError
from campus_safety.records.content import content_of


class Decided:
	"""Part of a record that comes to an end.

	final: statuses from which on nothing in it changes any more, or of its fields only those not `frozen`.
	shut: then it is not even saved again, changed or not.
	deletable: statuses in which it may still be deleted, by whom the role allows it; Administrator always, unless not
	`administrator_deletes`.
	"""

	final: tuple[str, ...] = ()
	frozen: tuple[str, ...] | None = None
	shut = False
	deletable: tuple[str, ...] = ()
	administrator_deletes = True
	decided_error: type[Exception] = ClosedRecordError

	@property
	def is_final(self) -> bool:
		"""Is all of it closed, its files included?"""
		return self.frozen is None and self.get("status") in self.final

	def on_trash(self) -> None:
		"""Errors: `decided_error`."""
		if not self.may_be_deleted():
			frappe.throw(self.why_kept(), self.decided_error)

	def validate_not_decided(self) -> None:
		"""Errors: `decided_error`."""
		before = self.get_doc_before_save()
		if not before or before.status not in self.final:
			return
		changed = self._changed_frozen(before)
		if changed or self.shut:
			labels = ", ".join(
				_(self.meta.get_label(field) or field, context=self.doctype) for field in changed
			)
			frappe.throw(
				self.why_frozen(_(before.status, context=self.doctype), labels),
				self.decided_error,
				title=_("Already decided"),
			)

	def may_be_deleted(self) -> bool:
		if self.administrator_deletes and frappe.session.user == "Administrator":
			return True
		return self.get("status") in self.deletable

	def why_kept(self) -> str:
		"""The sentence that refuses to delete, with what to do instead."""
		return _("{0} is evidence and is not deleted.").format(self.name)

	def why_frozen(self, status: str, labels: str) -> str:
		"""The sentence that refuses a change; `labels` of what was changed."""
		return _("{0} is {1}: nothing in it changes any more ({2}).").format(self.name, status, labels)

	def _changed_frozen(self, before) -> list[str]:
		if self.frozen is None:
			return self.changed_content(before)
		return [field for field in self.frozen if content_of(self, field) != content_of(before, field)]
