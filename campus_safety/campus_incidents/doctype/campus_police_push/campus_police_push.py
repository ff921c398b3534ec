"""Notice to the police 推送公安 (domain §19): each college once a term, nil returns included; approved by four, minimum fields, recalled, cleared."""

import frappe
from frappe import _
from frappe.utils import getdate, now_datetime

from campus_safety.access.scopes import has_any_role, leads
from campus_safety.domain import roles as r
from campus_safety.domain.incidents.police import DRAFTED
from campus_safety.exceptions import OutOfScopeError, PolicePushError
from campus_safety.records.closed_parts import all_fields
from campus_safety.records.protected import ProtectedRecord
from campus_safety.records.scope import get_scope_of_unit
from campus_safety.services.incidents.police import deciding


class CampusPolicePush(ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_incidents.doctype.campus_police_push_row.campus_police_push_row import (
			CampusPolicePushRow,
		)

		channel: DF.Literal["", "In Person", "Sealed Letter", "Police System"]
		cleared_at: DF.Datetime | None
		college: DF.Link | None
		college_by: DF.Link | None
		export_number: DF.Data | None
		feedback: DF.SmallText | None
		for_college: DF.Link
		impact_assessment: DF.Link | None
		late_entry: DF.Check
		leader_at: DF.Datetime | None
		leader_by: DF.Link | None
		legal_basis: DF.SmallText
		nil_return: DF.Check
		nil_review: DF.SmallText | None
		occurred_on: DF.Date | None
		psych_by: DF.Link | None
		recall_reason: DF.SmallText | None
		recalled_at: DF.Datetime | None
		receipt_no: DF.Data | None
		receipt_on: DF.Date | None
		receiver: DF.Data | None
		recorded_by: DF.Link | None
		rows: DF.Table[CampusPolicePushRow]
		school_contact: DF.Data
		security_by: DF.Link | None
		sent_at: DF.Datetime | None
		sent_by: DF.Link | None
		status: DF.Literal[
			"Drafted",
			"College Approved",
			"Centre Approved",
			"Security Approved",
			"Approved",
			"Sent",
			"Received",
			"Recalled",
			"Cleared",
		]
		term: DF.Link | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
		written_by: DF.SmallText | None
	# end: auto-generated types

	needs_unit = True
	final = ("Cleared",)
	app_owned = (
		"impact_assessment",
		"export_number",
		"sent_at",
		"sent_by",
		"recalled_at",
		"cleared_at",
		"college_by",
		"psych_by",
		"security_by",
		"leader_by",
		"leader_at",
		"written_by",
	)

	def get_closed_fields(self, user: str) -> list[str]:
		"""What was approved is what is sent: a draft is open, then only what its state asks for."""
		if self.status == DRAFTED:
			return []
		return [field for field in all_fields(self) if field not in deciding.OPEN_FIELDS.get(self.status, ())]

	def before_insert(self) -> None:
		deciding.validate_texts(self)
		super().before_insert()

	def before_validate(self) -> None:
		deciding.validate_texts(self)
		super().before_validate()

	def validate(self) -> None:
		now, before, user = now_datetime(), self.get_doc_before_save(), frappe.session.user
		self.set_day(getdate(now))
		self.validate_not_decided()
		super().validate()
		if self.flags.app_write:
			return
		deciding.validate_changes(self, before)
		deciding.validate_rows(self, before)
		deciding.validate_days(self, before, now)
		deciding.validate_step(self, before, user, now.date())
		deciding.follow(self, before, user, now)

	def set_scope(self) -> None:
		"""The college that reports."""
		self.unit = self.for_college
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def validate_scope(self) -> None:
		"""That College Lead, or Student Affairs for them. Errors: OutOfScopeError, PolicePushError for what is no college."""
		if frappe.db.get_value("Campus Unit", self.for_college, "unit_type") != "College":
			frappe.throw(_("Choose a college."), PolicePushError)
		user = frappe.session.user
		if (
			not self.has_value_changed("for_college")
			or self.flags.ignore_permissions
			or user == "Administrator"
		):
			return
		if not (leads(user, self.for_college) or has_any_role(user, (r.STUDENT_AFFAIRS,))):
			frappe.throw(_("Each college reports its own students."), OutOfScopeError)

	def set_late_entry(self) -> None:
		"""It is written while it is made."""
		self.late_entry = 0
