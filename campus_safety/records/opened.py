"""Who has opened which version of a record 先看后签: kept in the access log, asked for before a signature."""

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.rules import PROTECTED
from campus_safety.exceptions import NotOpenedError

LOG = "Campus Access Log"
OPENED, REVEALED = "Opened", "Reveal"


class LogsOpenings:
	"""Part of every record whose opening leaves a line in the access log: because it is protected, or because it is signed."""

	def apply_fieldlevel_read_permissions(self) -> None:
		"""Every road on which the framework hands a whole record to a reader (form, REST, client) comes by here."""
		super().apply_fieldlevel_read_permissions()
		self.run_method("on_opened", OPENED)


def version_of(doctype: str, name: str) -> str | None:
	"""The version that the database holds, as the log writes it; None where there is no such record."""
	modified = frappe.db.get_value(doctype, name, "modified")
	return _as_text(modified) if modified else None


def validate_opened(doc, user: str) -> None:
	"""The signer has seen what stands there now: the record, and of a protected one its text, in this very version.

	Whatever road the signature comes by: the form's step, a list's step for many, a plain save, a job. Of a save the
	version before it counts, for that is what could be read. Errors: NotOpenedError.
	"""
	before = doc.get_doc_before_save() or doc
	needed = {OPENED, REVEALED} if doc.doctype in PROTECTED else {OPENED}
	known = frappe.get_all(
		LOG,
		filters={
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"user": user,
			"version": _as_text(before.modified),
			"action": ("in", sorted(needed)),
		},
		pluck="action",
	)
	if needed - set(known):
		frappe.throw(
			_("You have not opened {0} {1} as it stands now. Open it, read its contents, then sign.").format(
				_(doc.doctype), doc.name
			)
			if doc.doctype in PROTECTED
			else _("You have not opened {0} {1} as it stands now. Open it, read it, then sign.").format(
				_(doc.doctype), doc.name
			),
			NotOpenedError,
			title=_("Read it first"),
		)


def _as_text(modified) -> str:
	return f"{get_datetime(modified):%Y-%m-%d %H:%M:%S.%f}"
