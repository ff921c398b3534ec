"""Suspension of study 休学 (domain §12): asked for, heard, decided by Academic Affairs; nobody on leave is forgotten."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.campus_crisis.doctype.campus_study_suspension import contacts
from campus_safety.domain.roles import STUDENT_AFFAIRS
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import CrisisStepError
from campus_safety.records.content import content_of
from campus_safety.records.named import may_be_named
from campus_safety.records.one_open import OneOpen
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.crisis import papers, people, suspensions
from campus_safety.services.crisis.settings import get_appeal_length
from campus_safety.services.risk.unowned import Owned

CASE = "Campus Crisis Case"
PEOPLE = ("contact_person", "lead")


class CampusStudySuspension(Owned, OneOpen, ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_crisis.doctype.campus_suspension_contact.campus_suspension_contact import (
			CampusSuspensionContact,
		)

		appeal_answer: DF.SmallText | None
		appeal_filed_on: DF.Date | None
		appeal_until: DF.Date | None
		asked_back_on: DF.Date | None
		back_on: DF.Date | None
		college: DF.Link | None
		contact_person: DF.Link
		contacts: DF.Table[CampusSuspensionContact]
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		decision_note: DF.SmallText | None
		document_no: DF.Data | None
		ended_at: DF.Datetime | None
		for_office: DF.Check
		from_date: DF.Date
		guardian_heard_at: DF.Datetime | None
		heard_at: DF.Datetime | None
		heard_note: DF.SmallText | None
		late_entry: DF.Check
		lead: DF.Link | None
		needs_student_affairs: DF.Check
		next_contact_due: DF.Date | None
		no_owner: DF.Check
		occurred_on: DF.Date | None
		open_key: DF.Data | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		requested_by: DF.Literal["Student", "School"]
		requested_on: DF.Date
		return_conditions: DF.SmallText
		review_starts_on: DF.Date
		status: DF.Literal[
			"Requested", "Heard", "Suspended", "Back", "Refused", "Withdrawn", "Lifted", "Ended"
		]
		status_before: DF.Data | None
		status_set: DF.Check
		student: DF.Link
		term: DF.Link | None
		unit: DF.Link | None
		until_date: DF.Date
		workflow_state: DF.Link | None
	# end: auto-generated types
	needs_unit = True
	open_key_field = "open_key"
	second_error = CrisisStepError
	final = ("Back", "Refused", "Withdrawn", "Lifted", "Ended")
	keeps_row_times = ("contacts",)
	app_owned = (
		"decided_by",
		"decided_at",
		"appeal_until",
		"next_contact_due",
		"asked_back_on",
		"back_on",
		"needs_student_affairs",
		"for_office",
		"status_before",
		"status_set",
		"ended_at",
		"open_key",
	)
	# what the student was heard on and said stays as it was, and what was decided; who keeps in touch may change
	heard = ("requested_by", "reason", "return_conditions", "heard_at", "guardian_heard_at", "heard_note")
	decided = ("from_date", "until_date", "review_starts_on", "decision_note")

	def validate(self) -> None:
		now = now_datetime().replace(microsecond=0)
		self.occurred_on = self.requested_on
		self.validate_not_decided()
		if self.is_new():
			self.set_people()
		super().validate()
		self.keep_owner_mark()
		self.validate_one_is_open()
		self.validate_people()
		self.validate_days(now)
		self.validate_no_cure()
		self.validate_step()
		contacts.follow(self, now)
		self.set_decision(now)
		self.set_office(now)
		self.set_open_key()

	def on_update(self) -> None:
		self.follow_owner(now_datetime())
		before = self.get_doc_before_save()
		if self.status_set and not (before and before.status_set):
			suspensions.follow_register(self)
		if before and before.status != self.status:
			if self.status in suspensions.OVER:
				suspensions.follow_register(self)
			access_log.record("State", self.doctype, self.name, self.student, reason=f"→ {self.status}")
			suspensions.tell_step(self, now_datetime())

	@property
	def is_open(self) -> bool:
		return self.status in suspensions.OPEN

	# who

	def set_people(self) -> None:
		"""The class's counsellor keeps in touch, the college's lead is in charge, unless others are named."""
		found = people.get_people(self.student)
		self.contact_person = self.contact_person or found.responsible_person
		self.lead = self.lead or found.lead

	def validate_people(self) -> None:
		"""Whoever is named must be able to act. Errors: CrisisStepError naming the field."""
		before = self.get_doc_before_save()
		for field in PEOPLE:
			person = self.get(field)
			if not person or (before and before.get(field) == person):
				continue
			if not may_be_named(self.doctype, field, person, self.student):
				frappe.throw(
					_(
						"{0}: {1} cannot open such a record. Name somebody of the class, the college or the centre."
					).format(_(self.meta.get_label(field), context=self.doctype), frappe.bold(person)),
					CrisisStepError,
				)

	# what it says

	def validate_days(self, now: datetime) -> None:
		"""Errors: CrisisStepError where the way back would begin too late, or a moment lies in the future."""
		for field in ("heard_at", "guardian_heard_at"):
			if self.get(field) and get_datetime(self.get(field)).replace(microsecond=0) > now:
				papers.refuse_future(self, field)
			if self.get(field) and getdate(self.get(field)) < getdate(self.requested_on):
				frappe.throw(
					_("{0} lies before the request.").format(
						_(self.meta.get_label(field), context=self.doctype)
					),
					CrisisStepError,
				)
		if self.appeal_filed_on and getdate(self.appeal_filed_on) > now.date():
			papers.refuse_future(self, "appeal_filed_on")
		if self.flags.app_write or not (self.from_date and self.until_date and self.review_starts_on):
			return
		if not getdate(self.from_date) <= getdate(self.review_starts_on) <= getdate(self.until_date):
			frappe.throw(
				_("The way back begins between the first day of the suspension and its last."),
				CrisisStepError,
				title=_("Days that do not fit"),
			)

	def validate_no_cure(self) -> None:
		papers.refuse_demand_of_cure(self, ("return_conditions", "decision_note", "appeal_answer"))

	def validate_step(self) -> None:
		"""Errors: CrisisStepError naming what is missing; ClosedRecordError for what was decided and changed."""
		if self.flags.app_write:
			return
		if self.status in ("Heard", "Suspended", "Refused"):
			papers.require(self, ("heard_at", "heard_note"))
			if papers.is_minor(self.student):
				papers.require(self, ("guardian_heard_at",))
		if self.status == "Refused":
			papers.require(self, ("decision_note",))
		if self.status == "Lifted":
			papers.require(self, ("appeal_filed_on", "appeal_answer"))
		papers.validate_agreed(self, self.heard, ("Requested",))
		papers.validate_agreed(self, self.decided, ("Requested", "Heard"))
		self.validate_appeal()

	def validate_appeal(self) -> None:
		"""An appeal that was filed stays, and Student Affairs answers it. Errors: ClosedRecordError, PermissionError."""
		before = self.get_doc_before_save()
		if before and before.appeal_filed_on and not self.appeal_filed_on:
			papers.validate_agreed(self, ("appeal_filed_on",), ())
		was = content_of(before, "appeal_answer") if before else ""
		if content_of(self, "appeal_answer") != was and not has_any_role(
			frappe.session.user, (STUDENT_AFFAIRS,)
		):
			frappe.throw(_("An appeal is answered by Student Affairs."), frappe.PermissionError)

	# what the app writes

	def set_decision(self, now: datetime) -> None:
		before = self.get_doc_before_save()
		was = before.status if before else None
		if self.status == "Suspended" and was != "Suspended":
			self.status_before = frappe.db.get_value("Campus Student", self.student, "status")
			self.appeal_until = now.date() + get_appeal_length()
		if self.status in ("Suspended", "Refused") and was != self.status:
			self.decided_by, self.decided_at = frappe.session.user, now
		if self.status == "Suspended" and getdate(self.from_date) <= now.date():
			self.status_set = 1
		if self.status in self.final and was != self.status:
			self.ended_at = now
			self.back_on = self.back_on or (now.date() if self.status == "Lifted" else None)

	def set_office(self, now: datetime) -> None:
		"""Student Affairs reads along where the case says so, the school asks, or somebody appeals. Academic Affairs reads what
		it decides, until the time to appeal is over or the first contact is written: how the student fares is not its business.
		"""
		before = self.get_doc_before_save()
		of_case = frappe.db.get_value(CASE, {"open_key": self.student}, "needs_student_affairs")
		self.needs_student_affairs = int(
			bool(before and before.needs_student_affairs)
			or bool(of_case)
			or self.requested_by == "School"
			or bool(self.appeal_filed_on)
		)
		in_time = bool(self.appeal_until) and getdate(self.appeal_until) >= now.date()
		self.for_office = int(
			self.status in ("Heard", "Refused")
			or (self.status == "Suspended" and not self.contacts and in_time)
		)

	def why_not_second(self, link: str | None) -> str:
		if link:
			return _("This student already has an open suspension: {0}. Write into that one.").format(link)
		return _("This student already has an open suspension. Ask the college.")
