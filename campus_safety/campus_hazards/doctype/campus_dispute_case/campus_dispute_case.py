"""A dispute 矛盾纠纷 (domain §13): both sides, a mediator of neither, a result everybody knows, a revisit."""

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate, now_datetime

from campus_safety.access.scopes import held_units, own_departments
from campus_safety.domain import roles as r
from campus_safety.domain.disputes.course import FOUND
from campus_safety.records.closed_parts import all_fields
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.school import get_school
from campus_safety.records.scope import get_scope_of_student, get_scope_of_unit
from campus_safety.services.disputes import due, steps


class CampusDisputeCase(Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_hazards.doctype.campus_dispute_party.campus_dispute_party import (
			CampusDisputeParty,
		)

		agreed_on: DF.Date | None
		agreement: DF.Attach | None
		cause: DF.SmallText
		college: DF.Link | None
		deadline: DF.Date | None
		dispute_type: DF.Literal[
			"Teacher-Student",
			"Students",
			"Home-School",
			"Labour",
			"Economic",
			"Construction",
			"Neighbourhood",
		]
		found_at: DF.Datetime
		grade: DF.Literal["General", "Larger", "Major"]
		late_entry: DF.Check
		measures: DF.SmallText | None
		mediator: DF.Link | None
		occurred_on: DF.Date | None
		outcome: DF.Literal["", "Agreement", "Withdrawn", "Referred"]
		parties: DF.Table[CampusDisputeParty]
		place: DF.Data | None
		recorded_by: DF.Link | None
		referred_to: DF.Data | None
		result: DF.SmallText | None
		revisit_due: DF.Date | None
		revisit_note: DF.SmallText | None
		revisit_result: DF.Literal["", "Kept", "Broken"]
		revisited_on: DF.Date | None
		stability_control: DF.SmallText | None
		status: DF.Literal["Found", "Registered", "Mediating", "Resolved", "Revisited", "Closed"]
		term: DF.Link | None
		times_reopened: DF.Int
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	final = ("Closed",)
	administrator_deletes = False
	late_writers = (r.COLLEGE_LEAD, r.SAFETY_OFFICE, r.STUDENT_AFFAIRS)
	app_owned = ("revisit_due", "times_reopened")

	def get_closed_fields(self, user: str) -> list[str]:
		"""All of it to whoever does not settle it; when it was found stays once it is registered."""
		if not steps.writes(user, self):
			return all_fields(self)
		closed = [] if self.status == FOUND else ["found_at"]
		return closed if steps.settles(user, self) else [*closed, "mediator"]

	def validate(self) -> None:
		now, before, user = now_datetime(), self.get_doc_before_save(), frappe.session.user
		self.occurred_on = getdate(self.found_at)
		super().validate()
		self.validate_not_decided()
		self.validate_found(now)
		steps.validate_parties(self, user)
		steps.validate_writer(self, before, user)
		steps.validate_mediator(self, before)
		steps.validate_days(self, now.date())
		steps.validate_step(self, before, user)
		steps.follow(self, before, now)

	def on_update(self) -> None:
		due.settle(self, now_datetime())

	def validate_found(self, now) -> None:
		"""Errors: ValidationError."""
		if get_datetime(self.found_at) > now:
			frappe.throw(_("{0} lies in the future.").format(_("Found At", context=self.doctype)))

	def validate_scope(self) -> None:
		"""Whoever finds it writes it down, whomever it is about: the role says it."""

	def set_scope(self) -> None:
		"""The class of the first student in it; else where whoever found it works; else the school."""
		before = self.get_doc_before_save()
		if before:
			self.unit, self.college = before.unit, before.college
			return
		student = next((row.student for row in self.parties if row.student), None)
		if student:
			self.unit, self.college = get_scope_of_student(student)
			return
		user = frappe.session.user
		own = sorted(own_departments(user)) or sorted(held_units(user))
		self.unit = own[0] if own else get_school()
		self.college = get_scope_of_unit(self.unit)
