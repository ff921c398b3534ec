"""An abnormal report 异常上报 (domain §13): what was noticed, how urgent it is, who has it, what was done by when."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, get_fullname, now_datetime

from campus_safety.access.checks import administers
from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.incidents import is_intake
from campus_safety.domain import roles as r
from campus_safety.domain.incidents import words
from campus_safety.exceptions import ReportStepError, SecondReportError
from campus_safety.records.protected import ProtectedRecord
from campus_safety.records.scope import get_scope_of_student
from campus_safety.services.incidents import clocks, filing, joining, receipts, steady
from campus_safety.services.incidents.nobody import NOBODY, as_nobody
from campus_safety.services.incidents.settings import get_help_words

HANDLERS = (r.SAFETY_OFFICE, r.COLLEGE_LEAD, r.STUDENT_AFFAIRS, *r.CLASS_STAFF, *r.PSYCH_STAFF)
OVER = joining.FINAL
DONE = ("Handled", *OVER)
# what the answer to somebody who files a report says nothing of
OF_OTHERS = (
	"parent_report",
	"assigned_to",
	"reporter",
	"unit",
	"college",
	"next_due",
	"open_key",
	"content_key",
)


class CampusAbnormalReport(ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_incidents.doctype.campus_report_deadline.campus_report_deadline import (
			CampusReportDeadline,
		)
		from campus_safety.campus_incidents.doctype.campus_report_question.campus_report_question import (
			CampusReportQuestion,
		)
		from campus_safety.campus_incidents.doctype.campus_report_sign.campus_report_sign import (
			CampusReportSign,
		)

		about: DF.SmallText | None
		acted_at: DF.Datetime | None
		anonymous: DF.Check
		assigned_to: DF.Link | None
		authority_told_at: DF.Datetime | None
		closed_at: DF.Datetime | None
		college: DF.Link | None
		concerns_staff: DF.Check
		concluded_by: DF.Link | None
		conclusion: DF.SmallText | None
		content_key: DF.Data | None
		deadlines: DF.Table[CampusReportDeadline]
		facts: DF.SmallText
		first_action: DF.SmallText | None
		found_at: DF.Datetime
		help_seeking: DF.Check
		late_entry: DF.Check
		next_due: DF.Datetime | None
		occurred_on: DF.Datetime | None
		open_key: DF.Data | None
		parent_report: DF.Data | None
		parents_told_at: DF.Datetime | None
		parents_why_not: DF.SmallText | None
		phoned_at: DF.Datetime | None
		photo: DF.AttachImage | None
		place: DF.Data | None
		police_told_at: DF.Datetime | None
		questions: DF.Table[CampusReportQuestion]
		recorded_by: DF.Link | None
		report_stage: DF.Literal["First", "Follow-up", "Final"]
		reported_at: DF.Datetime | None
		reporter: DF.Data | None
		restricted: DF.Check
		signs: DF.Table[CampusReportSign]
		status: DF.Literal["First", "Accepted", "Verified", "Handled", "Closed", "Unfounded"]
		student: DF.Link | None
		taken_at: DF.Datetime | None
		term: DF.Link | None
		tray: DF.Check
		unit: DF.Link | None
		urgency: DF.Literal["Normal", "Pressing", "Urgent"]
		urgent_news: DF.Check
		voice: DF.Attach | None
		workflow_state: DF.Link | None
	# end: auto-generated types
	final = OVER
	app_owned = (
		"photo",
		"voice",
		"deadlines",
		"next_due",
		"questions",
		"report_stage",
		"parent_report",
		"anonymous",
		"reporter",
		"tray",
		"restricted",
		"urgent_news",
		"reported_at",
		"taken_at",
		"concluded_by",
		"acted_at",
		"closed_at",
		"open_key",
		"content_key",
	)

	def insert(self, *args, **kwargs):
		"""Whoever writes it stands in no column of it, of what it sets in motion, nor of its seal (services.incidents.nobody).

		`reporter`: a name that was told on the telephone; it goes to the Report Sender, too.
		"""
		user = frappe.session.user
		if user == NOBODY or self.flags.app_write:
			return super().insert(*args, **kwargs)
		if not (self.flags.ignore_permissions or kwargs.get("ignore_permissions") or (args and args[0])):
			frappe.has_permission(self.doctype, "create", throw=True)
		told, self.reporter = (self.reporter or "").strip(), None
		filing.validate_writer(user, told)
		with as_nobody():
			super().insert(**{**kwargs, "ignore_permissions": True})
			filing.note_writer(self, user, told, now_datetime())
		self.flags.ignore_permissions = False
		self.keep_to_itself(user)
		return self

	def keep_to_itself(self, user: str) -> None:
		"""The answer to who may not read it tells nothing that they have not written."""
		if frappe.has_permission(self.doctype, "read", doc=self.name, user=user):
			return
		for fieldname in OF_OTHERS:
			self.set(fieldname, None)
		self.status = self.workflow_state = self.report_stage = joining.FIRST
		self.deadlines = []

	def before_insert(self) -> None:
		"""What only the plain text tells, before it is sealed. Errors: AppOwnedFieldError for what only the app writes."""
		self.validate_app_owned()
		steady.validate_begun(self)
		if self.assigned_to:
			frappe.throw(_("Whoever takes the report says who handles it."), ReportStepError)
		self.workflow_state = joining.FIRST
		text = f"{self.facts or ''} {self.about or ''} {self.first_action or ''}"
		signs = {row.sign for row in self.signs}
		if signs & words.HELP_SIGNS or words.asks_for_help(text, get_help_words()):
			self.help_seeking = 1
		if self.help_seeking or signs & words.URGENT_SIGNS:
			self.urgency = joining.URGENT
		self.restricted = int(self.is_confidential())
		self.content_key = joining.content_key(f"{self.facts or ''}{self.about or ''}{self.student or ''}")
		self.parent_report = joining.find_open(self)
		super().before_insert()

	def before_validate(self) -> None:
		self.keep_unchanged_ciphertext()
		steady.validate_reasons(self)
		super().before_validate()

	def validate(self) -> None:
		now = now_datetime().replace(microsecond=0)
		self.occurred_on = self.found_at
		if self.is_new():
			with self.as_app():  # what is typed into fields of the app was refused before (`before_insert`)
				super().validate()
			self.reported_at = now
		else:
			self.validate_not_decided()
			super().validate()
		self.validate_times(now_datetime())
		steady.validate(self, now)
		self.validate_step()
		steady.follow_conclusion(self)
		self.set_people(now)
		self.set_marks(now)
		clocks.follow(self, now)
		self.validate_only_open()
		self.set_open_key()

	def after_insert(self) -> None:
		if self.parent_report:
			joining.follow(self, now_datetime())

	def on_update(self) -> None:
		steady.note_changes(self)
		if not self.parent_report:
			joining.sync(self)
			receipts.follow(self, now_datetime())
		if other := self.get_just_found_open():
			joining.tell_of_second(self, other, now_datetime())

	# the common part, as it is for a report

	def set_scope(self) -> None:
		"""A student who is recognised later brings class and college along."""
		before = self.get_doc_before_save()
		if before and not before.student and self.student:
			self.unit, self.college = get_scope_of_student(self.student)
			return
		super().set_scope()

	def _validate_late_writer(self, claim, lead_days: int) -> None:
		"""Late is marked; nobody is told that it is too late to report."""

	# rules

	def validate_times(self, now: datetime) -> None:
		"""Errors: ReportStepError."""
		for fieldname in ("phoned_at", "parents_told_at", "police_told_at", "authority_told_at"):
			if self.get(fieldname) and get_datetime(self.get(fieldname)) > now:
				frappe.throw(
					_("{0} lies in the future.").format(
						_(self.meta.get_label(fieldname), context=self.doctype)
					),
					ReportStepError,
				)

	def validate_step(self) -> None:
		"""Parents are told, or it says why not, before it counts as handled [R 41]. Errors: ReportStepError."""
		before = self.get_doc_before_save()
		if not before or before.status == self.status or self.parent_report:
			return
		gaps = []
		if self.status in ("Handled", "Closed") and not (self.parents_told_at or self.parents_why_not):
			gaps.append(_("Enter when the parents were told, or why not."))
		if self.status in OVER and not self.conclusion:
			gaps.append(_("Conclusion is empty: write what was found and how it goes on."))
		if gaps:
			frappe.throw(gaps, ReportStepError, title=_("Not yet"), as_list=True)

	def validate_assigned(self, before, taken: bool) -> None:
		"""Named by who takes reports, or by whoever has it and it is not confidential; who is named must be able to open it.

		Errors: ReportStepError.
		"""
		user, by = self.assigned_to, frappe.session.user
		has_it = before and not before.restricted and (taken or before.assigned_to == by)
		if not (self.flags.app_write or has_it or is_intake(by)):
			frappe.throw(
				_("Only who takes reports says who handles this, or whoever has it."), ReportStepError
			)
		if not user:
			return
		enabled = frappe.db.get_value("User", user, "enabled")
		if not enabled or administers(user) or not has_any_role(user, HANDLERS):
			frappe.throw(
				_(
					"{0} cannot handle reports. Name somebody of the class, the college, the centre or an office."
				).format(frappe.bold(get_fullname(user))),
				ReportStepError,
			)

	def validate_only_open(self) -> None:
		"""Errors: SecondReportError, to who takes reports, naming the open report of the student who has just been recognised.

		Anybody else learns nothing by trying students: who takes reports is told (`on_update`).
		"""
		if is_intake(frappe.session.user) and (other := self.get_just_found_open()):
			frappe.throw(
				_("About this student there is an open report already: {0}. Join this one to it.").format(
					other
				),
				SecondReportError,
			)

	def get_just_found_open(self) -> str | None:
		"""Another open report, where this save says for the first time whom it is about."""
		before = self.get_doc_before_save()
		return None if before and before.student == self.student else self.get_other_open()

	def get_other_open(self) -> str | None:
		"""Another one that further reports about the student would join."""
		if not self.may_be_joined():
			return None
		return frappe.db.get_value(self.doctype, {"open_key": self.student, "name": ("!=", self.name or "")})

	def may_be_joined(self) -> bool:
		return bool(
			self.student and not self.parent_report and not self.restricted and self.status not in OVER
		)

	def is_confidential(self) -> bool:
		return bool(self.concerns_staff) or words.SEXUAL_HARM in {row.sign for row in self.signs}

	# what follows from the rest

	def set_people(self, now: datetime) -> None:
		before = self.get_doc_before_save()
		taken = before and before.status == "First" and self.status == "Accepted"
		if taken and not self.assigned_to:
			self.assigned_to = frappe.session.user
		if before and (before.assigned_to or None) != (self.assigned_to or None):
			self.validate_assigned(before, taken)
		if taken and not self.taken_at:
			self.taken_at = now

	def set_marks(self, now: datetime) -> None:
		"""Confidential, urgent news, the tray, the stage, the moments: all follow from status, signs and who saves."""
		before = self.get_doc_before_save()
		self.restricted = int(self.is_confidential())
		if before and not is_intake(frappe.session.user):
			self.restricted = self.restricted or before.restricted  # opened by who takes reports alone
		turns = before and self.restricted and not before.restricted
		if turns:
			self.parent_report = None  # whoever has the first one does not read this
		if not self.flags.app_write and not self.is_new():
			self.urgent_news = self.tray = 0  # somebody is at it
		if turns and not is_intake(frappe.session.user):
			self.assigned_to, self.urgent_news = None, 1  # whoever had it may be whom it is about
		if self.parent_report:
			self.report_stage = joining.FURTHER
			return
		self.report_stage = joining.LAST if self.status in DONE else joining.FIRST
		if self.status == "Handled" and not self.acted_at:
			self.acted_at = now
		if self.status in OVER and not self.closed_at:
			self.closed_at = now

	def set_open_key(self) -> None:
		runs = self.may_be_joined() and not self.get_other_open()
		self.open_key = self.student if runs else None

	def db_insert(self, *args, **kwargs) -> None:
		"""Where two came at once, the unique column lets one through: the other belongs to it."""
		try:
			super().db_insert(*args, **kwargs)
		except frappe.UniqueValidationError:
			frappe.clear_last_message()  # it names the column
			self.parent_report = joining.find_open(self, newest=True)
			if not self.parent_report:
				raise
			self.report_stage, self.open_key = joining.FURTHER, None
			self.deadlines, self.next_due = [], None
			super().db_insert(*args, **kwargs)
