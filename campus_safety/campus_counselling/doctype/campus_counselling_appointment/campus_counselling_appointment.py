import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.counselling.appointments import OPEN, OVER, Status, as_initials
from campus_safety.domain.roles import PSYCH_HEAD, PSYCH_STAFF
from campus_safety.records.changes import has_changed
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.counselling import course

JUST_NOW = 15 * 60  # seconds: who comes in now


class CampusCounsellingAppointment(ProtectedRecord):
	"""An appointment 咨询预约 at the counselling centre, L4 (domain §10): shows to class, college and dormitory nothing at all.

	Students book on their own page or by a code without a name (services.counselling.own); staff of the centre enter who
	has come in or called.
	"""

	app_owned = (
		"status",
		"ends_at",
		"shift",
		"message",
		"walk_in",
		"same_day",
		"is_anonymous",
		"unassigned",
		"offer_anew",
		"requested_at",
		"confirmed_at",
		"closed_at",
		"cancelled_by",
		"contact_open",
		"contacted_at",
		"contact_note",
		"has_note",
		"code_key",
		"slot_key",
		"request_key",
	)
	final = OVER
	late_writers = PSYCH_STAFF

	def validate(self) -> None:
		is_by_hand = self.is_new() and not self.flags.app_write
		now = now_datetime()
		self.set_first_values(now, is_by_hand)
		super().validate()
		if not self.flags.app_write:  # what fell away is offered anew, and is the same appointment
			self.validate_not_decided()
		self.validate_counsellor()
		self.validate_time_stands()
		if is_by_hand:
			self.set_time_by_hand(now)
		self.set_slot_key()

	def set_first_values(self, now, is_by_hand: bool) -> None:
		self.shown_as = as_initials(self.shown_as)
		if is_by_hand:
			self.counsellor = self.counsellor or frappe.session.user
		if self.is_new():
			self.occurred_on = getdate(self.requested_at or now)

	def set_time_by_hand(self, now) -> None:
		"""Who has come in or called is expected at that time: entered by the centre, it needs no confirmation."""
		begins = max(get_datetime(self.starts_at or now), now).replace(second=0, microsecond=0)
		self.update(course.place(self.counsellor, begins))
		self.status = Status.CONFIRMED.value
		self.requested_at = self.confirmed_at = now.replace(microsecond=0)
		self.walk_in = int((begins - now).total_seconds() <= JUST_NOW)
		self.is_anonymous = int(not self.student)

	def validate_counsellor(self) -> None:
		"""Errors: PermissionError. Only the head gives an appointment to somebody else."""
		if not self.is_new() or self.flags.app_write:
			return
		if not has_any_role(self.counsellor, PSYCH_STAFF):
			frappe.throw(_("{0} does not work at the counselling centre.").format(self.counsellor))
		own = self.counsellor == frappe.session.user
		if not (own or has_any_role(frappe.session.user, (PSYCH_HEAD,))):
			frappe.throw(_("Enter appointments of your own."), frappe.PermissionError)

	def validate_time_stands(self) -> None:
		"""Errors: PermissionError. Whom and when one meets changes by a step that tells the student."""
		before = self.get_doc_before_save()
		if not before or self.flags.app_write:
			return
		if any(has_changed(self, field) for field in ("counsellor", "starts_at")):
			frappe.throw(
				_("Cancel it and offer it anew: so the student is told, and chooses the time."),
				frappe.PermissionError,
			)

	def set_slot_key(self) -> None:
		"""One beginning, one appointment of a counsellor: the database holds it as well."""
		taken = self.status in OPEN and self.counsellor and self.starts_at
		self.slot_key = f"{self.counsellor}|{get_datetime(self.starts_at)}" if taken else None

	def why_kept(self) -> str:
		return _("An appointment is not deleted; cancel it.")
