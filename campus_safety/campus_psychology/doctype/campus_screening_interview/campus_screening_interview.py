import frappe
from frappe import _
from frappe.utils import add_days, get_datetime, getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.access.secrets import decrypt
from campus_safety.domain.roles import PSYCH_HEAD, PSYCH_STAFF
from campus_safety.exceptions import AppOwnedFieldError, ScreeningError
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.psychology import advice, consents

NONE, INQUIRIES = "None", ("None", "Ideation", "Plan", "Act")
TODO_DAYS = 1  # a safety plan is written together on the same or the next day


class CampusScreeningInterview(ProtectedRecord):
	"""The talk with a student whom a screening has flagged 访谈 (domain §6). The level comes from it, never from a score."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		advice: DF.SmallText | None
		campaign: DF.Link | None
		college: DF.Link | None
		due: DF.Datetime | None
		flag: DF.Literal["General", "Key", "Urgent"]
		graded_at: DF.Datetime | None
		graded_by: DF.Link | None
		held_at: DF.Datetime | None
		inquiry: DF.SmallText | None
		interviewer: DF.Link | None
		late_entry: DF.Check
		level_shared: DF.Check
		means_access: DF.SmallText | None
		occurred_on: DF.Date | None
		protective_factors: DF.SmallText | None
		recorded_by: DF.Link | None
		refer_to: DF.Literal["", "None", "Centre", "Hospital", "Risk Ledger", "College"]
		result: DF.Data | None
		risk_level: DF.Literal["", "Normal", "General", "Severe", "Medical Assessment Advised"]
		second_interviewer: DF.Link | None
		status: DF.Literal["Open", "Held", "Graded", "Cancelled"]
		student: DF.Link
		suicide_inquiry: DF.Literal["", "None", "Ideation", "Plan", "Act"]
		term: DF.Link | None
		todo: DF.SmallText | None
		todo_done_at: DF.Datetime | None
		todo_due: DF.Date | None
		unit: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	final = ("Graded", "Cancelled")
	frozen = (
		"held_at",
		"inquiry",
		"means_access",
		"protective_factors",
		"risk_level",
		"advice",
		"refer_to",
		"second_interviewer",
	)
	app_owned = (
		"student",
		"campaign",
		"result",
		"flag",
		"due",
		"status",
		"todo",
		"todo_due",
		"todo_done_at",
		"graded_by",
		"graded_at",
		"level_shared",
	)

	def before_insert(self) -> None:
		self.fold_inquiry()
		super().before_insert()

	def before_validate(self) -> None:
		self.fold_inquiry()
		super().before_validate()

	def seal(self) -> None:
		self.fold_inquiry()
		super().seal()

	def fold_inquiry(self) -> None:
		"""What was answered about suicide goes into the encrypted field; the one it is entered in holds nothing afterwards."""
		if self.suicide_inquiry in INQUIRIES:
			self.inquiry = self.suicide_inquiry
			self.flags.folded_inquiry = self.inquiry
		self.suicide_inquiry = None

	def validate(self) -> None:
		self.validate_writer()
		super().validate()
		self.validate_inquiry()
		self.validate_not_decided()
		self.validate_people()
		self.validate_held_at()
		self.set_todo()
		self.set_sharing()

	def validate_inquiry(self) -> None:
		"""Entered in its own field alone, where only the four answers can stand. Errors: AppOwnedFieldError."""
		before = self.get_doc_before_save()
		known = before.inquiry if before else None
		if (self.inquiry or None) != (known or None) and not (
			self.flags.folded_inquiry or self.flags.app_write
		):
			frappe.throw(
				_("{0} is written by the system and cannot be entered or changed by hand.").format(
					_(self.meta.get_label("inquiry"), context=self.doctype)
				),
				AppOwnedFieldError,
			)

	def validate_writer(self) -> None:
		"""Who holds it, who holds it with them, the head. Errors: PermissionError."""
		before = self.get_doc_before_save()
		if not before or self.flags.app_write or has_any_role(frappe.session.user, (PSYCH_HEAD,)):
			return
		if frappe.session.user not in (before.interviewer, before.second_interviewer):
			frappe.throw(
				_("This interview is another member's. Ask the head to give it to you."),
				frappe.PermissionError,
			)
		if self.interviewer != before.interviewer:
			frappe.throw(_("The head of the centre names who holds an interview."), frappe.PermissionError)

	def validate_people(self) -> None:
		"""Two different members of the centre."""
		for field in ("interviewer", "second_interviewer"):
			if self.get(field) and not has_any_role(self.get(field), PSYCH_STAFF):
				frappe.throw(
					_("{0}: name a member of the centre.").format(
						_(self.meta.get_label(field), context=self.doctype)
					),
					ScreeningError,
				)
		if self.second_interviewer and self.second_interviewer == self.interviewer:
			frappe.throw(_("The second interviewer is another person."), ScreeningError)

	def validate_held_at(self) -> None:
		if self.held_at and get_datetime(self.held_at) > now_datetime():
			frappe.throw(_("The interview cannot have been held yet."), ScreeningError)

	def needs_second(self) -> bool:
		"""Ideation or worse (domain §6)."""
		return bool(self.inquiry) and (decrypt(self.inquiry) or NONE) != NONE

	def set_todo(self) -> None:
		"""Ideation or worse: a safety plan with the student is owed, and a second member of the centre."""
		self.occurred_on = getdate(self.held_at) if self.held_at else None
		before = self.get_doc_before_save()
		if self.status == "Open" or (before and before.todo_due) or not self.needs_second():
			return
		self.todo = _(
			"Write a safety plan together with the student, and let a second member of the centre speak with them."
		)
		self.todo_due = add_days(getdate(self.held_at), TODO_DAYS)

	def set_sharing(self) -> None:
		"""At the grading: level and advice go to the counsellor where the student has agreed."""
		before = self.get_doc_before_save()
		if self.status == "Graded" and before and before.status != "Graded":
			self.level_shared = int(consents.is_given(self.campaign, self.student, consents.SHARE))

	def on_update(self) -> None:
		before = self.get_doc_before_save()
		if self.status == "Graded" and before and before.status != "Graded" and self.level_shared:
			advice.publish(self, getdate(self.graded_at))
