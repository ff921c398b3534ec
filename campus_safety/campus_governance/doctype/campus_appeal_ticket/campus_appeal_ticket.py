import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.appeals import ETHICS, TAKERS, get_others
from campus_safety.domain import roles as r
from campus_safety.domain.governance.appeals import ask_again_on
from campus_safety.domain.incidents.words import asks_for_help
from campus_safety.exceptions import AppealStepError, OutOfScopeError
from campus_safety.records.decided import Decided
from campus_safety.records.posts import get_departments
from campus_safety.records.record import CampusRecord
from campus_safety.records.school import get_school
from campus_safety.records.scope import get_scope_of_unit
from campus_safety.services.governance import policies
from campus_safety.services.governance.appeals import answers, clocks, due, filing, senders, steps
from campus_safety.services.governance.settings import get_ask_again_days
from campus_safety.services.incidents.settings import get_help_words


class CampusAppealTicket(Decided, CampusRecord):
	"""A complaint or a wish 诉求 (domain §14), from whoever asks to what changed. Who asks stands apart, in the Appeal Sender."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_appeal_question.campus_appeal_question import (
			CampusAppealQuestion,
		)

		about_others: DF.SmallText | None
		about_user: DF.Link | None
		about_words: DF.Data | None
		anonymous: DF.Check
		appellant: DF.Data | None
		ask_again_on: DF.Date | None
		asked_again: DF.Literal["", "Still Solved", "Came Back"]
		category: DF.Literal["Teaching", "Student Affairs", "Logistics", "Safety", "Ethics", "Other"]
		cause: DF.Link | None
		change_made: DF.SmallText | None
		clock_from: DF.Datetime | None
		closed_at: DF.Datetime | None
		college: DF.Link | None
		concerns_intake: DF.Check
		contact: DF.Data | None
		content: DF.SmallText
		difficulty: DF.Literal["Simple", "Normal", "Hard"]
		due: DF.Datetime | None
		first_response: DF.SmallText | None
		first_response_at: DF.Datetime | None
		followers: DF.Int
		handed_to_reports: DF.Check
		handler: DF.Link | None
		handler_unit: DF.Link | None
		joined_to: DF.Link | None
		late_entry: DF.Check
		occurred_on: DF.Datetime | None
		outcome: DF.Literal["", "Solved", "Partly", "Not Within Power", "Unreasonable", "Joined"]
		outcome_reason: DF.SmallText | None
		paused: DF.Check
		personal: DF.Check
		petition: DF.Check
		place: DF.Data | None
		policy: DF.Link | None
		public_summary: DF.SmallText | None
		published_on: DF.Date | None
		questions: DF.Table[CampusAppealQuestion]
		received_at: DF.Datetime | None
		recorded_by: DF.Link | None
		released_by: DF.Link | None
		reopened: DF.Int
		replied_at: DF.Datetime | None
		replied_by: DF.Link | None
		reply: DF.SmallText | None
		response_due: DF.Datetime | None
		response_late: DF.Check
		said: DF.SmallText | None
		satisfaction: DF.Literal["", "Satisfied", "Mostly Satisfied", "Not Satisfied"]
		second_read_at: DF.Datetime | None
		second_reader: DF.Link | None
		solve_late: DF.Check
		source: DF.Literal["Portal", "Phone", "12345", "Letter", "Leader's Day"]
		status: DF.Literal["Accepted", "Triaged", "Assigned", "Handling", "Replied", "Revisited", "Closed"]
		supervised_by: DF.Link | None
		supervision_note: DF.SmallText | None
		term: DF.Link | None
		unit: DF.Link | None
		urgent: DF.Check
		workflow_state: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	final = ("Closed",)
	# what changed is often known later, and said then
	frozen = (
		"content",
		"category",
		"source",
		"reply",
		"outcome",
		"outcome_reason",
		"first_response",
		"cause",
	)
	app_owned = (
		"received_at",
		"response_due",
		"first_response_at",
		"response_late",
		"due",
		"solve_late",
		"paused",
		"clock_from",
		"questions",
		"replied_at",
		"replied_by",
		"second_reader",
		"second_read_at",
		"joined_to",
		"followers",
		"closed_at",
		"satisfaction",
		"said",
		"ask_again_on",
		"asked_again",
		"reopened",
		"published_on",
		"released_by",
		"supervised_by",
		"supervision_note",
		"anonymous",
		"handed_to_reports",
		"personal",
	)

	def before_insert(self) -> None:
		"""Who asks is never stored here: neither in the row nor in a version of it."""
		self.flags.appellant = (self.appellant or "").strip(), (self.contact or "").strip()
		self.appellant = self.contact = None
		if not self.flags.app_write:
			self.validate_app_owned()
			self.validate_begun()
		self.set_named()

	def get_closed_fields(self, user: str) -> list[str]:
		return steps.get_closed_fields(self, user)

	def validate(self) -> None:
		now = now_datetime().replace(microsecond=0)
		self.set_received(now)
		before = self.get_doc_before_save()
		if before:
			super().validate()
		else:
			with self.as_app():  # what is typed into fields of the app was refused before (`before_insert`)
				super().validate()
		self.set_personal()
		self.validate_not_decided()
		self.validate_text()
		self.validate_writers()
		steps.validate_people(self)
		steps.set_released(self, before, frappe.session.user)
		self.set_course(now)
		clocks.follow(self, now)

	def after_insert(self) -> None:
		words, contact = self.flags.appellant or ("", "")
		now = now_datetime()
		if words or contact:
			senders.write_named(self, None, words, contact, None, now)
		if self.handed_to_reports and self.source != "Portal":
			filing.hand_to_reports(self, now)

	def on_update(self) -> None:
		now = now_datetime()
		before = self.get_doc_before_save()
		if before and senders.get_keeper(before) != senders.get_keeper(self):
			senders.follow_keeper(self)
		if self.policy and (before.policy if before else None) != self.policy:
			policies.name_by_complaint(self, now)
		answers.follow(self, now)
		due.settle(self, now)

	# the common part, as it is for a complaint

	def set_scope(self) -> None:
		"""The unit that handles it; until one is named the office that takes it, or the school."""
		self.unit = self.handler_unit or get_departments().get(r.SCHOOL_OFFICE) or get_school()
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def validate_scope(self) -> None:
		"""Taken down by the offices that take complaints. Errors: OutOfScopeError."""
		if not self.is_new() or (self.flags.app_write and self.source == "Portal"):
			return
		user = frappe.session.user
		if user != "Administrator" and not has_any_role(user, TAKERS):
			frappe.throw(
				_(
					"Complaints are taken down by the School Office. Anybody asks on the page Ask for Something."
				),
				OutOfScopeError,
			)

	def set_late_entry(self) -> None:
		"""The time is the server's."""
		self.late_entry = 0

	# rules

	def validate_begun(self) -> None:
		"""Errors: AppealStepError for what comes by the page alone, and for answers before it was taken."""
		if self.source == "Portal":
			frappe.throw(
				_("What comes by the page is entered by the page. Choose another source."), AppealStepError
			)
		filing.validate_no_code(self.content or "")
		given = [field for field in (*steps.ANSWERED, *steps.FOR_ALL, "handler") if self.get(field)]
		if given:
			frappe.throw(_("Take it down first, then say who handles it and what was done."), AppealStepError)

	def validate_text(self) -> None:
		"""Errors: AppealStepError."""
		if not self.is_new() and (self.appellant or self.contact):
			frappe.throw(
				_("Who asks is entered when the complaint is taken down, and kept apart from it."),
				AppealStepError,
			)

	def validate_writers(self) -> None:
		"""Errors: AppealStepError."""
		before, user = self.get_doc_before_save(), frappe.session.user
		if self.flags.app_write or not before:
			return
		steps.validate_writer(self, before, {*self.changed_content(before)}, user, now_datetime())
		if before.status != self.status:
			steps.validate_step(self, before, user)

	# what follows from the rest

	def set_named(self) -> None:
		"""Whoever would read it and is named in it may be whom it is about: they do not, until somebody else has looked."""
		named = filing.find_named(f"{self.content or ''} {self.about_words or ''}")
		if named and not self.about_user:
			self.about_user = named[0]
		others = [user for user in named if user != self.about_user]
		self.about_others = "\n".join(dict.fromkeys([*get_others(self), *others])) or None
		if any(has_any_role(user, (r.SCHOOL_OFFICE,)) for user in named):
			self.concerns_intake = 1

	def set_received(self, now) -> None:
		before = self.get_doc_before_save()
		self.received_at = before.received_at if before else (self.received_at or now)
		self.occurred_on = self.received_at
		if not before:
			appellant = any(self.flags.appellant or ())
			self.anonymous = int(bool(self.anonymous) if self.source == "Portal" else not appellant)
			text = f"{self.content or ''} {self.about_words or ''}"
			self.handed_to_reports = int(asks_for_help(text, get_help_words()))

	def set_personal(self) -> None:
		self.personal = int(
			bool(
				self.about_user
				or self.about_others
				or self.about_words
				or self.concerns_intake
				or self.category == ETHICS
			)
		)

	def set_course(self, now) -> None:
		"""When it was answered first, when it was replied to, when it ended. The first answer has one moment and keeps it."""
		before = self.get_doc_before_save()
		if not before or self.flags.app_write:
			return
		if self.first_response and not self.first_response_at:
			self.first_response_at = now
		if any(self.get(field) != before.get(field) for field in steps.READ):
			self.second_reader = self.second_read_at = None  # it was another text that was read
		if before.status not in ("Replied", "Revisited", "Closed") and self.status == "Replied":
			self.replied_at, self.replied_by = now, frappe.session.user
			self.first_response_at = self.first_response_at or now
		if before.status in ("Replied", "Revisited") and self.status in ("Triaged", "Assigned", "Handling"):
			self.reopened += 1
			self.clock_from = now
			answers.clear_reply(self)
		if self.status == "Closed" and before.status != "Closed":
			self.closed_at = now
			if not self.asked_again:
				self.ask_again_on = ask_again_on(getdate(now), self.outcome, get_ask_again_days())
