"""Leave 请假 (domain §4, notice 三(一)): asked for, decided by the ladder, begun, returned from, verified."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import format_datetime, get_datetime, now_datetime

from campus_safety.campus_leave.doctype.campus_leave_permit import decision, extension, returning
from campus_safety.domain.leave import permits
from campus_safety.domain.leave.permits import Span, TimeFault
from campus_safety.exceptions import (
	AppOwnedFieldError,
	ClosedRequestError,
	LeaveOverlapError,
	LeaveTimeError,
)
from campus_safety.records.content import content_of
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.services.leave import bounds, chain, follow
from campus_safety.services.leave.overlaps import find_overlap, lock_student, show
from campus_safety.services.leave.policy import get_policy

OPEN = (permits.DRAFT, permits.PENDING)
# what a parent agrees to: a change asks them again
AGREED = ("from_time", "to_time", "destination")
BY_LINK = "Link"


class CampusLeavePermit(Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		actual_return: DF.Datetime | None
		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		approver_role: DF.Literal[
			"",
			"Campus Counsellor",
			"Campus Class Adviser",
			"Campus College Lead",
			"Campus Student Affairs",
			"Campus School Leader",
		]
		came_back_late: DF.Check
		college: DF.Link | None
		companion: DF.Data | None
		contact_phone: DF.Data
		days: DF.Float
		decision_note: DF.SmallText | None
		destination: DF.SmallText
		extends: DF.Link | None
		filed_by_student: DF.Check
		found_at: DF.Datetime | None
		from_time: DF.Datetime
		late_entry: DF.Check
		leave_type: DF.Literal["Sick", "Personal", "Official", "Holiday", "Emergency"]
		occurred_on: DF.Datetime | None
		overdue_since: DF.Datetime | None
		overnight: DF.Check
		parent_confirmed_at: DF.Datetime | None
		parent_confirmed_by: DF.Data | None
		parent_confirmed_via: DF.Literal["", "Phone", "In Person", "Link"]
		parent_informed: DF.Check
		parent_needed: DF.Check
		parent_refused_reason: DF.SmallText | None
		proof: DF.Attach | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		request_key: DF.Data | None
		return_on_time: DF.Check
		return_place: DF.Literal["Not Given", "At the Point", "Elsewhere"]
		return_point: DF.Link | None
		return_recorded_at: DF.Datetime | None
		return_source: DF.Literal["", "Student", "Return Point", "Staff", "Gate"]
		returned_to: DF.Link | None
		status: DF.Literal[
			"Draft",
			"Pending",
			"Approved",
			"Rejected",
			"On Leave",
			"Overdue",
			"Returned",
			"Verified",
			"Cancelled",
		]
		student: DF.Link
		student_name: DF.Data | None
		term: DF.Link | None
		to_time: DF.Datetime
		unit: DF.Link
		verified_at: DF.Datetime | None
		workflow_state: DF.Link | None
		written_by: DF.SmallText | None
	# end: auto-generated types

	final = (*permits.GRANTED, permits.REJECTED, permits.CANCELLED)
	frozen = (  # what was asked for
		"leave_type",
		"from_time",
		"to_time",
		"destination",
		"reason",
		"contact_phone",
		"companion",
		"extends",
	)
	deletable = (permits.DRAFT,)
	decided_error = ClosedRequestError
	app_owned = (
		"approved_by",
		"approved_at",
		"parent_confirmed_at",
		"parent_refused_reason",
		"return_source",
		"return_point",
		"return_place",
		"return_recorded_at",
		"return_on_time",
		"came_back_late",
		"returned_to",
		"verified_at",
		"overdue_since",
		"found_at",
		"filed_by_student",
		"request_key",
		"written_by",
	)

	def validate(self) -> None:
		now = now_datetime()
		self.set_times(now)
		self.validate_times()
		bounds.validate_bounds(self, now)
		self.set_length()
		super().validate()
		self.validate_not_decided()
		extension.validate_extension(self, now)
		self.validate_overlap()
		self.set_parent(now)
		decision.set_decision(self, now)
		returning.set_return(self, now)

	def on_update(self) -> None:
		follow.follow(self)

	def why_kept(self) -> str:
		return _("A leave that was asked for is not deleted. Cancel it.")

	def why_frozen(self, status: str, labels: str) -> str:
		return _(
			"{0} is decided; {1} cannot change any more. Extend it, or cancel it and file a new one."
		).format(self.name, labels)

	@property
	def span(self) -> Span:
		return Span(get_datetime(self.from_time), get_datetime(self.to_time))

	def reaches(self, *statuses: str) -> bool:
		"""Does this save bring the leave into one of these statuses?"""
		before = self.get_doc_before_save()
		return self.status in statuses and (not before or before.status != self.status)

	# when, how long, whose decision

	def set_times(self, now: datetime) -> None:
		for field in ("from_time", "to_time", "actual_return"):
			if self.get(field):
				self.set(field, get_datetime(self.get(field)).replace(microsecond=0))
		filed = get_datetime(self.creation) if not self.is_new() and self.creation else now
		if self.from_time:
			self.occurred_on = min(self.from_time, filed.replace(microsecond=0))

	def set_length(self) -> None:
		policy, minor = get_policy(), frappe.db.get_value("Campus Student", self.student, "is_minor")
		length = chain.get_whole(self).days
		self.days = round(length, 2)
		self.overnight = int(permits.is_overnight(self.span, policy.night_from, policy.night_until))
		self.parent_needed = int(permits.needs_parent(bool(self.overnight), bool(minor)))
		self.approver_role = permits.decider(policy.ladder, length)

	def validate_times(self) -> None:
		if not self.from_time or not self.to_time:
			frappe.throw(_("Enter when the leave begins and when it ends."), frappe.MandatoryError)
		if permits.fault_of(self.span) is TimeFault.ENDS_BEFORE_IT_BEGINS:
			frappe.throw(
				_("Back By ({0}) must lie after Leaves At ({1}). Correct one of them.").format(
					format_datetime(self.to_time), format_datetime(self.from_time)
				),
				LeaveTimeError,
				title=_("Dates in the wrong order"),
			)

	def validate_overlap(self) -> None:
		before = self.get_doc_before_save()
		moved = not before or before.span != self.span
		if self.status not in permits.TAKES_TIME or not (moved or self.reaches(permits.PENDING)):
			return
		lock_student(self.student)
		# an emergency waits for no paper: only a second emergency of the same hours is in its way
		emergency = self.leave_type == permits.EMERGENCY
		other = find_overlap(self.student, self.span, but=self.name, emergencies=emergency)
		if other:
			frappe.throw(
				_(
					"There is already a leave at that time: {0}, {1} to {2} ({3}). Cancel it, extend it, or choose another time."
				).format(
					show(self.doctype, other.name),
					format_datetime(other.from_time),
					format_datetime(other.to_time),
					_(other.status, context=self.doctype),
				),
				LeaveOverlapError,
				title=_("Leave exists"),
			)

	# the parents

	def set_parent(self, now: datetime) -> None:
		"""A parent's word holds for what was asked; typed in by staff it is theirs, by the link it is the parent's."""
		before = self.get_doc_before_save()
		answers = ("parent_confirmed_via", "parent_confirmed_by")
		is_new = not before or any(content_of(self, field) != content_of(before, field) for field in answers)
		if self.parent_confirmed_via == BY_LINK and is_new and not self.flags.app_write:
			frappe.throw(
				_("Only the parent's own answer is marked as given by the link."), AppOwnedFieldError
			)
		if before and before.parent_confirmed_by and self._asks_for_something_else(before):
			self.parent_confirmed_by = self.parent_confirmed_via = None
			frappe.msgprint(_("The time or the destination was changed: ask the parent again."), alert=True)
		if not self.parent_confirmed_by:
			self.parent_confirmed_at = None
		elif not before or before.parent_confirmed_by != self.parent_confirmed_by:
			self.parent_confirmed_at, self.parent_informed = now, 1
			self.parent_refused_reason = None
			self.parent_confirmed_via = self.parent_confirmed_via or "Phone"

	def _asks_for_something_else(self, before) -> bool:
		return before.status in OPEN and any(
			content_of(self, field) != content_of(before, field) for field in AGREED
		)
