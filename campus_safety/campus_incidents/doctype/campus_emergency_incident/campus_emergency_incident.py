"""An emergency incident 突发事件 (domain §18): two facts open it, clocks run to the minute, several write its log, it ends when all are told."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, get_datetime, now_datetime

from campus_safety.domain.incidents.emergency import RECEIVED, REVIEWED
from campus_safety.exceptions import EmergencyStepError
from campus_safety.records.closed_parts import all_fields
from campus_safety.records.decided import Decided
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_student, get_scope_of_unit
from campus_safety.services.incidents.emergency import clocks, holding, notices, opening, steps
from campus_safety.services.incidents.review import opening as reviews


class CampusEmergencyIncident(Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_incidents.doctype.campus_incident_log_entry.campus_incident_log_entry import (
			CampusIncidentLogEntry,
		)
		from campus_safety.campus_incidents.doctype.campus_incident_notification.campus_incident_notification import (
			CampusIncidentNotification,
		)
		from campus_safety.campus_incidents.doctype.campus_incident_person.campus_incident_person import (
			CampusIncidentPerson,
		)
		from campus_safety.campus_incidents.doctype.campus_incident_report.campus_incident_report import (
			CampusIncidentReport,
		)

		aftercare: DF.SmallText | None
		aid: DF.SmallText | None
		called_off_reason: DF.SmallText | None
		college: DF.Link | None
		commander: DF.Link | None
		controlled_at: DF.Datetime | None
		dead: DF.Int
		ended_at: DF.Datetime | None
		facts: DF.SmallText | None
		false_alarm: DF.Check
		grade: DF.Literal["General", "Larger", "Major", "Extraordinary"]
		graded_at: DF.Datetime | None
		guardians_notified_at: DF.Datetime | None
		incident_type: DF.Link
		injured: DF.Int
		known_at: DF.Datetime | None
		late_entry: DF.Check
		minor_involved: DF.Check
		missing: DF.Int
		next_due: DF.Datetime | None
		notifications: DF.Table[CampusIncidentNotification]
		occurred_at: DF.Datetime | None
		occurred_on: DF.Datetime | None
		people: DF.Table[CampusIncidentPerson]
		place: DF.Data
		plan: DF.Link | None
		recorded_by: DF.Link | None
		reports: DF.Table[CampusIncidentReport]
		response_log: DF.Table[CampusIncidentLogEntry]
		scene_protected: DF.Check
		source_key: DF.Data | None
		status: DF.Literal[
			"Received", "Responding", "Handling", "Controlled", "Aftercare", "Ended", "Reviewed"
		]
		student: DF.Link | None
		term: DF.Link | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	final = (REVIEWED,)
	administrator_deletes = False
	app_owned = (
		"known_at",
		"notifications",
		"next_due",
		"response_log",
		"reports",
		"people",
		"guardians_notified_at",
		"controlled_at",
		"ended_at",
		"false_alarm",
		"called_off_reason",
		"graded_at",
		"student",
		"source_key",
	)

	def get_closed_fields(self, user: str) -> list[str]:
		"""All of it to whoever does not command; whoever opened it puts right what they saw until somebody does."""
		if steps.commands(user, self, now_datetime()):
			return []
		is_opener = user == self.recorded_by and self.status == RECEIVED
		return [field for field in all_fields(self) if not (is_opener and field in steps.OPENERS)]

	def validate(self) -> None:
		now, before = now_datetime(), self.get_doc_before_save()
		self.validate_type(before)
		self.set_day(now)
		if not before:
			opening.propose_command(self, now)
		super().validate()
		self.validate_not_decided()
		self.validate_writers(before, now)
		self.validate_occurred(now)
		steps.validate_commander(self, before)
		if not before:
			opening.set_opened(self, now)
		steps.follow(self, before, now)
		self.set_affected()
		clocks.follow(self, now)
		steps.validate_step(self, before)

	def after_insert(self) -> None:
		holding.follow(self)

	def on_update(self) -> None:
		if self.get_doc_before_save():
			holding.follow(self)
		now = now_datetime()
		notices.follow(self, now)
		reviews.follow(self, now)

	# the common part, as it is for an incident

	def set_day(self, now: datetime) -> None:
		self.occurred_on = self.occurred_at or self.known_at or now.replace(microsecond=0)

	def set_scope(self) -> None:
		"""Of the first student who is named; else of the college it concerns, else the whole school's."""
		self.student = next((row.student for row in self.people if row.student), None)
		if self.student:
			self.unit, self.college = get_scope_of_student(self.student)
			return
		self.unit = self.college or frappe.db.get_value(
			"Campus Unit", {"unit_type": "School"}, order_by="lft asc"
		)
		self.college = get_scope_of_unit(self.college) if self.college else None

	def validate_scope(self) -> None:
		"""Anybody on the staff opens one, whoever is hurt (domain §18)."""

	def _validate_late_writer(self, claim, lead_days: int) -> None:
		"""Late is marked; nobody is told that it is too late to say what has happened."""

	# rules

	def validate_type(self, before) -> None:
		"""Errors: EmergencyStepError for a type that is not used any more."""
		if not self.incident_type or (before and before.incident_type == self.incident_type):
			return
		if cint(frappe.db.get_value(opening.TYPE, self.incident_type, "disabled")):
			frappe.throw(
				_("{0} is not used any more. Choose another one.").format(self.incident_type),
				EmergencyStepError,
			)

	def validate_writers(self, before, now: datetime) -> None:
		"""Errors: EmergencyStepError."""
		if not before:
			return
		steps.validate_writer(self, before, {*self.changed_content(before)}, frappe.session.user, now)
		steps.validate_grade(self, before, frappe.session.user)

	def validate_occurred(self, now: datetime) -> None:
		"""Errors: EmergencyStepError."""
		if self.occurred_at and get_datetime(self.occurred_at) > now:
			frappe.throw(_("{0} lies in the future.").format(_("Occurred At")), EmergencyStepError)

	def why_kept(self) -> str:
		return _("{0} is evidence and is not deleted. A false alarm is called off.").format(self.name)

	# what follows from the rest

	def set_affected(self) -> None:
		"""A minor among those who are named; when the last of the families was told."""
		students = [row.student for row in self.people if row.student]
		if students and frappe.db.exists("Campus Student", {"name": ("in", students), "is_minor": 1}):
			self.minor_involved = 1
		told = [row.guardian_told_at for row in self.people if row.student]
		self.guardians_notified_at = max(map(get_datetime, told)) if told and all(told) else None
