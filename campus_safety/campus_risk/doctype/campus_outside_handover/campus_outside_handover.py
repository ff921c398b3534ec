"""Papers to another school 转学移交 (notice 三(三), domain §9): consent, a packet sealed by two, and the receipt that comes back."""

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.domain.risk import outside_handover as rules
from campus_safety.exceptions import ClosedRecordError, HandoverStepError
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.risk.outside_handover import find_material
from campus_safety.services.risk.settings import get_receipt_days


class CampusOutsideHandover(ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_evidence.doctype.campus_signature.campus_signature import CampusSignature
		from campus_safety.campus_risk.doctype.campus_outside_handover_item.campus_outside_handover_item import (
			CampusOutsideHandoverItem,
		)

		cancel_reason: DF.SmallText | None
		college: DF.Link | None
		consent: DF.Literal["", "Student Agreed", "Guardian Agreed", "Refused"]
		consent_on: DF.Date | None
		consent_paper: DF.Attach | None
		contact_name: DF.Data | None
		contact_phone: DF.Data | None
		delivery: DF.Literal["", "Confidential Post", "Courier", "In Person"]
		handed_at: DF.Datetime | None
		items: DF.Table[CampusOutsideHandoverItem]
		late_entry: DF.Check
		occurred_on: DF.Date | None
		office: DF.Data | None
		purpose: DF.SmallText | None
		receipt_by: DF.Data | None
		receipt_due: DF.Date | None
		receipt_on: DF.Date | None
		receipt_paper: DF.Attach | None
		receipt_relation: DF.Literal["", "Student", "Guardian"]
		recorded_by: DF.Link | None
		school: DF.Data | None
		seal_no: DF.Data | None
		seal_unbroken: DF.Check
		sealed_at: DF.Datetime | None
		signatures: DF.Table[CampusSignature]
		status: DF.Literal["Draft", "Sealed", "Handed Over", "Receipt In", "Cancelled"]
		student: DF.Link
		student_told: DF.SmallText | None
		term: DF.Link | None
		tracking_no: DF.Data | None
		unit: DF.Link | None
		way: DF.Literal["Sealed Packet", "Papers in the Student's Hand"]
		workflow_state: DF.Link | None
	# end: auto-generated types
	needs_unit = True
	final = (rules.RECEIPT_IN, rules.CANCELLED)
	app_owned = ("signatures", "sealed_at", "receipt_due")

	def validate(self) -> None:
		now = now_datetime()
		self.validate_not_decided()
		self.set_begun(now)
		self.set_material()
		wanted = self.wanted_status()
		super().validate()
		self.validate_sealed()
		self.validate_consent(now)
		self.validate_step(wanted, now)
		self.set_step(now)

	def wanted_status(self) -> str | None:
		"""Where whoever saves would take it; a first signature leaves it where it was, and is given to what is complete."""
		before = self.get_doc_before_save()
		moves = before and before.workflow_state != self.workflow_state
		return self._status_of_state() if moves and self.meta.get_workflow() else None

	def set_begun(self, now) -> None:
		before = self.get_doc_before_save()
		self.occurred_on = before.occurred_on if before else now.date()
		self.way = rules.way_of(self.consent)
		for field in rules.OF_THE_SCHOOL if self.way == rules.BY_HAND else ():
			if self.get(field):
				self.set(field, None)

	def set_material(self) -> None:
		"""What exists stands there when it is begun; whoever writes takes out what the other school does not need."""
		if self.is_new() and not self.get("items") and self.student:
			for material in find_material(self.student):
				self.append("items", {"material": material})

	def set_step(self, now) -> None:
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		if self.status == rules.SEALED:
			self.sealed_at = now.replace(microsecond=0)
		if self.status == rules.HANDED_OVER:
			self.receipt_due = rules.receipt_due(getdate(self.handed_at), get_receipt_days())

	def validate_sealed(self) -> None:
		"""What two have sealed stays as it is. Errors: ClosedRecordError."""
		before = self.get_doc_before_save()
		allowed = rules.OPEN_AFTER.get(before.status) if before and not self.flags.app_write else None
		changed = set(self.changed_content(before)) - allowed if allowed else set()
		if changed:
			frappe.throw(
				_("It is {0}: {1} no longer changes. Cancel it and begin another one.").format(
					_(before.status, context=self.doctype), self.labels(sorted(changed))
				),
				ClosedRecordError,
				title=_("Already sealed"),
			)

	def validate_consent(self, now) -> None:
		"""Errors: HandoverStepError."""
		minor = bool(frappe.db.get_value("Campus Student", self.student, "is_minor"))
		if rules.needs_guardian(self.consent, self.receipt_relation, minor):
			frappe.throw(
				_("The student is a minor: a guardian agrees, and a guardian takes the papers."),
				HandoverStepError,
			)
		if self.consent_on and getdate(self.consent_on) > now.date():
			frappe.throw(_("The consent lies in the future."), HandoverStepError)

	def validate_step(self, wanted: str | None, now) -> None:
		"""Errors: HandoverStepError naming everything that is missing."""
		if not wanted:
			return
		gaps = [field for field in rules.needs(wanted, self.way) if not self.get(field)]
		if gaps:
			frappe.throw(
				_("Before it is {0}, fill in: {1}.").format(
					_(wanted, context=self.doctype), self.labels(gaps)
				),
				HandoverStepError,
				title=_("Not yet"),
			)
		if wanted == rules.SEALED:
			self.validate_papers()
		self.validate_order(now)

	def validate_papers(self) -> None:
		if not self.items:
			frappe.throw(_("There is no paper in it."), HandoverStepError)
		for row in self.items:
			if not row.pages:
				frappe.throw(
					_("Paper {0} ({1}): enter the number of pages, or take it out.").format(
						row.idx, _(row.material, context=row.doctype)
					),
					HandoverStepError,
				)

	def validate_order(self, now) -> None:
		"""A form's moments have no seconds."""
		sealed = get_datetime(self.sealed_at or now).replace(second=0, microsecond=0)
		if self.handed_at and not sealed <= get_datetime(self.handed_at) <= now:
			frappe.throw(
				_("{0} lies before the sealing, or in the future.").format(self.labels(["handed_at"])),
				HandoverStepError,
			)
		if self.receipt_on and not getdate(self.handed_at or now) <= getdate(self.receipt_on) <= now.date():
			frappe.throw(
				_("{0} lies before the handing over, or in the future.").format(self.labels(["receipt_on"])),
				HandoverStepError,
			)

	def labels(self, fields) -> str:
		return "、".join(_(self.meta.get_label(field), context=self.doctype) for field in fields)

	def why_kept(self) -> str:
		return _("A handover to another school is not deleted: cancel it.")
