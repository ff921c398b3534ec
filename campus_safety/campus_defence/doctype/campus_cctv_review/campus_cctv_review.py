"""Footage that somebody looked at 监控回看 (domain §13): which, why, for whom, what was seen, and every copy given out by number."""

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.domain.cctv import review
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import CameraPlaceError
from campus_safety.records import numbers
from campus_safety.records.by_author import ByAuthor
from campus_safety.records.decided import Decided
from campus_safety.records.named import may_be_named
from campus_safety.records.posts import get_departments
from campus_safety.records.record import CampusRecord
from campus_safety.records.school import get_school
from campus_safety.services.disputes.settings import get_kept_days

UNASKED = ("Weekly Review", "Alarm of the System")
COPY = ("exported", "export_to", "export_basis")


class CampusCCTVReview(ByAuthor, Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		alert_source: DF.Literal["Manual", "AI"]
		area: DF.Link
		camera: DF.Data
		college: DF.Link | None
		export_basis: DF.SmallText | None
		export_no: DF.Data | None
		export_to: DF.Data | None
		exported: DF.Check
		findings: DF.SmallText
		footage: DF.Literal["There", "Missing", "Damaged"]
		hazard: DF.Link | None
		late_entry: DF.Check
		occurred_on: DF.Date | None
		reason: DF.Literal[
			"Weekly Review",
			"Search",
			"Abnormal Report",
			"Incident",
			"Request of the Police",
			"Alarm of the System",
		]
		recorded_by: DF.Link | None
		requested_by: DF.Link | None
		result: DF.Literal["Nothing", "Something"]
		term: DF.Link | None
		unit: DF.Link | None
		view_from: DF.Datetime
		view_to: DF.Datetime
	# end: auto-generated types

	needs_unit = True
	late_writers = (r.SECURITY_OFFICE,)
	administrator_deletes = False
	app_owned = ("export_no",)
	open_to_others = ("hazard",)

	def get_closed_fields(self, user: str) -> list[str]:
		"""A copy that was given out stays written down; copies are the Security Office's."""
		gives = has_any_role(user, (r.SECURITY_OFFICE,)) and not self.export_no
		return [] if gives else list(COPY)

	def validate(self) -> None:
		now, before = now_datetime(), self.get_doc_before_save()
		self.set_day(getdate(now))
		super().validate()
		self.validate_author()
		self.validate_camera()
		self.validate_interval(now)
		self.set_what_is_not_asked()
		self.validate_asked_for(before)
		self.validate_copy(before)
		self.set_number()

	def on_update(self) -> None:
		self.log_copy(self.get_doc_before_save())

	def set_scope(self) -> None:
		before = self.get_doc_before_save()
		self.unit = before.unit if before else get_departments().get(r.SECURITY_OFFICE) or get_school()
		self.college = None

	def validate_scope(self) -> None:
		"""The role says who looks at footage."""

	def validate_camera(self) -> None:
		"""Errors: CameraPlaceError."""
		if review.is_inside_a_room(self.camera or ""):
			frappe.throw(
				_(
					"No camera may look into a room where somebody lives, changes or washes. If this one does, have it taken down and report it as a hazard."
				),
				CameraPlaceError,
			)

	def validate_interval(self, now) -> None:
		"""Errors: ValidationError; what should still be there and is not needs its hazard."""
		since, until = get_datetime(self.view_from), get_datetime(self.view_to)
		if not since < until <= now or until - since > review.LONGEST:
			frappe.throw(
				_("Footage is looked at from a time to a later one that is over, seven days at most at once.")
			)
		is_gone = self.footage != "There"
		if is_gone and not self.hazard and review.should_be_there(until, now, get_kept_days()):
			frappe.throw(
				_("This footage should still be there: register the fault as a hazard and choose it here."),
				frappe.MandatoryError,
			)

	def set_what_is_not_asked(self) -> None:
		"""Nobody asks for the weekly look, and without a copy nobody has got one."""
		if self.reason in UNASKED:
			self.requested_by = None
		if not self.exported and not self.export_no:
			self.export_to = self.export_basis = None

	def validate_asked_for(self, before) -> None:
		"""Errors: MandatoryError, ValidationError."""
		if self.reason in UNASKED:
			return
		if not self.requested_by:
			frappe.throw(_("Who asked for it? Footage is looked at for a reason that somebody has given."), frappe.MandatoryError)  # fmt: skip
		is_new = not before or before.requested_by != self.requested_by
		if is_new and not may_be_named(self.doctype, "requested_by", self.requested_by):
			frappe.throw(_("Requested By: name an account of the staff."))

	def validate_copy(self, before) -> None:
		"""A copy that was given out stays given out. Errors: PermissionError, MandatoryError."""
		if before and before.export_no and any(str(before.get(each)) != str(self.get(each)) for each in COPY):
			frappe.throw(_("A copy that was given out stays written down."), frappe.PermissionError)
		if not self.exported:
			return
		if not has_any_role(frappe.session.user, (r.SECURITY_OFFICE,)) and not (before and before.export_no):
			frappe.throw(_("Copies are given out by the Security Office alone."), frappe.PermissionError)
		if not ((self.export_to or "").strip() and (self.export_basis or "").strip()):
			frappe.throw(_("Write to whom the copy went, and on what ground."), frappe.MandatoryError)

	def set_number(self) -> None:
		if self.exported and not self.export_no:
			self.export_no = numbers.take(numbers.EXPORT)

	def log_copy(self, before) -> None:
		if self.export_no and (before.export_no if before else None) != self.export_no:
			access_log.record("Export", self.doctype, self.name, reason=self.export_no)
