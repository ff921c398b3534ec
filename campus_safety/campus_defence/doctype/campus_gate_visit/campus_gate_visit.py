import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.defence import GUARDING
from campus_safety.domain import roles as r
from campus_safety.exceptions import VisitError
from campus_safety.records.named import may_be_named
from campus_safety.records.record import CampusRecord
from campus_safety.records.school import get_school
from campus_safety.services.defence import visits

# for whom the host has answered; telephone and plate are put right later, too
ANSWERED = ("visitor", "reason", "id_last4")


class CampusGateVisit(CampusRecord):
	"""A visitor 来访 (domain §17): expected by the host, checked at the gate, seen leaving or not."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		belongings_checked: DF.Check
		building: DF.Link | None
		college: DF.Link | None
		gate: DF.Data | None
		host: DF.Link
		host_confirmed: DF.Literal["Waiting", "Yes", "No"]
		host_confirmed_at: DF.Datetime | None
		id_last4: DF.Data | None
		in_at: DF.Datetime | None
		late_entry: DF.Check
		left_note: DF.SmallText | None
		not_seen_leaving: DF.Check
		occurred_on: DF.Datetime | None
		out_at: DF.Datetime | None
		phone: DF.Data | None
		plate: DF.Data | None
		reason: DF.Data
		recorded_by: DF.Link | None
		status: DF.Literal["Expected", "Confirmed", "Refused", "Inside", "Left", "Not Seen Leaving"]
		term: DF.Link | None
		unit: DF.Link | None
		visitor: DF.Data
	# end: auto-generated types

	needs_unit = True
	late_writers = (r.SECURITY_OFFICE,)
	app_owned = (
		"host_confirmed",
		"host_confirmed_at",
		"status",
		"in_at",
		"out_at",
		"not_seen_leaving",
		"left_note",
	)

	def validate(self) -> None:
		before = self.get_doc_before_save()
		self.occurred_on = before.occurred_on if before else now_datetime().replace(microsecond=0)
		self.status = before.status if before and not self.flags.app_write else (self.status or "Expected")
		super().validate()
		self.validate_visitor()
		self.validate_writer()

	def after_insert(self) -> None:
		visits.tell_host(self, now_datetime())

	def set_scope(self) -> None:
		"""The school's."""
		self.unit, self.college = get_school(), None

	def validate_scope(self) -> None:
		"""Whoever stands at the gate writes down who comes; the role says it."""

	def validate_visitor(self) -> None:
		"""Errors: VisitError naming the field."""
		last4 = (self.id_last4 or "").strip()
		if last4 and not (
			len(last4) == 4 and last4[:3].isdigit() and (last4[3].isdigit() or last4[3] in "Xx")
		):
			frappe.throw(_("Last Four of the Identity Number: four signs, the card's last ones."), VisitError)
		if (
			self.building
			and frappe.db.get_value("Campus Dormitory", self.building, "dormitory_type") != "Building"
		):
			frappe.throw(_("Building They Go To: choose the building, not a floor or a room."), VisitError)
		before = self.get_doc_before_save()
		if (not before or before.host != self.host) and not may_be_named(self.doctype, "host", self.host):
			frappe.throw(_("Host: name an account of the staff."), VisitError)

	def validate_writer(self) -> None:
		"""A host reads their visits and answers by the button; the gate writes. Errors: PermissionError, VisitError."""
		before, user = self.get_doc_before_save(), frappe.session.user
		if self.flags.app_write:
			return
		if user != "Administrator" and not has_any_role(user, GUARDING):
			frappe.throw(_("Visits are written down at the gate."), frappe.PermissionError)
		if before and before.host_confirmed != visits.WAITING and before.host != self.host:
			frappe.throw(_("The host has answered. Write down another visit for another host."), VisitError)
		if self.host == (before.recorded_by if before else user):
			frappe.throw(
				_("Whoever writes down a visit is not its host: a colleague writes down yours."), VisitError
			)
		if before and (before.host_confirmed != visits.WAITING or before.in_at):
			self.validate_answered(before)

	def validate_answered(self, before) -> None:
		"""The host has answered for this visitor. Errors: VisitError."""
		if any((before.get(field) or "") != (self.get(field) or "") for field in ANSWERED):
			frappe.throw(
				_("The host has answered for this visitor and reason. Write down another visit."), VisitError
			)
		if before.in_at and before.belongings_checked and not self.belongings_checked:
			frappe.throw(_("They are inside already."), VisitError)
