"""Assessment before a student comes back 复学评估 (domain §12): what can be shown, a panel's opinions, never a cure."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.scopes import has_any_role, leads_or_heads
from campus_safety.campus_crisis.doctype.campus_resumption_assessment import panel
from campus_safety.domain.crisis.way_back import NOT_YET, RETURN
from campus_safety.domain.roles import PSYCH_STAFF, STUDENT_AFFAIRS
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import CrisisStepError
from campus_safety.records.changes import has_changed
from campus_safety.records.content import content_of
from campus_safety.records.one_open import OneOpen
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.crisis import papers, resumption, suspensions

DECIDED = {"Agreed": RETURN, "Not Yet": NOT_YET}
OF_THE_DECISION = ("returns_on", "support_after", "missing", "look_again_on")


class CampusResumptionAssessment(OneOpen, ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_crisis.doctype.campus_resumption_panelist.campus_resumption_panelist import (
			CampusResumptionPanelist,
		)

		college: DF.Link | None
		commitment: DF.SmallText | None
		commitment_paper: DF.Attach | None
		contact_person: DF.Link | None
		decided_at: DF.Datetime | None
		decided_by: DF.Link | None
		evaluated_at: DF.Datetime | None
		evaluated_by: DF.Link | None
		hospital_note: DF.SmallText | None
		hospital_proof: DF.Attach | None
		late_entry: DF.Check
		lead: DF.Link | None
		look_again_on: DF.Date | None
		missing: DF.SmallText | None
		needs_student_affairs: DF.Check
		occurred_on: DF.Date | None
		open_key: DF.Data | None
		panel: DF.Table[CampusResumptionPanelist]
		psych_evaluation: DF.SmallText | None
		recorded_by: DF.Link | None
		requested_on: DF.Date
		resumed_at: DF.Datetime | None
		returns_on: DF.Date | None
		status: DF.Literal["Gathering", "With the Panel", "Agreed", "Not Yet", "Withdrawn"]
		student: DF.Link
		support_after: DF.SmallText | None
		suspension: DF.Data | None
		term: DF.Link | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types
	needs_unit = True
	open_key_field = "open_key"
	second_error = CrisisStepError
	final = ("Agreed", "Not Yet", "Withdrawn")
	app_owned = ("decided_at", "decided_by", "resumed_at", "evaluated_by", "evaluated_at", "open_key")
	shown = (
		"hospital_proof",
		"hospital_note",
		"psych_evaluation",
		"commitment",
		"commitment_paper",
	)

	def validate(self) -> None:
		now = now_datetime().replace(microsecond=0)
		self.occurred_on = self.requested_on
		self.validate_not_decided()
		self.set_of_suspension()
		super().validate()
		self.validate_one_is_open()
		self.set_evaluated(now)
		papers.refuse_demand_of_cure(self, ("commitment", "missing", "psych_evaluation", "support_after"))
		panel.follow(self, now)
		self.validate_step(now)
		self.set_decision(now)
		self.set_open_key()

	def after_insert(self) -> None:
		suspensions.note_asked_back(self.suspension, self.requested_on)

	def on_update(self) -> None:
		before, now = self.get_doc_before_save(), now_datetime().replace(microsecond=0)
		if before and before.status != self.status:
			access_log.record("State", self.doctype, self.name, self.student, reason=f"→ {self.status}")
			if self.status == "With the Panel":
				resumption.tell_panel(self, now)
			elif self.status == "Not Yet":
				resumption.not_yet(self)
		if self.resumed_at and not (before and before.resumed_at):
			resumption.come_back(self, now)

	@property
	def is_open(self) -> bool:
		return self.status in ("Gathering", "With the Panel")

	def set_of_suspension(self) -> None:
		"""Errors: PermissionError where its writer may open no such suspension: nothing tells whether there is one."""
		before = self.get_doc_before_save()
		self.suspension = before.suspension if before else resumption.get_suspension(self.student)
		self.update(
			frappe.db.get_value(
				resumption.SUSPENSION, self.suspension, resumption.OF_THE_SUSPENSION, as_dict=True
			)
		)

	def set_evaluated(self, now: datetime) -> None:
		"""The evaluation is the centre's. Errors: PermissionError."""
		before = self.get_doc_before_save()
		was = content_of(before, "psych_evaluation") if before else ""
		if content_of(self, "psych_evaluation") == was:
			return
		if not self.flags.app_write and not has_any_role(frappe.session.user, PSYCH_STAFF):
			frappe.throw(
				_("The evaluation is written by the psych centre."),
				frappe.PermissionError,
			)
		self.evaluated_by, self.evaluated_at = frappe.session.user, now

	def validate_step(self, now: datetime) -> None:
		"""Errors: CrisisStepError naming what is missing; ClosedRecordError for what the panel has before it and was changed."""
		if self.flags.app_write:
			return
		papers.validate_agreed(self, self.shown, ("Gathering",))
		self.validate_who_decides()
		if self.status in ("With the Panel", *DECIDED):
			papers.require(self, ("psych_evaluation", "commitment"))
			if not self.hospital_proof:
				papers.require(self, ("hospital_note",))
			panel.validate_complete(self)
		if self.status in DECIDED and has_changed(self, "status"):
			self.validate_decision(now)

	def validate_who_decides(self) -> None:
		"""A member of the panel says an opinion; what follows from all of them is written by who decides. Errors: PermissionError."""
		before, user = self.get_doc_before_save(), frappe.session.user
		if not before or before.status != "With the Panel":
			return
		if not any(content_of(self, field) != content_of(before, field) for field in OF_THE_DECISION):
			return
		of_school = has_any_role(user, (STUDENT_AFFAIRS,)) and before.needs_student_affairs
		if not (of_school or leads_or_heads(user, self.college)):
			frappe.throw(
				_("The decision is written by the College Lead, the centre's head or Student Affairs."),
				frappe.PermissionError,
			)

	def validate_decision(self, now: datetime) -> None:
		said = panel.get_outcome(self)
		if said != DECIDED[self.status]:
			frappe.throw(
				_("The opinions of the panel say something else, or too few have said theirs.")
				if said
				else _("Too few of the panel have said their opinion."),
				CrisisStepError,
				title=_("Not decided yet"),
			)
		if said == RETURN:
			papers.require(self, ("returns_on", "support_after"))
			if getdate(self.returns_on) < now.date():
				frappe.throw(_("Nobody comes back before it is decided."), CrisisStepError)
			return
		papers.require(self, ("missing", "look_again_on"))
		if getdate(self.look_again_on) <= now.date():
			frappe.throw(_("Choose a day to come on which it is looked at again."), CrisisStepError)

	def set_decision(self, now: datetime) -> None:
		before = self.get_doc_before_save()
		if self.status in self.final and before and before.status != self.status:
			self.decided_at, self.decided_by = now, frappe.session.user
		if self.status == "Agreed" and not self.resumed_at and getdate(self.returns_on) <= now.date():
			self.resumed_at = now
