"""Records that count towards a duty: written by who did it, put right by who wrote it, declared void but never deleted."""

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.plain_line import without_markup
from campus_safety.domain.roles import COLLEGE_LEAD
from campus_safety.records.by_author import ByAuthor
from campus_safety.records.decided import Decided
from campus_safety.records.holds import validate_not_held
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_term_of

VOID = "Void"
MAY_VOID = (COLLEGE_LEAD,)  # beside the author


class EvidenceRecord(Decided, ByAuthor, CampusRecord):
	"""Base of talks, contacts, meetings, visits.

	time_field: when it happened. Subclasses answer `meets_duty`. What the app computes on every save (`counts`,
	`late_entry`, scope) needs no guard: whatever a client sends there is overwritten.
	"""

	time_field: str
	final = (VOID,)
	shut = True
	app_owned = ("status", "void_reason")

	def validate(self) -> None:
		self.set_occurred_on()
		self.set_counts()
		super().validate()
		self.validate_not_decided()
		self.validate_author()

	def why_kept(self) -> str:
		return _("{0} is evidence and is not deleted. Declare it void, with the reason.").format(self.name)

	def why_frozen(self, status: str, labels: str) -> str:
		return _("{0} is void: nothing in it changes any more.").format(self.name)

	def meets_duty(self) -> bool:
		"""Does it count, as long as it is not void?"""
		return True

	# what the app writes

	def set_occurred_on(self) -> None:
		value = self.get(self.time_field)
		is_day = self.meta.get_field("occurred_on").fieldtype == "Date"
		self.occurred_on = (
			(getdate(value) if is_day else get_datetime(value).replace(microsecond=0)) if value else None
		)

	def set_term(self) -> None:
		self.term = get_term_of(getdate(self.occurred_on))

	def set_counts(self) -> None:
		self.counts = int(self.status != VOID and self.meets_duty())

	def claims_new_time(self) -> bool:
		"""Also when it begins to count only now: a contact completed weeks later is a late entry, whatever its date."""
		before = self.get_doc_before_save()
		return super().claims_new_time() or bool(
			cint(self.counts) and not cint(before.counts) and before.status != VOID
		)

	# void

	def declare_void(self, reason: str) -> None:
		"""By who wrote it, or the College Lead. The record stays readable and no longer counts. Errors: HeldError."""
		reason = without_markup(reason or "").strip()
		if frappe.session.user != self.recorded_by and not has_any_role(frappe.session.user, MAY_VOID):
			frappe.throw(
				_("Only who wrote it, or the College Lead, can declare it void."), frappe.PermissionError
			)
		if len(reason) < 2:
			frappe.throw(_("Write why it is void, e.g. the wrong student was chosen."))
		validate_not_held(self)
		self.status, self.void_reason = VOID, reason
		with self.as_app():
			self.save()


def words(value) -> str:
	"""Text without markup: what a person would count as written."""
	return without_markup(value or "").replace("\xa0", " ").strip()
