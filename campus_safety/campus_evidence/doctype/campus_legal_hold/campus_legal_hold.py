from datetime import date

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.arguments import a_day
from campus_safety.access.rules import RULES
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_student

MOST_DAYS = 366


class CampusLegalHold(Decided, CampusRecord):
	"""Preservation of evidence 证据保全 (domain §0): while it is open, nothing that it names is deleted, erased or voided.

	It begins with its insert and ends when two persons have said so (`services.privacy.legal_holds`). What it does stands in
	`records/holds.py`.
	"""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		college: DF.Link | None
		held_from: DF.Datetime | None
		occurred_on: DF.Date | None
		period_from: DF.Date | None
		period_to: DF.Date | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		release_proposed_at: DF.Datetime | None
		release_proposed_by: DF.Link | None
		release_reason: DF.SmallText | None
		released_at: DF.Datetime | None
		released_by: DF.Link | None
		status: DF.Literal["Open", "Release Proposed", "Released"]
		student: DF.Link | None
		subject_type: DF.Literal["Student", "Record", "Period"]
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types

	app_owned = (
		"status",
		"release_reason",
		"release_proposed_by",
		"release_proposed_at",
		"released_by",
		"released_at",
	)
	final = ("Released",)
	administrator_deletes = False

	def before_insert(self) -> None:
		self.held_from = now_datetime().replace(microsecond=0)

	def validate(self) -> None:
		self.set_subject()
		super().validate()
		self.validate_not_decided()
		self.validate_subject()
		self.set_period()
		self.validate_period()

	def set_subject(self) -> None:
		"""What it names does not change; fields of the other kinds are emptied."""
		before = self.get_doc_before_save()
		self.held_from = before.held_from if before else self.held_from
		self.occurred_on = getdate(self.held_from)
		if self.subject_type != "Student":
			self.student = None
		if self.subject_type != "Record":
			self.reference_doctype = self.reference_name = None
		else:
			self.period_from = self.period_to = None

	def set_scope(self) -> None:
		"""Of a student the class; of everything else the whole school."""
		before = self.get_doc_before_save()
		if before:
			self.unit, self.college = before.unit, before.college
		elif self.student:
			self.unit, self.college = get_scope_of_student(self.student)

	def validate_scope(self) -> None:
		"""Whoever has the right to preserve may preserve anything: it opens nothing."""

	def validate_subject(self) -> None:
		if self.subject_type == "Student" and not self.student:
			frappe.throw(_("Name the student."), frappe.MandatoryError)
		if self.subject_type != "Record":
			return
		rule = RULES.get(self.reference_doctype)
		if not rule or rule.parent:
			frappe.throw(_("Choose a kind of record of Campus Safety."))
		if not self.reference_name:
			frappe.throw(_("Name the record."), frappe.MandatoryError)

	def set_period(self) -> None:
		"""Days of our time, whoever wrote them. Errors: WrongKindError."""
		for day in ("period_from", "period_to"):
			if self.get(day):
				self.set(day, a_day(self.get(day), _(self.meta.get_label(day), context=self.doctype)))

	def validate_period(self) -> None:
		if self.subject_type == "Period" and not (self.period_from and self.period_to):
			frappe.throw(_("Name the first and the last day."), frappe.MandatoryError)
		if self.period_from and self.period_to and getdate(self.period_from) > getdate(self.period_to):
			frappe.throw(_("The period ends before it begins."))
		before = self.get_doc_before_save()
		if self.subject_type == "Period" and (not before or self._has_other_days(before)):
			self.validate_days()
		if before and self._is_narrower(before):
			frappe.throw(
				_("An open hold may be made longer, never shorter. Release it, and begin another one."),
				frappe.PermissionError,
			)

	def validate_days(self) -> None:
		"""Of every record of these days: days that have begun, and not so many that the whole archive stands still."""
		first, last = getdate(self.period_from), getdate(self.period_to)
		if first > getdate():
			frappe.throw(_("The period has not begun: there is nothing to preserve yet."))
		if (last - first).days >= MOST_DAYS:
			frappe.throw(
				_(
					"A period is preserved for at most {0} days at once: nothing in it is deleted or voided any more. Name the student or the record, or begin a second hold."
				).format(MOST_DAYS)
			)

	def _has_other_days(self, before) -> bool:
		return any(getdate(self.get(day)) != getdate(before.get(day)) for day in ("period_from", "period_to"))

	def _is_narrower(self, before) -> bool:
		first, last = getdate(self.period_from or date.min), getdate(self.period_to or date.max)
		kept_first, kept_last = getdate(before.period_from or date.min), getdate(before.period_to or date.max)
		named = bool(before.period_from or before.period_to)
		return named and (first > kept_first or last < kept_last or not (self.period_from or self.period_to))

	def why_kept(self) -> str:
		return _("{0} is a hold and is not deleted. Release it.").format(self.name)
