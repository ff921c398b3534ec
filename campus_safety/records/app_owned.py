"""What the app writes in its own name: a job, a student's page, a service that has decided already.

A save as the app passes the workflow's guard, the check of app-owned fields and the check of the status. So it lasts for
that save and no longer: a document that travels on is somebody else's again.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _

from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.records.content import content_of, first_content_of

NOT_CONTENT = frozenset(
	("modified", "modified_by", "workflow_state", "status", "_seen", "_comments", "_assign")
)


class AppOwned:
	"""Part of every document that the app writes into. Its rules ask `flags.app_write`; only `as_app` sets it.

	app_owned: fields that only the app writes, `with doc.as_app()`.
	"""

	app_owned: tuple[str, ...] = ()

	@contextmanager
	def as_app(self) -> Iterator[None]:
		"""`with doc.as_app(): doc.save()`. May be nested; whatever happens inside, afterwards it is as it was before."""
		before = self.flags.app_write
		self.flags.app_write = True
		try:
			yield
		finally:
			self.flags.app_write = before

	def validate_app_owned(self) -> None:
		"""Errors: AppOwnedFieldError naming the field that somebody else has entered or changed."""
		if self.flags.app_write:
			return
		before = self.get_doc_before_save()
		for fieldname in self.app_owned:
			known = content_of(before, fieldname) if before else first_content_of(self, fieldname)
			if content_of(self, fieldname) != known:
				frappe.throw(
					_("{0} is written by the system and cannot be entered or changed by hand.").format(
						_(self.meta.get_label(fieldname), context=self.doctype)
					),
					AppOwnedFieldError,
				)

	def changed_content(self, before) -> list[str]:
		"""Names of fields whose content this save changes, the workflow's own fields and the app's aside."""
		return [
			field.fieldname
			for field in self.meta.fields
			if field.fieldname not in NOT_CONTENT
			and field.fieldname not in self.app_owned
			and content_of(self, field.fieldname) != content_of(before, field.fieldname)
		]
