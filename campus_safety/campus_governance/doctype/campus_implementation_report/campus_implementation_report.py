import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.records.closed_parts import all_fields
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_unit
from campus_safety.services.governance import reports

OF_THE_UNIT = ("done", "problems", "next")


class CampusImplementationReport(Decided, CampusRecord):
	"""A unit's work report 落实情况报告 (domain §20): drafted by the app, written on by the unit, sent, on paper, frozen."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_governance.doctype.campus_report_clause.campus_report_clause import (
			CampusReportClause,
		)

		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		clauses: DF.Table[CampusReportClause]
		college: DF.Link | None
		content_seal: DF.Data | None
		deadline: DF.Datetime | None
		drafted_at: DF.Datetime | None
		e_file: DF.Attach | None
		frozen_at: DF.Datetime | None
		given_back: DF.SmallText | None
		late: DF.Check
		late_entry: DF.Check
		occurred_on: DF.Date | None
		overview: DF.SmallText | None
		paper_received_at: DF.Datetime | None
		paper_signed_by: DF.Data | None
		recorded_by: DF.Link | None
		round: DF.Link | None
		status: DF.Literal["Drafted", "Sent", "Complete", "Frozen"]
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	late_writers = (r.COLLEGE_LEAD, r.SAFETY_OFFICE)
	final = (reports.FROZEN,)
	administrator_deletes = False
	app_owned = (
		"round",
		"unit",
		"deadline",
		"drafted_at",
		"status",
		"late",
		"approved_by",
		"approved_at",
		"given_back",
		"paper_received_at",
		"paper_signed_by",
		"frozen_at",
		"content_seal",
		"occurred_on",
	)

	def onload(self) -> None:
		self.set_onload("may_write", reports.drafts(frappe.session.user, self.unit))

	def get_closed_fields(self, user: str) -> list[str]:
		"""The unit writes, until it is sent."""
		may = self.status == reports.DRAFTED and reports.drafts(user, self.unit)
		return [] if may else all_fields(self)

	def validate(self) -> None:
		before = self.get_doc_before_save()
		if not before and not self.flags.app_write:
			frappe.throw(_("Reports are made by their round."), frappe.PermissionError)
		super().validate()
		self.validate_not_decided()
		if before and not self.flags.app_write:
			self.keep_clauses(before)
			reports.validate_writer(self, before, {*self.changed_content(before)}, frappe.session.user)
		self.late = int(reports.is_late(self, now_datetime()))

	def keep_clauses(self, before) -> None:
		"""People write their part of each clause: figures, order and number stay the app's."""
		said = {row.name: {field: row.get(field) for field in OF_THE_UNIT} for row in self.clauses}
		self.set("clauses", [])
		for row in before.clauses:
			kept = row.as_dict()
			kept.update(said.get(row.name, {}))
			self.append("clauses", kept)

	def set_scope(self) -> None:
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def validate_scope(self) -> None:
		"""Made by its round; who writes it is asked at each change."""
