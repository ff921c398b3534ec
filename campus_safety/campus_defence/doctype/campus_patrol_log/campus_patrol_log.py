import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.school import get_school
from campus_safety.services.defence import due, patrols


class CampusPatrolLog(Decided, CampusRecord):
	"""A patrol 巡逻 of one day (domain §17): planned by the app, walked from code to code, missed where nobody came."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_defence.doctype.campus_patrol_scan.campus_patrol_scan import (
			CampusPatrolScan,
		)

		armed: DF.Check
		arrived_at: DF.Datetime | None
		college: DF.Link | None
		ends_at: DF.Datetime | None
		findings: DF.SmallText | None
		in_time: DF.Check
		late_entry: DF.Check
		marks: DF.Int
		missed_reason: DF.SmallText | None
		missing_points: DF.Int
		occurred_on: DF.Date | None
		open_key: DF.Data | None
		patrol_date: DF.Date | None
		planned: DF.Link
		recorded_by: DF.Link | None
		scans: DF.Table[CampusPatrolScan]
		slot: DF.Literal["", "School Start", "School End", "Mealtime", "Night"]
		starts_at: DF.Datetime | None
		status: DF.Literal["Planned", "Running", "Done", "Missed"]
		term: DF.Link | None
		unit: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	administrator_deletes = False
	app_owned = (
		"planned",
		"slot",
		"patrol_date",
		"status",
		"starts_at",
		"ends_at",
		"arrived_at",
		"in_time",
		"armed",
		"scans",
		"missing_points",
		"marks",
		"occurred_on",
		"open_key",
	)

	def validate(self) -> None:
		patrols.set_figures(self)
		self.validate_planned()
		super().validate()
		self.validate_words()

	def on_update(self) -> None:
		due.settle(self, now_datetime())

	def set_scope(self) -> None:
		"""The school's."""
		self.unit, self.college = get_school(), None

	def set_late_entry(self) -> None:
		"""Its times are the server's."""
		self.late_entry = 0

	def validate_planned(self) -> None:
		"""Errors: PermissionError for one that a person makes."""
		if self.is_new() and not self.flags.app_write:
			frappe.throw(_("Patrols come from the plan and are walked by the codes."), frappe.PermissionError)

	def validate_words(self) -> None:
		"""Errors: ValidationError where a word is taken away again."""
		before = self.get_doc_before_save()
		if (self.missed_reason or "").strip() and self.status != patrols.MISSED:
			frappe.throw(_("Why it was missed is written once it was missed."))
		for field in ("findings", "missed_reason"):
			if before and (before.get(field) or "").strip() not in (self.get(field) or ""):
				frappe.throw(_("What was written stays. Write more below it."))
