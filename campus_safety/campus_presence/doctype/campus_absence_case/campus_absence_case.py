"""Absence case 核查 (domain §5): somebody is not where they should be, until cause, whereabouts and hazard are answered."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, now_datetime

from campus_safety.domain.plain_line import without_markup
from campus_safety.exceptions import CaseStepError, OpenCaseError
from campus_safety.records.decided import Decided
from campus_safety.records.one_open import OneOpen
from campus_safety.records.record import CampusRecord
from campus_safety.services.presence import absence_cases, alarms, halts, overdue_leaves

# what the app alone writes; a form that was opened before the ladder climbed must not undo it
KEPT = (
	"contact_log",
	"events",
	"taken_by",
	"taken_at",
	"ladder_step",
	"ladder_start",
	"next_step_at",
	"lost_contact",
	"lost_contact_at",
	"security_called",
	"leader_called",
	"halted_at",
	"halted_by",
	"halted_until",
	"roll_date",
	"roll_call",
	"dormitory",
	"room",
)
# what a step of the workflow needs [N]: 第一时间核查原因、查明去向、消除隐患
FOUND = ("located_at", "outcome", "whereabouts", "found_by")
NEEDED = {
	"Located": FOUND,
	"Cleared": (*FOUND, "cause", "hazard_cleared"),
	"Closed": (*FOUND, "cause", "hazard_cleared"),
}
MISTAKE = "Marked by Mistake"


class CampusAbsenceCase(OneOpen, Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_presence.doctype.campus_absence_contact.campus_absence_contact import (
			CampusAbsenceContact,
		)
		from campus_safety.campus_presence.doctype.campus_absence_event.campus_absence_event import (
			CampusAbsenceEvent,
		)

		cause: DF.SmallText | None
		closed_at: DF.Datetime | None
		college: DF.Link | None
		contact_log: DF.Table[CampusAbsenceContact]
		detected_at: DF.Datetime
		dormitory: DF.Link | None
		education_measure: DF.SmallText | None
		events: DF.Table[CampusAbsenceEvent]
		found_by: DF.Data | None
		halted_at: DF.Datetime | None
		halted_by: DF.Literal["", "Gate", "Leave", "Off Campus"]
		halted_until: DF.Datetime | None
		hazard_cleared: DF.Check
		ladder_start: DF.Datetime | None
		ladder_step: DF.Int
		late_entry: DF.Check
		leader_called: DF.Check
		located_at: DF.Datetime | None
		lost_contact: DF.Check
		lost_contact_at: DF.Datetime | None
		next_step_at: DF.Datetime | None
		occurred_on: DF.Datetime | None
		open_key: DF.Data | None
		outcome: DF.Literal[
			"",
			"Came Back",
			"In the Dormitory All Along",
			"At Home",
			"With Relatives or Friends",
			"In Hospital",
			"Elsewhere on Campus",
			"At Work",
			"Brought Back",
			"Accident or Harm",
			"Other",
			"Marked by Mistake",
		]
		parent_not_told_reason: DF.SmallText | None
		parent_notified_at: DF.Datetime | None
		police_reported_at: DF.Datetime | None
		recorded_by: DF.Link | None
		risk_found: DF.SmallText | None
		roll_call: DF.Link | None
		roll_date: DF.Date | None
		room: DF.Link | None
		security_called: DF.Check
		source: DF.Literal["Roll Call", "Leave Overdue", "Truancy", "No Trace", "No Show", "Report"]
		status: DF.Literal["Pending", "Checking", "Located", "Cleared", "Closed"]
		student: DF.Link
		student_name: DF.Data | None
		taken_at: DF.Datetime | None
		taken_by: DF.Link | None
		term: DF.Link | None
		unit: DF.Link | None
		whereabouts: DF.SmallText | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	final = ("Closed",)
	open_key_field = "open_key"
	second_error = OpenCaseError

	def before_insert(self) -> None:
		absence_cases.prepare(self, self.now)

	def validate(self) -> None:
		self.set_kept()
		self.validate_not_decided()
		self.validate_times()
		super().validate()
		self.set_history()
		self.validate_step()
		self.set_course()
		self.set_closed_at()
		self.validate_one_is_open()

	def on_update(self) -> None:
		if not self.get_doc_before_save():
			halts.follow_opened(self, self.now)
		alarms.follow(self, self.now)
		overdue_leaves.follow_search(self)

	@property
	def is_open(self) -> bool:
		return self.status != "Closed"

	@property
	def now(self) -> datetime:
		"""The moment a job is at, which it hands over in the flags; a person's save is now."""
		return self.flags.now or now_datetime()

	# what the app writes

	def set_kept(self) -> None:
		before = self.get_doc_before_save()
		if not before or self.flags.app_write:
			return
		for fieldname in KEPT:
			self.set(fieldname, before.get(fieldname))

	def set_history(self) -> None:
		"""A search that ends, and one that begins again, stand in the course of the case, whoever moved it."""
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		was_searching, searching = (doc.status in absence_cases.SEARCHING for doc in (before, self))
		if searching and not was_searching:
			absence_cases.begin_again(self, self.now, frappe.session.user)
		elif was_searching and self.status == "Located" and not self.flags.app_write:
			absence_cases.note_end(self, frappe.session.user)
		elif searching and not self.flags.app_write:
			absence_cases.note_taken(self, self.now)

	def set_late_entry(self) -> None:
		"""What the app finds is found in that moment; a report by hand is dated by the same rule as every record (domain §0)."""
		self.occurred_on = self.detected_at
		if not self.flags.found:
			super().set_late_entry()

	def set_course(self) -> None:
		"""The key that makes it the student's only open case, and when the ladder acts next."""
		self.set_open_key()
		before = self.get_doc_before_save()
		if before and before.status != self.status and not self.flags.app_write:
			if (
				before.status not in absence_cases.SEARCHING
			):  # searched for again: what was said before says nothing now
				self.update({"halted_at": None, "halted_by": "", "halted_until": None})
			absence_cases.set_next_step(self)

	def set_closed_at(self) -> None:
		if self.status == "Closed" and not self.closed_at:
			self.closed_at = self.now

	# what must be right

	def validate_times(self) -> None:
		found = absence_cases.to_minute(get_datetime(self.detected_at))
		if self.parent_notified_at and get_datetime(self.parent_notified_at) > self.now:
			frappe.throw(_("{0} lies in the future.").format(_("Parents Notified At")))
		if self.located_at and get_datetime(self.located_at) < found:
			frappe.throw(
				_("{0} lies before the student was found missing ({1}). Correct the time.").format(
					_("Located At"), frappe.format(self.detected_at, "Datetime")
				)
			)

	def validate_step(self) -> None:
		if self.outcome == MISTAKE:
			self.validate_taken_back()
			return
		self.validate_filled()
		if self.status == "Closed":
			self.validate_somebody_was_asked()

	def validate_taken_back(self) -> None:
		"""Only the minute after the tap knows that it was a slip; afterwards a case is answered. Errors: CaseStepError."""
		if not any(row.kind == "Taken Back" for row in self.events):
			frappe.throw(
				_("A search is not closed as a mistake. Record where the student was, then close the case."),
				CaseStepError,
			)

	def validate_somebody_was_asked(self) -> None:
		"""Closing needs a call, and the parents told or the reason why not (山东省学校安全条例 第四十条). Errors: CaseStepError."""
		if not (self.parent_notified_at or _is_filled(self, "parent_not_told_reason")):
			frappe.throw(
				_(
					"Before the case is closed: tell the parents and enter when, or write why they were not told."
				),
				CaseStepError,
				title=_("Parents not told"),
			)
		if not self.contact_log:
			frappe.throw(
				_(
					"Before the case is closed: write down one call at least, with the student, a room-mate or the parents."
				),
				CaseStepError,
				title=_("Nobody was called"),
			)

	def validate_filled(self) -> None:
		"""A case that stood in this state before somebody asked for a field is asked at its next step. Errors: CaseStepError."""
		before = self.get_doc_before_save()
		stands = before if before and before.status == self.status else None
		missing = [
			field
			for field in NEEDED.get(self.status, ())
			if not _is_filled(self, field) and not (stands and not _is_filled(stands, field))
		]
		if missing:
			frappe.throw(
				_("Before the case is {0}, fill in: {1}.").format(
					_(self.status, context=self.doctype),
					", ".join(_(self.meta.get_label(field), context=self.doctype) for field in missing),
				),
				CaseStepError,
				title=_("Not answered yet"),
			)


def _is_filled(doc, fieldname: str) -> bool:
	if doc.meta.get_field(fieldname).fieldtype == "Check":
		return bool(cint(doc.get(fieldname)))
	value = doc.get(fieldname)
	return bool(without_markup(str(value)).strip()) if value else False
