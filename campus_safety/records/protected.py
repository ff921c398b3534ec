"""L3 and L4 records: narrative encrypted, nothing shared, nothing deleted, every opening logged."""

import frappe
from frappe import _

from campus_safety.access.checks import opens_to_session
from campus_safety.access.rules import RULES
from campus_safety.access.secrets import encrypt, is_encrypted, same_text
from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.records.decided import Decided
from campus_safety.records.opened import LogsOpenings
from campus_safety.records.record import CampusRecord


class ProtectedRecord(LogsOpenings, Decided, CampusRecord):
	"""A record whose secret fields (RULES) are ciphertext in the database and on the wire.

	Nothing on the document decrypts: a template that an administrator writes reaches every attribute it has. Text is
	sealed by the first event of a save, because notifications, webhooks and server scripts hang on all that follow.
	"""

	administrator_deletes = False

	def before_insert(self) -> None:
		self.seal()

	def before_validate(self) -> None:
		self.keep_unchanged_ciphertext()
		self.seal()

	def before_save(self) -> None:
		self.seal()

	def seal(self) -> None:
		"""Errors: AppOwnedFieldError for ciphertext of another record."""
		self.validate_ciphertext_is_own()
		for row, fieldname in self.secret_places():
			row.set(fieldname, encrypt(row.get(fieldname)))
		self.flags.sealed = {row.get(fieldname) for row, fieldname in self.secret_places()}

	def secret_places(self):
		"""Yield (document or child row, fieldname) for every secret field."""
		rule = RULES[self.doctype]
		for fieldname in rule.secrets:
			yield self, fieldname
		for table, fields in rule.child_secrets.items():
			for row in self.get(table) or []:
				for fieldname in fields:
					yield row, fieldname

	def is_withheld(self, row, user: str) -> bool:
		"""Does the text of this row stay closed to a reader of the record? `row` is the document or one of a child table."""
		return False

	def keep_unchanged_ciphertext(self) -> None:
		"""Text that was revealed and comes back as it was is no change: its old ciphertext stays.

		For whoever belongs to the circle alone: to others it would tell whether a guess is right.
		"""
		before = self.get_doc_before_save()
		if not before or not opens_to_session(self):
			return
		old = {(row.doctype, row.name, field): row.get(field) for row, field in before.secret_places()}
		for row, field in self.secret_places():
			token, text = old.get((row.doctype, row.name, field)), row.get(field)
			if text and is_encrypted(token) and not is_encrypted(text) and same_text(token, text):
				row.set(field, token)

	def validate_ciphertext_is_own(self) -> None:
		"""Ciphertext copied here from another record would be decrypted for the wrong reader."""
		before = self.get_doc_before_save()
		own = {row.get(field) for row, field in before.secret_places()} if before else set()
		sealed = self.flags.sealed or ()  # by an earlier event of this very save; no client sets flags
		for row, fieldname in self.secret_places():
			value = row.get(fieldname)
			if is_encrypted(value) and value not in own and value not in sealed:
				frappe.throw(
					_(
						"{0}: this text is encrypted and does not belong to this record. Enter it again."
					).format(_(row.meta.get_label(fieldname), context=row.doctype)),
					AppOwnedFieldError,
				)

	def before_print(self, settings=None) -> None:
		"""The framework's own print shows that there is text, not its ciphertext; `engines.ledgers` opens it."""
		self.run_method("on_opened", "Print")
		for row, fieldname in self.secret_places():
			if row.get(fieldname):
				row.set(fieldname, _("(encrypted)"))

	def why_kept(self) -> str:
		return _("A {0} is never deleted; close it instead.").format(_(self.doctype))

	def add_comment(self, comment_type="Comment", text=None, **kwargs):
		"""Workflow and assignment remarks go to the access log, not to comments that others may read."""
		return None
