"""Living off campus 校外住宿 (domain §4, notice 三(一)): applied for, checked with the parent, approved twice, visited monthly."""

from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import add_days, formatdate, getdate, now_datetime

from campus_safety.exceptions import (
	ClosedRequestError,
	LeaveDecisionError,
	LeaveOverlapError,
	LeaveTimeError,
)
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_term_of
from campus_safety.services.leave import residences
from campus_safety.services.leave.overlaps import lock_student, show

ENDED = ("Expired", "Revoked", "Rejected")
LONGEST_DAYS = 183  # outside every term


class CampusOffCampusResidence(Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_leave.doctype.campus_off_campus_visit.campus_off_campus_visit import (
			CampusOffCampusVisit,
		)

		address: DF.SmallText
		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		cohabitants: DF.SmallText | None
		college: DF.Link | None
		consent_file: DF.Attach | None
		decision_note: DF.SmallText | None
		ended_on: DF.Date | None
		filed_by_student: DF.Check
		from_date: DF.Date
		guardian_consent: DF.Check
		guardian_id_check: DF.Check
		guardian_name: DF.Data | None
		landlord_phone: DF.Data | None
		late_entry: DF.Check
		lease: DF.Attach | None
		occurred_on: DF.Date | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		request_key: DF.Data | None
		safety_pledge: DF.Check
		status: DF.Literal[
			"Draft",
			"Counsellor Review",
			"College Review",
			"Affairs Review",
			"Active",
			"Expired",
			"Revoked",
			"Rejected",
		]
		student: DF.Link
		student_name: DF.Data | None
		term: DF.Link | None
		to_date: DF.Date
		unit: DF.Link
		visits: DF.Table[CampusOffCampusVisit]
		workflow_state: DF.Link | None
		written_by: DF.SmallText | None
	# end: auto-generated types

	final = ("Active", *ENDED)
	frozen = ("from_date", "to_date", "address", "reason")  # what was applied for
	deletable = ("Draft",)
	decided_error = ClosedRequestError
	app_owned = ("approved_by", "approved_at", "ended_on", "filed_by_student", "request_key", "written_by")

	def validate(self) -> None:
		now = now_datetime()
		self.set_occurred_on(now.date())
		super().validate()
		self.validate_dates()
		self.validate_not_decided()
		self.validate_one_residence()
		self.validate_step()
		self.set_step(now)
		self.validate_visits(now.date())
		self.set_late_visits(now)

	def on_update(self) -> None:
		residences.follow(self, getdate())

	def why_kept(self) -> str:
		return _("An application that was made is not deleted. Reject it.")

	def why_frozen(self, status: str, labels: str) -> str:
		return _("{0} is decided; {1} cannot change any more. Revoke it and make a new application.").format(
			self.name, labels
		)

	def set_occurred_on(self, today: date) -> None:
		if self.from_date:
			filed = getdate(self.creation) if not self.is_new() and self.creation else today
			self.occurred_on = min(getdate(self.from_date), filed)

	def set_term(self) -> None:
		self.term = get_term_of(getdate(self.from_date))

	# the rules

	def validate_dates(self) -> None:
		"""At most to the last day of its term, the break included; then a new application is made."""
		start, end = getdate(self.from_date), getdate(self.to_date)
		if end < start:
			frappe.throw(
				_("Until ({0}) must not lie before From ({1}). Correct one of them.").format(
					formatdate(end), formatdate(start)
				),
				LeaveTimeError,
				title=_("Dates in the wrong order"),
			)
		last = self._last_day()
		if end > last:
			frappe.throw(
				_(
					"Living off campus is approved for one term at most: until {0}. Then a new application is made."
				).format(formatdate(last)),
				LeaveTimeError,
				title=_("Longer than a term"),
			)

	def _last_day(self):
		term = self.term and frappe.db.get_value(
			"Campus Term", self.term, ["end_date", "break_until"], as_dict=True
		)
		last = term and max(filter(None, (term.end_date, term.break_until)))
		return (
			last
			if last and last >= getdate(self.from_date)
			else add_days(getdate(self.from_date), LONGEST_DAYS)
		)

	def validate_one_residence(self) -> None:
		if self.status in ENDED:
			return
		lock_student(self.student)
		other = frappe.db.get_value(
			self.doctype,
			{
				"student": self.student,
				"name": ("!=", self.name or ""),
				"status": ("not in", ENDED),
				"from_date": ("<=", self.to_date),
				"to_date": (">=", self.from_date),
			},
			for_update=True,  # reads what others have committed since this transaction began
		)
		if other:
			frappe.throw(
				_("There is already an application or a residence at that time: {0}. Continue there.").format(
					show(self.doctype, other)
				),
				LeaveOverlapError,
				title=_("Residence exists"),
			)

	def validate_step(self) -> None:
		"""The counsellor phones the parent before it goes up; who says no says why."""
		if not self.takes_step():
			return
		if self.status in ("College Review", "Affairs Review", "Active"):
			self.validate_papers()
		if self.status in ("Rejected", "Revoked") and not (self.decision_note or "").strip():
			frappe.throw(
				_("Write under Note of the Decision why; the student reads it."),
				LeaveDecisionError,
				title=_("Reason needed"),
			)

	def set_step(self, now: datetime) -> None:
		"""Who approved it and when; its last day when it ends."""
		if not self.takes_step():
			return
		if self.status == "Active":
			self.approved_by, self.approved_at = frappe.session.user, now
		elif self.status in ("Expired", "Revoked"):
			self.ended_on = min(now.date(), getdate(self.to_date))

	def takes_step(self) -> bool:
		before = self.get_doc_before_save()
		return bool(before and before.status != self.status)

	def validate_papers(self) -> None:
		missing = [
			field
			for field in ("guardian_consent", "guardian_id_check", "safety_pledge")
			if not self.get(field)
		]
		if missing:
			frappe.throw(
				_(
					"Not complete yet: {0}. Phone the parent, check who answers, and have the pledge signed."
				).format(", ".join(_(self.meta.get_label(field), context=self.doctype) for field in missing)),
				LeaveDecisionError,
				title=_("Papers are missing"),
			)

	def set_late_visits(self, now: datetime) -> None:
		"""A visit is dated by the same rule as a record of its own."""
		before = self.get_doc_before_save()
		saved = {row.name: row.late_entry for row in before.visits} if before else {}
		for row in self.visits:
			claimed = row.flags.is_claimed_now
			row.late_entry = int(
				self.is_late_row(getdate(row.visit_date), now) if claimed else saved.get(row.name, 0)
			)

	def validate_visits(self, today: date) -> None:
		for row in self.visits:
			if not getdate(self.from_date) <= getdate(row.visit_date) <= today:
				frappe.throw(
					_("Visits, row {0}: a visit lies between the first day outside and today.").format(
						row.idx
					),
					LeaveTimeError,
				)
