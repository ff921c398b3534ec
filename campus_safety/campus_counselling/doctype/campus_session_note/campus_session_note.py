import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.campus_counselling.doctype.campus_session_note import checked
from campus_safety.domain.counselling import notes as n
from campus_safety.domain.roles import PSYCH_STAFF
from campus_safety.records.by_author import ByAuthor
from campus_safety.records.evidence import words
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.counselling import notes

FEWEST = 2  # participants of a group


class CampusSessionNote(ByAuthor, ProtectedRecord):
	"""A session 咨询记录 with one student or with a group, L4 (domain §10): its author and Psych Head open it, nobody else.

	What is told to anybody without consent is a row: to whom, on what ground, what, and what the student was told.
	"""

	late_writers = PSYCH_STAFF

	def before_insert(self) -> None:
		self.set_note()
		checked.fold(self)
		super().before_insert()

	def before_validate(self) -> None:
		self.set_note()
		checked.fold(self)
		super().before_validate()

	def set_note(self) -> None:
		"""Nothing but spaces is nothing, which no ciphertext tells any more."""
		self.note = self.note if words(self.note) else None

	def seal(self) -> None:
		checked.fold(self)
		super().seal()

	def validate(self) -> None:
		self.occurred_on = getdate(self.held_at)
		super().validate()
		self.validate_author()
		self.validate_limits()
		self.validate_held()
		self.validate_whom()
		checked.validate(self)
		self.validate_note()
		self.validate_disclosures()

	def validate_limits(self) -> None:
		if not self.limits_explained:
			frappe.throw(
				_(
					"Explain the limits of confidentiality first: what stays here, and what would not. Then tick it."
				)
			)

	def validate_held(self) -> None:
		if get_datetime(self.held_at) > now_datetime():
			frappe.throw(_("A session note is written after the session has begun."))

	def validate_whom(self) -> None:
		"""Errors: ValidationError. Of a group nobody stands at the head; of one person nobody stands in rows."""
		if self.session_kind == n.INDIVIDUAL:
			if self.participants:
				frappe.throw(_("Participants are entered for a group only."))
			return
		students = [row.student for row in self.participants]
		if self.student:
			frappe.throw(_("A group has no single student: enter the participants."))
		if len(students) < FEWEST or len(set(students)) < len(students):
			frappe.throw(_("Enter who took part, at least two, each once."))

	def validate_note(self) -> None:
		if not self.note:
			frappe.throw(
				_("{0} is empty.").format(_(self.meta.get_label("note"), context=self.doctype)),
				frappe.MandatoryError,
			)

	def validate_disclosures(self) -> None:
		"""Errors: ValidationError. What was told stays on record: rows are added and put right, and not taken out."""
		before = self.get_doc_before_save()
		gone = (
			{row.name for row in before.disclosures} - {row.name for row in self.disclosures}
			if before
			else ()
		)
		if gone:
			frappe.throw(_("What was told to others stays in the note."))

	def after_insert(self) -> None:
		notes.follow(self, now_datetime())

	def on_update(self) -> None:
		checked.forget_save(self)
		notes.call_head(self, checked.get(self).risk)

	def validate_scope(self) -> None:
		"""Whoever works at the centre writes about whoever comes."""
		if self.is_new() and not has_any_role(frappe.session.user, PSYCH_STAFF):
			super().validate_scope()

	def why_kept(self) -> str:
		return _("A session note is not deleted.")
