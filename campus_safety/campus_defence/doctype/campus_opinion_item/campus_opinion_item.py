import frappe
from frappe import _
from frappe.utils import cint, get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.domain.defence import opinion
from campus_safety.domain.web_address import is_web_address
from campus_safety.records.content import content_of
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.services.defence import opinions
from campus_safety.services.defence.scope import scope_of

HANDLED = ("takedown_requested_at", "response", "reported")
OF_THE_OFFICES = ("verdict", "verify_result", *HANDLED, "takedown_result", "reported_at", "result")
AS_SEEN = ("grade", "gist", "platform", "url", "found_at", "student")
MOMENTS = ("found_at", "takedown_requested_at", "reported_at")


class CampusOpinionItem(Decided, CampusRecord):
	"""What is said about the school in public 舆情 (domain §17, notice 一(二)): evidence first, then verified, answered, taken down."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_defence.doctype.campus_opinion_evidence.campus_opinion_evidence import (
			CampusOpinionEvidence,
		)

		college: DF.Link | None
		evidence: DF.Table[CampusOpinionEvidence]
		evidence_saved: DF.Check
		found_at: DF.Datetime
		gist: DF.SmallText
		grade: DF.Literal["General", "Concerning", "Serious"]
		involves_student: DF.Check
		late_entry: DF.Check
		occurred_on: DF.Date | None
		platform: DF.Data
		recorded_by: DF.Link | None
		reported: DF.Literal["", "Cyberspace Authority", "Police"]
		reported_at: DF.Datetime | None
		response: DF.SmallText | None
		result: DF.SmallText | None
		status: DF.Literal["Found", "Verified", "Handling", "Closed"]
		student: DF.Link | None
		takedown_requested_at: DF.Datetime | None
		takedown_result: DF.Literal["", "Taken Down", "Refused", "No Answer"]
		term: DF.Link | None
		unit: DF.Link | None
		url: DF.SmallText | None
		verdict: DF.Literal["", "True", "Partly True", "Rumour", "Cannot Be Verified"]
		verified_at: DF.Datetime | None
		verified_by: DF.Link | None
		verify_result: DF.SmallText | None
	# end: auto-generated types

	needs_unit = True
	late_writers = (r.COLLEGE_LEAD, r.PUBLICITY)
	final = (opinion.CLOSED,)

	def get_closed_fields(self, user: str) -> list[str]:
		"""Verified, answered and reported by the offices; what was seen stays as it was written down."""
		if user == "Administrator" or has_any_role(user, opinions.OFFICES):
			return []
		return [*OF_THE_OFFICES, *AS_SEEN]

	def validate(self) -> None:
		self.set_evidence()
		self.set_verified()
		self.set_course()
		super().validate()
		self.validate_not_decided()
		self.validate_evidence()
		self.validate_moments()
		self.validate_who()
		self.validate_order()

	def on_update(self) -> None:
		opinions.tell_offices(self, now_datetime())

	# what the app works out at every save

	def set_evidence(self) -> None:
		"""The fingerprint is the server's own of the file, taken once."""
		before = self.get_doc_before_save()
		known = {row.file: row for row in before.evidence} if before else {}
		now = now_datetime().replace(microsecond=0)
		for row in self.evidence:
			old = known.get(row.file)
			row.fingerprint = old.fingerprint if old else opinions.fingerprint_of(row.file, self.name)
			row.saved_at = old.saved_at if old else now
		self.evidence_saved = int(bool(self.evidence))

	def set_verified(self) -> None:
		before = self.get_doc_before_save()
		if before and before.verdict == self.verdict:
			self.verified_by, self.verified_at = before.verified_by, before.verified_at
		elif self.verdict:
			self.verified_by, self.verified_at = frappe.session.user, now_datetime().replace(microsecond=0)
		else:
			self.verified_by = self.verified_at = None

	def set_course(self) -> None:
		self.occurred_on = getdate(self.found_at)
		self.involves_student = int(bool(self.student) or cint(self.involves_student))
		self.status = opinion.course_of(
			bool(self.verdict), any(self.get(field) for field in HANDLED), bool((self.result or "").strip())
		)

	def set_scope(self) -> None:
		"""The student's class; without one the Publicity Department."""
		self.unit, self.college = scope_of(self, r.PUBLICITY)

	# rules

	def validate_scope(self) -> None:
		"""Whoever sees it writes it down, whomever it is about: the role says it."""

	def validate_evidence(self) -> None:
		"""What was saved stays. Errors: ValidationError."""
		before = self.get_doc_before_save()
		gone = {row.file for row in before.evidence} - {row.file for row in self.evidence} if before else None
		if gone:
			frappe.throw(_("Evidence that was saved stays. Add the new file in another row."))
		for row in self.evidence:
			if not row.fingerprint:
				frappe.throw(
					_("Evidence, row {0}: the file is not there. Upload it here again.").format(row.idx)
				)

	def validate_moments(self) -> None:
		now = now_datetime()
		for field in MOMENTS:
			label = _(self.meta.get_label(field), context=self.doctype)
			if self.get(field) and get_datetime(self.get(field)) > now:
				frappe.throw(_("{0} lies in the future.").format(label))
			if self.get(field) and get_datetime(self.get(field)) < get_datetime(self.found_at):
				frappe.throw(_("{0} lies before it was found: correct one of the two times.").format(label))
		if self.url and not is_web_address(self.url):
			frappe.throw(_("The address must begin with https:// or http://, as in the browser."))

	def validate_who(self) -> None:
		"""Verified, answered and reported by the offices; others write down what they saw. Errors: PermissionError."""
		user, before = frappe.session.user, self.get_doc_before_save()
		if user == "Administrator" or has_any_role(user, opinions.OFFICES):
			return
		changed = [field for field in OF_THE_OFFICES if content_of(self, field)]
		if before:
			changed = [
				field
				for field in (*OF_THE_OFFICES, *AS_SEEN)
				if content_of(self, field) != content_of(before, field)
			]
		if changed:
			frappe.throw(
				_(
					"{0} is written by the Publicity Department, the School Office or the Security Office."
				).format(_(self.meta.get_label(changed[0]), context=self.doctype)),
				frappe.PermissionError,
			)

	def validate_order(self) -> None:
		"""Evidence before the take-down, a verdict before an answer, all of it before the end. Errors: MandatoryError."""
		if self.takedown_requested_at and not self.evidence:
			frappe.throw(
				_("Save the evidence first: what is taken down cannot be shown any more."),
				frappe.MandatoryError,
			)
		if self.verdict and not (self.verify_result or "").strip():
			frappe.throw(_("Write what verification found, and of whom."), frappe.MandatoryError)
		if self.reported and not self.reported_at:
			frappe.throw(_("Enter when it was reported."), frappe.MandatoryError)
		if self.takedown_result and not self.takedown_requested_at:
			frappe.throw(_("Enter when the take-down was requested."), frappe.MandatoryError)
		if not self.verdict and ((self.response or "").strip() or (self.result or "").strip()):
			frappe.throw(_("Verify it first: choose a verdict."), frappe.MandatoryError)
