import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from campus_safety.domain.duties.obligation import State
from campus_safety.engines.duties import evidence_form, exempt
from campus_safety.exceptions import AppOwnedFieldError
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.changes import has_changed
from campus_safety.records.decided import Decided
from campus_safety.records.document import CampusDocument


class CampusDutyObligation(Decided, AppOwned, CampusDocument):
	"""One duty 职责: a rule, a subject, a period. Made and settled by the engine, kept for ever."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		college: DF.Link | None
		count_until: DF.Date | None
		done_count: DF.Int
		due_date: DF.Date
		escalated_on: DF.Date | None
		escalation_step: DF.Int
		evidence: DF.DynamicLink | None
		evidence_doctype: DF.Link | None
		exempt_by: DF.Link | None
		exempt_kind: DF.Literal["", "Approved", "Not Owed"]
		exempt_reason: DF.SmallText | None
		exempt_requested_by: DF.Link | None
		exempted_on: DF.Datetime | None
		first_done_on: DF.Date | None
		is_risk: DF.Check
		late_count: DF.Int
		min_count: DF.Int
		names_student: DF.Check
		period_end: DF.Date
		period_start: DF.Date
		responsible_role: DF.Link | None
		responsible_unit: DF.Link | None
		responsible_user: DF.Link | None
		rule: DF.Link
		state: DF.Literal["Open", "Done", "Overdue", "Done Late", "Exempt"]
		student: DF.Link | None
		subject: DF.DynamicLink
		subject_doctype: DF.Link
		taken_at: DF.Datetime | None
		taken_by: DF.Link | None
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types

	decided_error = AppOwnedFieldError

	def onload(self) -> None:
		self.set_onload("evidence_form", evidence_form.get_form_of(self.rule))

	def validate(self) -> None:
		"""The engine writes set-based; what a form may change is an exemption, and that only through its own rules."""
		if self.flags.app_write:
			return
		before = self.get_doc_before_save()
		self.validate_exists(before)
		exempted = self.state == State.EXEMPT.value and before.state != State.EXEMPT.value
		if exempted:
			exempt.approve_on_form(self, before, now_datetime())
			self.flags.exempted = True
		self.validate_engine_owned(exempt.SIGNED if exempted else frozenset())

	def on_update(self) -> None:
		if self.flags.pop("exempted", None):
			exempt.note(self, "Approved", get_datetime(self.exempted_on))

	def validate_exists(self, before) -> None:
		if not before:
			frappe.throw(_("Duties are made by the system from duty rules."), AppOwnedFieldError)

	def validate_engine_owned(self, signed: frozenset[str]) -> None:
		"""Whether a duty was done, in time or late, is what its evidence says, and nobody's to write (domain §23)."""
		for field in self.meta.fields:
			if field.fieldname not in signed and has_changed(self, field.fieldname):
				frappe.throw(
					_("{0} is written by the system and cannot be entered or changed by hand.").format(
						_(field.label, context=field.parent)
					),
					AppOwnedFieldError,
				)

	def may_be_deleted(self) -> bool:
		return bool(self.flags.app_write)

	def why_kept(self) -> str:
		return _("A duty is history and is not deleted. Exempt it instead.")
