import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.checks import administers
from campus_safety.records.content import content_of
from campus_safety.records.decided import Decided
from campus_safety.records.opened import LogsOpenings
from campus_safety.records.record import CampusRecord
from campus_safety.services.psychology import destruction
from campus_safety.services.psychology.destruction import DESTROYED, DRAFT, PROPOSED, WITHDRAWN


class CampusDestructionRecord(LogsOpenings, Decided, CampusRecord):
	"""Destruction of psychological files whose time is over 心理档案销毁记录 (domain §8): proposal, two signatures, certificate."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_evidence.doctype.campus_signature.campus_signature import CampusSignature
		from campus_safety.campus_psychology.doctype.campus_destruction_count.campus_destruction_count import (
			CampusDestructionCount,
		)

		begun_at: DF.Datetime | None
		college: DF.Link | None
		counts: DF.Table[CampusDestructionCount]
		destroyed_at: DF.Datetime | None
		destroyed_by: DF.Link | None
		digest: DF.Data | None
		due_by: DF.Date
		left_in: DF.SmallText | None
		occurred_on: DF.Date | None
		proposed_at: DF.Datetime | None
		proposed_by: DF.Link | None
		proposed_digest: DF.Data | None
		reason: DF.SmallText
		recorded_by: DF.Link | None
		signatures: DF.Table[CampusSignature]
		status: DF.Literal["Draft", "Proposed", "Signed", "Destroyed", "Withdrawn"]
		students_destroyed: DF.Int
		students_held: DF.Int
		students_kept: DF.Int
		students_proposed: DF.Int
		term: DF.Link | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	app_owned = (
		"signatures",
		"counts",
		"students_proposed",
		"students_held",
		"students_destroyed",
		"students_kept",
		"left_in",
		"proposed_digest",
		"digest",
		"proposed_by",
		"proposed_at",
		"begun_at",
		"destroyed_by",
		"destroyed_at",
	)
	final = (DESTROYED, WITHDRAWN)
	administrator_deletes = False

	def validate(self) -> None:
		self.set_date()
		self.validate_people()
		super().validate()
		self.validate_not_decided()
		self.validate_due_by()
		self.validate_stands()

	def before_save(self) -> None:
		if self.comes_to(PROPOSED):
			destruction.propose(self, now_datetime())

	def on_update(self) -> None:
		if self.comes_to(PROPOSED):
			destruction.tell_signers(self)
		elif self.comes_to(WITHDRAWN):
			destruction.release(self)

	def set_date(self) -> None:
		before = self.get_doc_before_save()
		self.occurred_on = before.occurred_on if before else getdate(now_datetime())

	def validate_people(self) -> None:
		"""Whoever administers the machine holds every role they like; these keys are people's. Errors: PermissionError."""
		if not self.flags.app_write and administers(frappe.session.user):
			frappe.throw(_("This is decided by other offices."), frappe.PermissionError)

	def validate_due_by(self) -> None:
		if getdate(self.due_by) > getdate(now_datetime()):
			frappe.throw(_("Choose a day that has been: what is kept until later is not due."))

	def validate_stands(self) -> None:
		"""What was proposed is what is signed. Errors: ValidationError."""
		before = self.get_doc_before_save()
		if not before or before.status == DRAFT:
			return
		if self.comes_to(WITHDRAWN) and self.begun_at:
			frappe.throw(_("It is being carried out and cannot be withdrawn any more."))
		if any(content_of(self, field) != content_of(before, field) for field in ("due_by", "reason")):
			frappe.throw(_("It has been proposed already. Withdraw it and write another one."))

	def comes_to(self, status: str) -> bool:
		before = self.get_doc_before_save()
		return self.status == status and (not before or before.status != status)

	def why_kept(self) -> str:
		return _("{0} is evidence and is not deleted.").format(self.name)
