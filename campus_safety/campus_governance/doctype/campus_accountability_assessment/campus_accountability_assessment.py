import frappe
from frappe import _
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.access.scopes import has_any_role, leads, own_departments
from campus_safety.domain.roles import DISCIPLINE_OFFICE, SCHOOL_LEADER
from campus_safety.exceptions import ArchivedAssessmentError, WorkflowGuardError
from campus_safety.records.content import content_of
from campus_safety.records.posts import get_users_with_role
from campus_safety.records.record import CampusRecord
from campus_safety.services.governance import assessment
from campus_safety.services.governance.settings import get_appeal_days


class CampusAccountabilityAssessment(CampusRecord):
	"""Assessment 考核 of a unit or a person over a period: arithmetic over duties (domain §20)."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_accountability_deduction.campus_accountability_deduction import (
			CampusAccountabilityDeduction,
		)
		from campus_safety.campus_governance.doctype.campus_accountability_exemption.campus_accountability_exemption import (
			CampusAccountabilityExemption,
		)
		from campus_safety.campus_governance.doctype.campus_accountability_item.campus_accountability_item import (
			CampusAccountabilityItem,
		)

		appeal_reason: DF.Text | None
		appeal_until: DF.Date | None
		assessed_unit: DF.Link | None
		college: DF.Link | None
		comment: DF.Text | None
		computed_at: DF.Datetime | None
		exemptions: DF.Table[CampusAccountabilityExemption]
		grade: DF.Literal["", "Excellent", "Good", "Qualified", "Not Qualified", "Nothing Owed"]
		incident_deductions: DF.Table[CampusAccountabilityDeduction]
		items: DF.Table[CampusAccountabilityItem]
		late_entry: DF.Check
		missed_risk_duties: DF.Int
		occurred_on: DF.Date | None
		period_from: DF.Date
		period_to: DF.Date
		person_name: DF.Data | None
		recorded_by: DF.Link | None
		score: DF.Float
		status: DF.Literal["Draft", "Submitted", "Reviewed", "Approved", "Appealed", "Archived"]
		subject_type: DF.Literal["Unit", "Person"]
		term: DF.Link | None
		unit: DF.Link | None
		user: DF.Link | None
		workflow_state: DF.Link | None
		written_by: DF.SmallText | None
	# end: auto-generated types

	needs_unit = True
	app_owned = (
		"score",
		"grade",
		"computed_at",
		"items",
		"exemptions",
		"missed_risk_duties",
		"appeal_until",
		"occurred_on",
		"written_by",
	)

	def validate(self) -> None:
		self.set_assessed()
		super().validate()
		self.validate_period()
		self.validate_entries()
		self.validate_step()
		self.set_appeal_until()
		self.set_result()

	def set_assessed(self) -> None:
		"""The unit whose staff may read it: the assessed one, or the one the person works in."""
		if self.subject_type == "Unit":
			self.user, self.unit = None, self.assessed_unit
			return
		self.assessed_unit = None
		if self.user and not self.unit:
			self.unit = frappe.db.get_value(
				"Campus Network Assignment",
				{"holder_user": self.user, "status": "Active", "unit": ("is", "set")},
				"unit",
			) or frappe.db.get_value("Campus Unit", {"unit_type": "School"})

	def validate_period(self) -> None:
		if self.period_from and self.period_to and getdate(self.period_to) < getdate(self.period_from):
			frappe.throw(_("The period ends before it begins."))

	def validate_entries(self) -> None:
		"""What was submitted stays what it was; deductions are decided with it, and once decided only an appeal opens them."""
		before = self.get_doc_before_save()
		if not before or before.status == "Draft":
			return
		allowed = assessment.OPEN_FIELDS[before.status]
		for field in assessment.ENTERED:
			if field not in allowed and content_of(self, field) != content_of(before, field):
				frappe.throw(
					_("This assessment is {0}: {1} can no longer be changed.").format(
						_(before.status, context=self.doctype),
						_(self.meta.get_label(field), context=self.doctype),
					),
					ArchivedAssessmentError,
				)
		if before.status == "Approved" and self.changed_content(before):
			self.validate_appeals_for_themselves()
		if before.status == "Appealed" and self.changed_content(before):
			self.validate_appeal_is_decided_by_others()

	def validate_appeals_for_themselves(self) -> None:
		user = frappe.session.user
		if user != "Administrator" and not self.is_about(user):
			frappe.throw(_("Only those who are assessed appeal."), WorkflowGuardError)

	def validate_appeal_is_decided_by_others(self) -> None:
		if not has_any_role(frappe.session.user, (DISCIPLINE_OFFICE, SCHOOL_LEADER)):
			frappe.throw(_("Only those who decide an appeal write while it is open."), WorkflowGuardError)

	def validate_step(self) -> None:
		"""Nobody decides about themselves; an appeal says why."""
		before = self.get_doc_before_save()
		if not before or before.status == self.status:
			return
		self.validate_appeal_time(before)
		is_own = self.is_about(frappe.session.user)
		if self.status != "Appealed":
			if is_own:
				frappe.throw(_("Nobody decides about their own assessment."), WorkflowGuardError)
			self.validate_reviewer(before)
			return
		self.validate_appeals_for_themselves()
		if not (self.appeal_reason or "").strip():
			frappe.throw(_("Write and save the reason for the appeal first."), title=_("Reason needed"))

	def validate_appeal_time(self, before) -> None:
		"""Within the days of the setting, and not cut short by the archive; a second appeal has the days anew."""
		if before.status != "Approved" or not before.appeal_until:
			return
		is_open = getdate(before.appeal_until) >= getdate()
		last = frappe.format(before.appeal_until, "Date")
		if self.status == "Appealed" and not is_open:
			frappe.throw(
				_("The appeal was possible until {0}.").format(last), title=_("Too late for an appeal")
			)
		if self.status == "Archived" and is_open and not before.appeal_reason:
			frappe.throw(
				_("An appeal is possible until {0}: archive it afterwards.").format(last),
				title=_("Appeal still possible"),
			)

	def set_appeal_until(self) -> None:
		before = self.get_doc_before_save()
		if self.status == "Approved" and not (before and before.status == "Approved"):
			self.appeal_until = add_days(getdate(), get_appeal_days())

	def validate_reviewer(self, before) -> None:
		"""The School Leader reviews in place of the Discipline Office only what that may not: its own."""
		reviewing = self.status == "Reviewed" and before.status in ("Submitted", "Appealed")
		user = frappe.session.user
		if not reviewing or user == "Administrator" or has_any_role(user, (DISCIPLINE_OFFICE,)):
			return
		theirs = [judge for judge in get_users_with_role(DISCIPLINE_OFFICE) if not self.is_about(judge)]
		if theirs:
			frappe.throw(
				_("The Discipline Office reviews this; the School Leader only what concerns that office."),
				WorkflowGuardError,
			)

	def is_about(self, user: str) -> bool:
		"""The person, the college's lead, or whoever works in the department."""
		if self.subject_type == "Person":
			return user == self.user
		return leads(user, self.assessed_unit) or self.assessed_unit in own_departments(user)

	def set_result(self) -> None:
		if self.status == "Draft":
			assessment.compute(self, now_datetime())
		elif self.status not in assessment.DECIDED:
			assessment.score(self)
