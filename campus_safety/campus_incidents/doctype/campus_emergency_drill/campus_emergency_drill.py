"""A drill 应急演练, or the muster of an emergency (domain §18): planned, held, compared with the last one; its problems are mended."""

import frappe
from frappe import _
from frappe.utils import cint, now_datetime

from campus_safety.exceptions import DrillStepError
from campus_safety.records.closed_parts import all_fields
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_unit
from campus_safety.services.incidents.drills import steps

# once it has begun
FIXED = ("drill_type", "notice_mode", "planned_at", "building", "drilled_unit", "incident", "visitors")


class CampusEmergencyDrill(Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_incidents.doctype.campus_drill_check.campus_drill_check import (
			CampusDrillCheck,
		)
		from campus_safety.campus_incidents.doctype.campus_drill_problem.campus_drill_problem import (
			CampusDrillProblem,
		)
		from campus_safety.campus_incidents.doctype.campus_drill_warden.campus_drill_warden import (
			CampusDrillWarden,
		)

		after_talk: DF.SmallText | None
		assembly_point: DF.Data
		building: DF.Link | None
		college: DF.Link | None
		drill_type: DF.Literal["Fire", "Violence", "Refuge", "Training", "Tabletop"]
		drilled_unit: DF.Link | None
		evacuated: DF.Int
		evaluation: DF.Table[CampusDrillCheck]
		excused: DF.Int
		expected: DF.Int
		finished_at: DF.Datetime | None
		hidden: DF.Check
		incident: DF.Link | None
		is_night: DF.Check
		late_entry: DF.Check
		marks_digest: DF.Data | None
		missing: DF.Int
		muster_minutes: DF.Int
		muster_time: DF.Datetime | None
		notice_mode: DF.Literal["Announced", "Window Announced", "Unannounced"]
		occurred_on: DF.Date | None
		plan: DF.Link | None
		planned_at: DF.Datetime
		problems: DF.Table[CampusDrillProblem]
		recorded_by: DF.Link | None
		review: DF.Link | None
		safety_officer: DF.Link
		scenario_preset: DF.SmallText | None
		started_at: DF.Datetime | None
		status: DF.Literal["Planned", "Running", "Finished", "Cancelled"]
		term: DF.Link | None
		told_110_at: DF.Datetime | None
		told_119_at: DF.Datetime | None
		unit: DF.Link | None
		visitors: DF.Int
		wardens: DF.Table[CampusDrillWarden]
		window_until: DF.Datetime | None
	# end: auto-generated types

	needs_unit = True
	final = ("Finished", "Cancelled")
	deletable = ("Planned",)
	app_owned = (
		"status",
		"started_at",
		"muster_time",
		"muster_minutes",
		"finished_at",
		"is_night",
		"expected",
		"evacuated",
		"missing",
		"excused",
		"marks_digest",
		"occurred_on",
	)

	def get_closed_fields(self, user: str) -> list[str]:
		"""All of it to whoever does not lead it; what has begun keeps what it was."""
		if not steps.leads(user, self):
			return all_fields(self)
		return [] if self.status == steps.PLANNED else list(FIXED)

	def validate(self) -> None:
		now, before = now_datetime(), self.get_doc_before_save()
		super().validate()
		self.validate_not_decided()
		self.validate_writer(before)
		if not before or before.status == steps.PLANNED:
			steps.validate_plan(self, now)
		steps.validate_incident(self, before)
		self.validate_plan_stands(before)
		self.validate_hazards(before)
		steps.set_hidden(self)
		if not before:
			steps.bring_checks(self)

	def on_update(self) -> None:
		steps.follow(self, now_datetime())

	def set_scope(self) -> None:
		"""Of the class or college that takes part; a building is the whole school's."""
		self.unit = self.drilled_unit or frappe.db.get_value(
			"Campus Unit", {"unit_type": "School"}, order_by="lft asc"
		)
		self.college = get_scope_of_unit(self.drilled_unit) if self.drilled_unit else None

	def set_late_entry(self) -> None:
		"""It is written while it is held."""
		self.late_entry = 0

	def validate_writer(self, before) -> None:
		"""Errors: DrillStepError."""
		if self.flags.app_write or not before or steps.leads(frappe.session.user, before):
			return
		if self.changed_content(before):
			frappe.throw(_("Only the safety officer, or who plans drills, writes here."), DrillStepError)

	def validate_plan_stands(self, before) -> None:
		"""What has begun keeps what it was. Errors: DrillStepError."""
		if not before or before.status == steps.PLANNED or self.flags.app_write:
			return
		changed = {*self.changed_content(before)} & {*FIXED}
		if changed:
			labels = "、".join(
				_(self.meta.get_label(field), context=self.doctype) for field in sorted(changed)
			)
			frappe.throw(_("It has begun: {0} stays as it was.").format(labels), DrillStepError)

	def validate_hazards(self, before) -> None:
		"""A hazard is entered by raising it; where a check came from stays. Errors: DrillStepError."""
		if self.flags.app_write:
			return
		hazards = {row.name: row.hazard for row in before.problems} if before else {}
		if any((row.hazard or None) != (hazards.get(row.name) or None) for row in self.problems):
			frappe.throw(_("Make a problem a hazard by its button."), DrillStepError)
		known = {row.name: (row.comes_from, row.source_row) for row in before.evaluation} if before else {}
		for row in self.evaluation:
			if (row.comes_from or None, row.source_row or None) != tuple(
				value or None for value in known.get(row.name, (None, None))
			):
				frappe.throw(
					_("Row {0}: where a check comes from is entered by the system.").format(row.idx),
					DrillStepError,
				)

	def may_be_deleted(self) -> bool:
		return super().may_be_deleted() and not cint(self.hidden)
