"""A crisis 危机个案 (domain §12): how grave, what is done by when, who was called, who watches, how it ends."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime, now_datetime

from campus_safety.exceptions import CrisisStepError, SecondActiveLedgerError
from campus_safety.records.named import may_be_named
from campus_safety.records.one_open import OneOpen
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.crisis import checklist, due, guardians, levels, people, watch_shifts
from campus_safety.services.risk.unowned import Owned

BY_LAW = "Article 28 Danger"


class CampusCrisisCase(Owned, OneOpen, ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_crisis.doctype.campus_crisis_action.campus_crisis_action import (
			CampusCrisisAction,
		)
		from campus_safety.campus_crisis.doctype.campus_guardian_contact.campus_guardian_contact import (
			CampusGuardianContact,
		)
		from campus_safety.campus_crisis.doctype.campus_supervision_shift.campus_supervision_shift import (
			CampusSupervisionShift,
		)
		from campus_safety.campus_evidence.doctype.campus_signature.campus_signature import CampusSignature

		actions: DF.Table[CampusCrisisAction]
		assessed_by: DF.Link
		basis: DF.SmallText
		close_reason: DF.SmallText | None
		closed_at: DF.Datetime | None
		college: DF.Link | None
		crisis_level: DF.Literal["General", "Severe", "Diagnosed"]
		danger_facts: DF.SmallText | None
		danger_now: DF.Check
		decision: DF.Literal["", "At School", "Accompanied", "Home", "Hospital", "Suspended"]
		diagnosis_kind: DF.Literal["", "Severe Disorder", "Other"]
		diagnosis_proof: DF.Attach | None
		found_at: DF.Datetime
		guardian_arrived_at: DF.Datetime | None
		guardian_contacts: DF.Table[CampusGuardianContact]
		handed_to: DF.Data | None
		late_entry: DF.Check
		lead: DF.Link | None
		level_since: DF.Datetime | None
		needs_student_affairs: DF.Check
		next_due: DF.Datetime | None
		no_owner: DF.Check
		occurred_on: DF.Datetime | None
		open_key: DF.Data | None
		police_called_at: DF.Datetime | None
		proposed_level: DF.Literal["", "General", "Severe", "Diagnosed"]
		psych_teacher: DF.Link | None
		recorded_by: DF.Link | None
		responsible_person: DF.Link | None
		sending_basis: DF.Literal["", "Student Agrees", "Near Relative", "Article 28 Danger"]
		signatures: DF.Table[CampusSignature]
		status: DF.Literal["Found", "Assessed", "Started", "Handling", "Observing", "Closed"]
		student: DF.Link
		supervision_shifts: DF.Table[CampusSupervisionShift]
		term: DF.Link | None
		unit: DF.Link | None
		watched: DF.Check
		workflow_state: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	open_key_field = "open_key"
	second_error = SecondActiveLedgerError
	final = ("Closed",)
	keeps_row_times = ("guardian_contacts", "supervision_shifts")
	app_owned = (
		"signatures",
		"proposed_level",
		"needs_student_affairs",
		"level_since",
		"next_due",
		"watched",
		"closed_at",
		"open_key",
	)

	def validate(self) -> None:
		now = now_datetime().replace(microsecond=0)
		self.occurred_on = self.found_at
		self.validate_has_subject()
		self.validate_not_decided()
		self.keep_owner_mark()
		if self.is_new():
			people.set_people(self)
		self.validate_people()
		super().validate()
		self.validate_one_is_open()
		levels.follow(self, now)
		watch_shifts.follow(self, now)
		guardians.follow(self, now)
		checklist.follow(self, now)
		self.validate_sending(now)
		self.validate_may_close()
		self.set_end(now)
		self.set_open_key()

	def on_update(self) -> None:
		self.follow_owner(now_datetime())
		due.settle(self)

	@property
	def is_open(self) -> bool:
		return self.status != "Closed"

	def validate_has_subject(self) -> None:
		"""What every other rule reads; the framework asks for the rest of the mandatory fields afterwards."""
		for fieldname in ("student", "found_at", "crisis_level"):
			if not self.get(fieldname):
				frappe.throw(
					_("{0} is empty.").format(_(self.meta.get_label(fieldname), context=self.doctype)),
					frappe.MandatoryError,
				)

	def validate_people(self) -> None:
		"""Whoever is named must be able to act. Errors: ValidationError naming the field."""
		before = self.get_doc_before_save()
		for fieldname in people.KINDS.values():
			person = self.get(fieldname)
			if not person or (before and before.get(fieldname) == person):
				continue
			if not may_be_named(self.doctype, fieldname, person, self.student):
				frappe.throw(
					_(
						"{0}: {1} cannot open such a case. Name somebody of the class, the college or the centre."
					).format(_(self.meta.get_label(fieldname), context=self.doctype), frappe.bold(person)),
					title=_("Cannot open the case"),
				)

	def validate_sending(self, now: datetime) -> None:
		"""On what ground, to whom (精神卫生法 第二十八、三十条). Errors: CrisisStepError."""
		for fieldname in ("guardian_arrived_at", "police_called_at"):
			if self.get(fieldname) and get_datetime(self.get(fieldname)) > now:
				frappe.throw(
					_("{0} lies in the future.").format(
						_(self.meta.get_label(fieldname), context=self.doctype)
					),
					CrisisStepError,
				)
		if self.decision != "Hospital":
			return
		needed = ["sending_basis"]
		if self.sending_basis == BY_LAW:
			needed += ["danger_facts", "police_called_at"]
		missing = [
			_(self.meta.get_label(field), context=self.doctype) for field in needed if not self.get(field)
		]
		if missing:
			frappe.throw(
				_("Before the student is sent to a hospital, fill in: {0}.").format(", ".join(missing)),
				CrisisStepError,
				title=_("On what ground?"),
			)

	def validate_may_close(self) -> None:
		"""When closing is signed for, and until the last signature. Errors: CrisisStepError."""
		if not self.is_wanted_closed():
			return
		gaps = [
			_("Action {0} ({1}) is not done.").format(row.idx, row.action)
			for row in checklist.get_undone(self)
		]
		if not self.close_reason:
			gaps.append(_("Why It Can Be Closed is empty."))
		if self.danger_now:
			gaps.append(_("Danger Now is still ticked."))
		if gaps:
			frappe.throw(gaps, CrisisStepError, title=_("The case cannot be closed yet"), as_list=True)

	def is_wanted_closed(self) -> bool:
		"""A first signature leaves the case where it was: it was asked for all the same."""
		before = self.get_doc_before_save()
		signed = {row.name for row in before.signatures} if before else set()
		signs = any(
			row.purpose == "Closed" and not row.void and row.name not in signed for row in self.signatures
		)
		return bool(before) and before.status != "Closed" and (self.status == "Closed" or signs)

	def set_end(self, now: datetime) -> None:
		before = self.get_doc_before_save()
		if self.status == "Closed" and not (before and before.status == "Closed"):
			self.closed_at = now

	def why_not_second(self, link: str | None) -> str:
		if link:
			return _("This student already has an open crisis case: {0}. Write into that one.").format(link)
		return _(
			"This student already has an open crisis case. Call the psych centre: what you know belongs into it."
		)
