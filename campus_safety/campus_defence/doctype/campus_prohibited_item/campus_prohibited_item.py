import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.exceptions import ClosedRecordError
from campus_safety.records.decided import Decided
from campus_safety.records.named import may_be_named
from campus_safety.records.record import CampusRecord
from campus_safety.services.defence.scope import scope_of

POLICE = "Handed to Police"
FOUND = frozenset(("type", "item", "found_at", "area", "student", "holder", "witness"))


class CampusProhibitedItem(Decided, CampusRecord):
	"""What was taken away 违禁品 (domain §17): whose, by whom, before whose eyes, and where it is now."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Literal["Kept", "Given Back", "Destroyed", "Handed to Police"]
		action_note: DF.SmallText | None
		area: DF.Link | None
		college: DF.Link | None
		found_at: DF.Datetime
		handed_to_police_at: DF.Datetime | None
		holder: DF.Data | None
		item: DF.Data
		late_entry: DF.Check
		occurred_on: DF.Date | None
		receipt_no: DF.Data | None
		recorded_by: DF.Link | None
		status: DF.Literal["Kept", "Settled"]
		student: DF.Link | None
		term: DF.Link | None
		type: DF.Literal["Flammable", "Chemical", "Knife", "Other"]
		unit: DF.Link | None
		witness: DF.Link
	# end: auto-generated types

	needs_unit = True
	late_writers = (r.COLLEGE_LEAD, r.SECURITY_OFFICE)
	final = ("Settled",)
	# the receipt of the police often comes later
	frozen = (
		"type",
		"item",
		"found_at",
		"area",
		"student",
		"holder",
		"witness",
		"action",
		"action_note",
		"handed_to_police_at",
	)

	def validate(self) -> None:
		self.set_course()
		super().validate()
		self.validate_not_decided()
		self.validate_handed()
		self.validate_people()
		self.validate_stays()
		self.validate_receipt()

	def set_course(self) -> None:
		"""What is not in the safe any more is settled."""
		before = self.get_doc_before_save()
		self.occurred_on = getdate(self.found_at)
		is_over = before and before.status == "Settled"
		self.status = "Settled" if is_over or self.action != "Kept" else "Kept"

	def set_scope(self) -> None:
		"""The student's class; without one the Security Office."""
		self.unit, self.college = scope_of(self, r.SECURITY_OFFICE)

	def validate_scope(self) -> None:
		"""Whoever finds it writes it down, whomever it belongs to: the role says it."""

	def validate_people(self) -> None:
		"""Two people stand at the handing over (domain §17). Errors: ValidationError."""
		if self.witness == self.recorded_by:
			frappe.throw(_("The witness must be another person than the one who records."))
		before = self.get_doc_before_save()
		if (not before or before.witness != self.witness) and not may_be_named(
			self.doctype, "witness", self.witness
		):
			frappe.throw(_("Witness: name an account of the staff."))
		if not (self.student or (self.holder or "").strip()):
			frappe.throw(
				_("Whose is it? Name the student, or write the holder in words."), frappe.MandatoryError
			)

	def validate_stays(self) -> None:
		"""What was found, with whom and before whose eyes, is put right by the Security Office. Errors: PermissionError."""
		before, user = self.get_doc_before_save(), frappe.session.user
		if not before or user == "Administrator" or has_any_role(user, (r.SECURITY_OFFICE,)):
			return
		if {*self.changed_content(before)} & FOUND:
			frappe.throw(
				_("What was found, with whom and before whose eyes, is put right by the Security Office."),
				frappe.PermissionError,
			)

	def validate_receipt(self) -> None:
		"""Of what went to the police, entered once. Errors: ClosedRecordError."""
		before = self.get_doc_before_save()
		if not before or before.status != "Settled" or before.receipt_no == self.receipt_no:
			return
		if before.receipt_no or self.action != POLICE:
			frappe.throw(
				_("The receipt of the police stands, or it was not handed to them."), ClosedRecordError
			)

	def validate_handed(self) -> None:
		"""Errors: MandatoryError, ValidationError."""
		if get_datetime(self.found_at) > now_datetime():
			frappe.throw(_("{0} lies in the future.").format(_("Found At", context=self.doctype)))
		if self.action == POLICE and not self.handed_to_police_at:
			frappe.throw(_("Enter when the police took it."), frappe.MandatoryError)
		if self.handed_to_police_at and get_datetime(self.handed_to_police_at) > now_datetime():
			frappe.throw(
				_("{0} lies in the future.").format(_("Handed to the Police At", context=self.doctype))
			)
		if self.handed_to_police_at and get_datetime(self.handed_to_police_at) < get_datetime(self.found_at):
			frappe.throw(_("The police took it before it was found: correct one of the two times."))
