import frappe
from frappe import _
from frappe.utils import cint, getdate, nowdate

from campus_safety.access.scopes.governance import drafts
from campus_safety.domain import roles as r
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_unit
from campus_safety.services.governance import policies


class CampusPolicyAssessment(Decided, CampusRecord):
	"""A rule, decision or policy that is assessed before it is issued 制度风险评估 (domain §16)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_policy_consultation.campus_policy_consultation import (
			CampusPolicyConsultation,
		)
		from campus_safety.campus_governance.doctype.campus_policy_risk.campus_policy_risk import (
			CampusPolicyRisk,
		)

		affected: DF.SmallText
		agenda: DF.Data | None
		assess_again: DF.Check
		college: DF.Link | None
		congress_opinion: DF.SmallText | None
		consultations: DF.Table[CampusPolicyConsultation]
		contingency_plan: DF.SmallText | None
		decided_by: DF.Link | None
		decision: DF.Literal["", "Issue", "Issue with Changes", "Do Not Issue"]
		decision_note: DF.SmallText | None
		draft: DF.Text
		drafting_unit: DF.Link
		emergency: DF.Check
		emergency_reason: DF.SmallText | None
		evaluation: DF.SmallText | None
		late_entry: DF.Check
		legality_review: DF.SmallText | None
		named_by: DF.Int
		occurred_on: DF.Date | None
		on_agenda_at: DF.Datetime | None
		publicised_from: DF.Date | None
		publicised_to: DF.Date | None
		published_on: DF.Date | None
		recorded_by: DF.Link | None
		reviewed_by: DF.Link | None
		risk_level: DF.Literal["", "Low", "Medium", "High"]
		risks: DF.Table[CampusPolicyRisk]
		status: DF.Literal[
			"Drafted", "Consulting", "Assessed", "Reviewed", "Decided", "Published", "Evaluated"
		]
		term: DF.Link | None
		title: DF.Data
		unanswered: DF.Int
		unit: DF.Link | None
		valid_until: DF.Date | None
		workflow_state: DF.Link | None
		written_by: DF.SmallText | None
	# end: auto-generated types

	needs_unit = True
	deletable = ("Drafted",)
	late_writers = (r.SCHOOL_OFFICE, r.COLLEGE_LEAD)
	app_owned = (
		"unanswered",
		"risk_level",
		"reviewed_by",
		"agenda",
		"on_agenda_at",
		"decided_by",
		"published_on",
		"valid_until",
		"assess_again",
		"named_by",
		"written_by",
	)

	def onload(self) -> None:
		gaps = policies.get_gaps(self, getdate(nowdate()))
		self.set_onload("gaps", [policies.words(gap) for gap in gaps])

	def get_closed_fields(self, user: str) -> list[str]:
		return policies.get_closed_fields(self, user)

	def validate(self) -> None:
		before, user, today = self.get_doc_before_save(), frappe.session.user, getdate(nowdate())
		self.occurred_on = before.occurred_on if before else today
		super().validate()
		self.validate_dates()
		if not before and not self.flags.app_write:
			policies.validate_begun(self)
		if before and not self.flags.app_write:
			policies.validate_writer(self, before, {*self.changed_content(before)}, user)
			policies.validate_rows_stay(self, before)
			if before.status != self.status:
				policies.validate_step(self, before, user, today)
		policies.set_figures(self)
		if not self.flags.app_write:
			policies.set_course(self, before, user, today)

	def set_scope(self) -> None:
		"""The unit that drafts it."""
		self.unit = self.drafting_unit
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def validate_scope(self) -> None:
		"""Drafted by the unit itself, or entered for it by the School Office. Errors: OutOfScopeError."""
		user = frappe.session.user
		if not self.is_new() or user == "Administrator" or self.flags.ignore_permissions:
			return
		if not drafts(user, self.drafting_unit, office_too=True):
			frappe.throw(
				_("A policy is drafted by its own unit, or entered by the School Office."), OutOfScopeError
			)

	def validate_dates(self) -> None:
		"""Errors: ValidationError."""
		if self.publicised_from and self.publicised_to:
			if getdate(self.publicised_to) < getdate(self.publicised_from):
				frappe.throw(_("Publicised Until lies before Publicised From."))
		for row in self.risks:
			if not (1 <= cint(row.likelihood) <= 5 and 1 <= cint(row.impact) <= 5):
				frappe.throw(_("Row {0}: likelihood and impact are numbers from 1 to 5.").format(row.idx))
