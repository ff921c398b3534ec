import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import PSYCH_HEAD, PSYCH_STAFF
from campus_safety.records.app_owned import AppOwned
from campus_safety.records.changes import has_changed
from campus_safety.records.decided import Decided
from campus_safety.records.school import get_school
from campus_safety.services.counselling import course, hours, shifts

WATCHED = ("date", "from_time", "to_time", "counsellor", "status", "room")


class CampusCounsellingShift(Decided, AppOwned, Document):
	"""A shift 值班 of the counselling centre: who is there, where, as planned and as it really was (domain §10, clause 四(一))."""

	app_owned = ("unit", "status", "actual_from", "actual_to", "entered_by_hand", "reason")
	final = (shifts.CLOSED, shifts.CANCELLED)
	administrator_deletes = False

	def validate(self) -> None:
		self.validate_app_owned()
		self.unit = self.unit or get_school()
		self.validate_not_decided()
		self.validate_times()
		self.validate_writer()
		self.validate_counsellor()
		self.validate_day()
		self.validate_once()

	def validate_times(self) -> None:
		"""Errors: ValidationError. A shift lies within one day."""
		span = shifts.span_of(self)
		if span.end <= span.start:
			frappe.throw(_("A shift ends after it begins, on the same day."))

	def validate_writer(self) -> None:
		"""Errors: PermissionError. A changed one is of both whose it was and whose it is."""
		before = self.get_doc_before_save()
		if not (shifts.may_lead(self) and (not before or shifts.may_lead(before))):
			frappe.throw(_("This is another's shift."), frappe.PermissionError)

	def validate_counsellor(self) -> None:
		if not has_any_role(self.counsellor, PSYCH_STAFF):
			frappe.throw(_("{0} does not work at the counselling centre.").format(self.counsellor))

	def validate_day(self) -> None:
		"""Errors: ValidationError. What is over was held by whom it was held; the head enters a forgotten one within a week."""
		if self.flags.app_write or not (self.is_new() or self._changes_plan()):
			return
		head = frappe.session.user == "Administrator" or has_any_role(frappe.session.user, (PSYCH_HEAD,))
		first = add_days(getdate(), -7) if head else getdate()
		if getdate(self.date) < first:
			frappe.throw(_("This day is over. The centre's head enters a forgotten shift within a week."))

	def validate_once(self) -> None:
		"""Errors: ValidationError. Nobody is in two rooms at once."""
		span = shifts.span_of(self)
		for row in shifts.get_rows(getdate(self.date), getdate(self.date)):
			other = row.name != self.name and row.counsellor == self.counsellor
			if other and row.status != shifts.CANCELLED and shifts.span_of(row).overlaps(span):
				frappe.throw(_("This person has another shift at that time: {0}.").format(row.room))

	def on_update(self) -> None:
		"""What is booked follows, and so does the alert of the eight hours."""
		before, now = self.get_doc_before_save(), now_datetime()
		if before and any(has_changed(self, field) for field in WATCHED):
			course.follow_shift(self, now)
		days = {getdate(self.date), getdate(before.date) if before else None}
		if now.date() in days:
			hours.watch(now)

	def why_kept(self) -> str:
		return _("A shift is not deleted: cancel it, so that whoever has booked is told.")

	def _changes_plan(self) -> bool:
		return any(has_changed(self, field) for field in ("date", "from_time", "to_time", "counsellor"))
