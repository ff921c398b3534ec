"""Who answers for an incident 责任认定 (domain §20): evidence both ways, statement, hearing, finding, appeal; shut to whoever it is about."""

import frappe
from frappe.utils import getdate, now_datetime

from campus_safety.domain.incidents.accountability import APPEALED, CLUE, EXECUTED, FIXED
from campus_safety.records.protected import ProtectedRecord
from campus_safety.services.incidents.accountability import deciding, deductions


class CampusAccountabilityCase(ProtectedRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_incidents.doctype.campus_case_evidence.campus_case_evidence import (
			CampusCaseEvidence,
		)
		from campus_safety.campus_incidents.doctype.campus_case_person.campus_case_person import (
			CampusCasePerson,
		)

		appeal_until: DF.Date | None
		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		clue: DF.SmallText
		collected_at: DF.Datetime | None
		college: DF.Link | None
		decision_note: DF.SmallText | None
		drop_reason: DF.SmallText | None
		evidence: DF.Table[CampusCaseEvidence]
		executed_at: DF.Datetime | None
		found_by: DF.Link | None
		hearing_note: DF.SmallText | None
		incident: DF.Link
		late_entry: DF.Check
		occurred_on: DF.Date | None
		persons: DF.Table[CampusCasePerson]
		recorded_by: DF.Link | None
		status: DF.Literal[
			"Clue", "Verified", "Heard", "Found", "Approved", "Executed", "Appealed", "Archived"
		]
		term: DF.Link | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
		written_by: DF.SmallText | None
	# end: auto-generated types

	needs_unit = True
	final = ("Archived",)
	app_owned = (
		"evidence",
		"collected_at",
		"found_by",
		"approved_by",
		"approved_at",
		"appeal_until",
		"executed_at",
		"written_by",
	)

	def get_closed_fields(self, user: str) -> list[str]:
		"""What was reported stays once it is verified; findings that are proposed are returned, not changed."""
		closed = ["incident"]
		if self.status != CLUE:
			closed.append("clue")
		if self.status in FIXED:
			closed.append("persons")
		return closed

	def validate(self) -> None:
		now, before, user = now_datetime(), self.get_doc_before_save(), frappe.session.user
		self.set_day(getdate(now))
		self.validate_not_decided()
		super().validate()
		deciding.validate_incident(self, before)
		deciding.validate_clue(self, before)
		deciding.validate_persons(self, before, user)
		deciding.validate_rows(self, before, now)
		deciding.validate_step(self, before, user, now.date())
		deciding.follow(self, before, now)

	def on_update(self) -> None:
		before = self.get_doc_before_save()
		if before and before.status != self.status and self.status in (EXECUTED, APPEALED):
			deductions.flow(self)

	def set_scope(self) -> None:
		"""The whole school's: it is of no class, and no college reads it."""
		self.unit = frappe.db.get_value("Campus Unit", {"unit_type": "School"}, order_by="lft asc")
		self.college = None

	def validate_scope(self) -> None:
		"""The role says who opens a case; whoever answers in another one still does their office."""

	def set_late_entry(self) -> None:
		"""It is written while it is made."""
		self.late_entry = 0
