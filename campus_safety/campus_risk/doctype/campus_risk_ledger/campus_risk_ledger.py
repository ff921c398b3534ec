from datetime import date, datetime

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.campus_risk.doctype.campus_risk_ledger import closing, convening, dispatches, facts, level
from campus_safety.domain import roles as r
from campus_safety.domain.risk.facts import Facts
from campus_safety.domain.risk.risk_level import Levels, next_dispatch_due
from campus_safety.domain.risk.states import LED
from campus_safety.exceptions import SecondActiveLedgerError, WorkflowGuardError
from campus_safety.records.named import MAY_BE_NAMED
from campus_safety.records.one_open import OneOpen
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.risk import handover
from campus_safety.services.risk import risk_ledger as cases
from campus_safety.services.risk.unowned import Owned

KEPT = ("handover_reason", "handover_settled", "keep_until")
ACTIVE = ("Nominated", "Filed", "Supporting", "Close Proposed")


class CampusRiskLedger(Owned, OneOpen, ProtectedRecord):
	"""One student's risk ledger 一生一档 (domain §7): what was seen, who answers, what is done, its end."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_evidence.doctype.campus_signature.campus_signature import CampusSignature
		from campus_safety.campus_risk.doctype.campus_risk_ledger_dispatch.campus_risk_ledger_dispatch import (
			CampusRiskLedgerDispatch,
		)
		from campus_safety.campus_risk.doctype.campus_risk_ledger_factor.campus_risk_ledger_factor import (
			CampusRiskLedgerFactor,
		)
		from campus_safety.campus_risk.doctype.campus_risk_ledger_measure.campus_risk_ledger_measure import (
			CampusRiskLedgerMeasure,
		)
		from campus_safety.campus_risk.doctype.campus_risk_ledger_member.campus_risk_ledger_member import (
			CampusRiskLedgerMember,
		)

		active_key: DF.Data | None
		attempt_date: DF.Date | None
		awaits_convenor: DF.Link | None
		close_evidence: DF.SmallText | None
		close_reason: DF.SmallText | None
		closed_on: DF.Date | None
		college: DF.Link | None
		danger_facts: DF.SmallText | None
		correction_waits: DF.Check
		decline_reason: DF.SmallText | None
		diagnosis: DF.Check
		diagnosis_proof: DF.Attach | None
		discovery_source: DF.Literal[
			"",
			"Screening",
			"Talk",
			"Report",
			"Parent",
			"Counselling",
			"Hospital",
			"Absence",
			"Warning",
			"Resumption",
		]
		dispatches: DF.Table[CampusRiskLedgerDispatch]
		factor_detail: DF.SmallText | None
		family_aware: DF.Check
		family_situation: DF.SmallText | None
		filed_on: DF.Date | None
		handover_reason: DF.Literal[
			"",
			"Account Disabled",
			"Lead Cannot Answer",
			"Suspended",
			"Withdrawn",
			"Graduated",
			"Changed Class",
			"Post Ended",
		]
		handover_settled: DF.SmallText | None
		has_plan: DF.Check
		hospital: DF.SmallText | None
		keep_until: DF.Date | None
		late_entry: DF.Check
		lead: DF.Link | None
		measures: DF.Table[CampusRiskLedgerMeasure]
		medication: DF.SmallText | None
		needs_student_affairs: DF.Check
		no_owner: DF.Check
		next_dispatch_due: DF.Date | None
		occurred_on: DF.Date
		police_pushed: DF.Check
		previous_ledger: DF.Data | None
		proposed_facts: DF.SmallText | None
		proposed_level: DF.Link | None
		recorded_by: DF.Link | None
		reopened_at: DF.Datetime | None
		responsible_person: DF.Link
		risk_factors: DF.TableMultiSelect[CampusRiskLedgerFactor]
		risk_level: DF.Link
		signatures: DF.Table[CampusSignature]
		status: DF.Literal[
			"Nominated", "Filed", "Supporting", "Close Proposed", "Closed", "Transferred", "Declined"
		]
		student: DF.Link
		support_advice: DF.SmallText | None
		team: DF.Table[CampusRiskLedgerMember]
		term: DF.Link | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	open_key_field = "active_key"
	second_error = SecondActiveLedgerError
	keeps_row_times = ("dispatches",)
	app_owned = (
		"signatures",
		"proposed_level",
		"needs_student_affairs",
		"next_dispatch_due",
		"awaits_convenor",
		"filed_on",
		"closed_on",
		"reopened_at",
		"previous_ledger",
		"keep_until",
		"active_key",
	)

	def validate(self) -> None:
		self.set_kept()
		self.keep_owner_mark()
		self.validate_has_subject()
		now = now_datetime()
		today = now.date()
		levels = level.get_levels()
		self.set_people()
		super().validate()
		self.validate_one_is_open()
		self.validate_people()
		self.validate_diagnosis()
		self.set_measures(today)
		dispatches.validate_kept(self)
		dispatches.complete_new(self, levels, now)
		level.set_level(self, levels)
		dispatches.set_new_trends(self, levels)
		level.validate_floor(self, levels, today)
		facts.validate_may_decline(self)
		closing.validate_kept(self, today)
		self.validate_ready_to_file()
		self.validate_reason_to_leave()
		closing.validate_may_close(self, levels, today)
		self.set_dates(levels, now)
		self.set_open_key()

	def before_validate(self) -> None:
		facts.fold(self)
		super().before_validate()

	def seal(self) -> None:
		facts.fold(self)
		super().seal()

	def on_update(self) -> None:
		facts.forget_save(self)
		cases.publish(self, getdate())
		convening.tell_awaited(self)
		self.follow_people()

	def follow_people(self) -> None:
		"""Another person named settles what asked for one; and whoever is named must be able to answer."""
		before = self.get_doc_before_save()
		if not self.is_open:
			return
		if before and any(before.get(field) != self.get(field) for field in ("responsible_person", "lead")):
			handover.mark_settled(self.name, now_datetime())
		handover.look(now_datetime(), students=[self.student])
		self.update(frappe.db.get_value(self.doctype, self.name, KEPT, as_dict=True))
		self.follow_owner(now_datetime())

	def confirm_dispatch(self, dispatch: str, now: datetime) -> None:
		"""See services.risk.risk_ledger. Errors: PermissionError, WorkflowGuardError."""
		user = frappe.session.user
		if not convening.may_convene(self, user) or not self.is_open:
			frappe.throw(_("The lead in charge or the College Lead confirms."), frappe.PermissionError)
		convening.confirm(self, dispatch, level.get_levels(), user, now)
		with self.as_app():
			self.save(ignore_permissions=True)  # a school leader in charge reads only; checked above

	def correct_facts(self, wanted: Facts) -> bool:
		"""See services.risk.risk_ledger. False when the correction waits for two signatures."""
		in_force = facts.propose(self, wanted)
		self.save()
		return in_force

	def put_facts_in_force(self) -> None:
		facts.put_in_force(self)

	@property
	def is_open(self) -> bool:
		return self.status in ACTIVE

	@property
	def is_final(self) -> bool:
		"""Its files stay as they are."""
		return not self.is_open

	def why_not_second(self, link: str | None) -> str:
		if link:
			return _("This student already has an open ledger: {0}. Add what you noticed to it.").format(link)
		return _(
			"This student already has an open ledger."
			" Tell the College Lead or the Psych Centre what you noticed."
		)

	def status_before(self) -> str | None:
		before = self.get_doc_before_save()
		return before.status if before else None

	def validate_has_subject(self) -> None:
		"""What every other rule reads; the framework asks for the rest of the mandatory fields afterwards."""
		for fieldname in ("student", "risk_level"):
			if not self.get(fieldname):
				label = _(self.meta.get_label(fieldname), context=self.doctype)
				frappe.throw(_("{0} is empty.").format(label), frappe.MandatoryError)
		facts.validate_there_are_factors(self)

	def set_kept(self) -> None:
		"""What jobs and hooks write beside the form; one that was opened before must not undo it."""
		before = self.get_doc_before_save()
		for fieldname in KEPT:
			if before or not self.flags.app_write:
				self.set(fieldname, before.get(fieldname) if before else None)

	# people

	def set_people(self) -> None:
		"""Defaults at nomination: the class's counsellor answers, the college's lead is in charge."""
		if not self.is_new() or not self.student:
			return
		defaults = cases.get_people(self.student)
		self.responsible_person = self.responsible_person or defaults.responsible_person
		self.lead = self.lead or defaults.lead

	def validate_people(self) -> None:
		before = self.get_doc_before_save()
		for fieldname, who in MAY_BE_NAMED[self.doctype].items():
			person = self.get(fieldname)
			if before and before.get(fieldname) == person:
				continue
			label = _(self.meta.get_label(fieldname), context=self.doctype)
			if (
				before
				and before.status != "Nominated"
				and not self.flags.app_write
				and not has_any_role(frappe.session.user, (r.COLLEGE_LEAD,))
			):
				frappe.throw(
					_("After filing only the College Lead changes {0}.").format(label), WorkflowGuardError
				)
			if person and not who.allows(person, self.student):
				frappe.throw(
					_(
						"{0}: {1} cannot answer for this student. It takes an enabled account with one of these roles, and a College Lead is of the student's college: {2}."
					).format(label, frappe.bold(person), ", ".join(_(role) for role in who.roles)),
					title=_("Cannot read the ledger"),
				)

	# content

	def validate_diagnosis(self) -> None:
		if facts.get(self).diagnosis and not self.diagnosis_proof:
			frappe.throw(
				_(
					"A diagnosis needs its paper: attach the hospital's document first, or leave Diagnosed out."
				)
			)

	def set_measures(self, today: date) -> None:
		for row in self.measures:
			row.measure_owner = row.measure_owner or self.responsible_person
			row.done_on = (row.done_on or today) if row.done else None

	def validate_ready_to_file(self) -> None:
		if self.status not in LED:
			return
		missing = []
		if not self.lead:
			missing.append(_("{0} is empty.").format(_(self.meta.get_label("lead"), context=self.doctype)))
		elif self.lead == self.responsible_person:
			missing.append(_("The lead in charge and the responsible person must be two people."))
		if not self.measures:
			missing.append(_("There is no measure yet; enter at least one."))
		if missing:
			frappe.throw(missing, title=_("The ledger is not complete"), as_list=True)

	def validate_reason_to_leave(self) -> None:
		if self.status in ("Declined", "Transferred") and not self.decline_reason:
			frappe.throw(
				_("Enter {0} and save before you take this step.").format(
					_(self.meta.get_label("decline_reason"), context=self.doctype)
				),
				title=_("Reason needed"),
			)

	# what the app writes

	def set_dates(self, levels: Levels, now: datetime) -> None:
		today, before = now.date(), self.status_before()
		if before == "Closed" and self.is_open:
			self.reopened_at = now.replace(microsecond=0)
		if not self.is_open:
			self.handover_reason = None
		self.awaits_convenor = convening.get_awaited(self)
		if self.status == "Filed" and before != "Filed":
			self.filed_on = today
			self.previous_ledger = self.previous_ledger or cases.get_previous_ledger(self)
		if self.status != "Closed":
			self.closed_on = None
		elif before != "Closed":
			self.closed_on = today
		self.next_dispatch_due = None
		if self.is_open:
			last = self.dispatches[-1].date if self.dispatches else self.filed_on or self.occurred_on
			self.next_dispatch_due = next_dispatch_due(levels[self.risk_level], getdate(last))
