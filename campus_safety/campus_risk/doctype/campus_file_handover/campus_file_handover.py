"""Handover of files 转接 (notice 三(三), domain §9): who answers for whom changes item by item, when three have signed."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.access.scopes import has_any_role, held_units, leads_or_heads
from campus_safety.campus_risk.doctype.campus_file_handover import items, steps
from campus_safety.domain.roles import COLLEGE_LEAD, PSYCH_HEAD
from campus_safety.exceptions import HandoverStepError, OutOfScopeError, SecondHandoverError
from campus_safety.records.named import may_be_named
from campus_safety.records.one_open import OneOpen
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.risk import handover_deadlines, handover_drafts, handover_moves

OPEN = ("Draft", "Signed", "Received")


class CampusFileHandover(OneOpen, ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_risk.doctype.campus_file_handover_item.campus_file_handover_item import (
			CampusFileHandoverItem,
		)
		from campus_safety.campus_risk.doctype.campus_file_handover_unit.campus_file_handover_unit import (
			CampusFileHandoverUnit,
		)

		cancel_reason: DF.SmallText | None
		college: DF.Link | None
		due_on: DF.Date | None
		effective_at: DF.Datetime | None
		followup_on: DF.Date | None
		from_name: DF.Data | None
		from_user: DF.Link
		handed_at: DF.Datetime | None
		handed_by: DF.Link | None
		in_place_of_sender: DF.Check
		items: DF.Table[CampusFileHandoverItem]
		late_entry: DF.Check
		next_talk_due: DF.Date | None
		occurred_on: DF.Datetime | None
		open_key: DF.Data | None
		opened_by_app: DF.Check
		pledge: DF.Check
		reason: DF.Literal[
			"",
			"Replaced",
			"Transferred",
			"On Leave",
			"Grade Change",
			"Major Change",
			"Psych Teacher Replaced",
			"Changed Class",
			"Post Ended",
			"Account Disabled",
		]
		received_at: DF.Datetime | None
		recorded_by: DF.Link | None
		status: DF.Literal["Draft", "Signed", "Received", "Effective", "Cancelled"]
		student: DF.Link | None
		term: DF.Link | None
		to_name: DF.Data | None
		to_user: DF.Link | None
		unit: DF.Link | None
		units: DF.TableMultiSelect[CampusFileHandoverUnit] | None
		witness: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types
	needs_unit = True
	open_key_field = "open_key"
	second_error = SecondHandoverError
	final = ("Effective", "Cancelled")
	app_owned = (
		"occurred_on",
		"due_on",
		"next_talk_due",
		"followup_on",
		"handed_at",
		"handed_by",
		"in_place_of_sender",
		"received_at",
		"witness",
		"effective_at",
		"opened_by_app",
		"open_key",
	)

	def validate(self) -> None:
		now = now_datetime().replace(microsecond=0)
		self.validate_not_decided()
		self.set_sender()
		self.validate_opener()
		super().validate()
		self.set_opened(now)
		self.validate_one_is_open()
		self.validate_people()
		items.follow(self)
		steps.follow(self, now)
		self.set_open_key()

	def on_update(self) -> None:
		before = self.get_doc_before_save()
		if self.status == "Effective" and before and before.status != "Effective":
			handover_moves.put_in_force(self)
		steps.tell(self)
		if before and before.status != self.status:
			handover_deadlines.look(now_datetime(), [self.name])

	@property
	def is_open(self) -> bool:
		return self.status in OPEN

	def is_withheld(self, row, user: str) -> bool:
		"""In force, whoever took over reads no more of what they did not take; while they decide, they must."""
		is_untaken = row is not self and self.status == "Effective" and not row.received
		return is_untaken and user == self.to_user and not leads_or_heads(user, self.college)

	def finds_something_else(self) -> bool:
		return items.finds_something_else(self)

	def has_nothing_left(self) -> bool:
		return items.has_nothing_left(self)

	def get_open_key(self) -> str:
		return handover_drafts.key_of(self.from_user, self.college, self.student)

	def why_not_second(self, link: str | None) -> str:
		if link:
			return _("This handover is open already: {0}. Write into that one.").format(link)
		return _("This handover is open already. Ask the College Lead.")

	# whose

	def set_sender(self) -> None:
		if self.is_new():
			self.from_user = self.from_user or frappe.session.user

	def set_scope(self) -> None:
		"""Of the college in which most of what is handed over is open; of one student, as the student's record says.

		Errors: HandoverStepError for whoever answers for nothing and holds no post; OutOfScopeError for a lead who asks
		for somebody of whom nothing lies in their college, found or not.
		"""
		before = self.get_doc_before_save()
		if before:
			self.unit, self.college = before.unit, before.college
			return
		user = frappe.session.user
		is_of_college = self.is_opened_for_another and not has_any_role(user, (PSYCH_HEAD,))
		self.unit, self.college = items.get_scope(self, held_units(user) if is_of_college else None)
		if self.is_opened_for_another and not leads_or_heads(user, self.college):
			self.refuse_opener()
		if not self.college:
			frappe.throw(
				_("{0} answers for no open ledger, care plan or crisis.").format(
					frappe.bold(frappe.utils.get_fullname(self.from_user))
				),
				HandoverStepError,
				title=_("There is nothing to hand over."),
			)

	def set_opened(self, now) -> None:
		if self.is_new():
			self.occurred_on = now
			self.due_on = steps.get_due(now.date())

	@property
	def is_opened_for_another(self) -> bool:
		own = frappe.session.user in (self.from_user, "Administrator")
		return self.is_new() and not own and not self.flags.ignore_permissions

	def validate_opener(self) -> None:
		"""One hands over what is one's own, the college for everybody of it. Asked before anything is looked for: a find, or
		that there is none, is no answer to others. Errors: OutOfScopeError.
		"""
		if self.is_opened_for_another and not has_any_role(frappe.session.user, (COLLEGE_LEAD, PSYCH_HEAD)):
			self.refuse_opener()

	def refuse_opener(self) -> None:
		frappe.throw(
			_("You hand over what you answer for yourself. For another the College Lead opens it."),
			OutOfScopeError,
			title=_("Not your files"),
		)

	def validate_scope(self) -> None:
		"""Errors: OutOfScopeError where nothing of the student is open."""
		if self.flags.ignore_permissions or not self.is_new():
			return
		if self.student and not items.finds_anything(self):
			frappe.throw(_("There is nothing to hand over."), OutOfScopeError, title=_("Not your files"))

	def validate_people(self) -> None:
		"""Errors: HandoverStepError naming who cannot answer."""
		if self.to_user and self.to_user == self.from_user:
			frappe.throw(
				_("Whoever hands over and whoever takes over must be two people."), HandoverStepError
			)
		before = self.get_doc_before_save()
		named = {self.to_user, *(row.interim for row in self.items)} - {None, ""}
		known = {before.to_user, *(row.interim for row in before.items)} if before else set()
		for user in named - known:
			if not may_be_named(self.doctype, "to_user", user):
				frappe.throw(
					_("{0} cannot answer for a student: the account or its role does not allow it.").format(
						frappe.bold(frappe.utils.get_fullname(user))
					),
					HandoverStepError,
					title=_("Cannot take over"),
				)
