"""The review of an incident 事件复盘 (domain §20): the notice's sections, what the app has collected, actions with a day."""

import frappe
from frappe import _
from frappe.utils import get_fullname, getdate, now_datetime

from campus_safety.exceptions import ReviewStepError
from campus_safety.records.closed_parts import all_fields
from campus_safety.records.decided import Decided
from campus_safety.records.named import may_be_named
from campus_safety.records.record import CampusRecord
from campus_safety.services.incidents.review import deciding


class CampusIncidentReview(Decided, CampusRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_incidents.doctype.campus_review_action.campus_review_action import (
			CampusReviewAction,
		)
		from campus_safety.campus_incidents.doctype.campus_review_duty.campus_review_duty import (
			CampusReviewDuty,
		)
		from campus_safety.campus_incidents.doctype.campus_review_moment.campus_review_moment import (
			CampusReviewMoment,
		)

		actions: DF.Table[CampusReviewAction]
		aftercare: DF.Text | None
		approved_at: DF.Datetime | None
		approved_by: DF.Link | None
		basic_facts: DF.Text | None
		causes: DF.Text | None
		collected_at: DF.Datetime | None
		college: DF.Link | None
		due: DF.Date | None
		duties: DF.Table[CampusReviewDuty]
		education_duties: DF.Text | None
		emergency_handling: DF.Text | None
		improvements: DF.Text | None
		incident: DF.Link | None
		late_entry: DF.Check
		occurred_on: DF.Date | None
		opinion_control: DF.Text | None
		recorded_by: DF.Link | None
		responsibility: DF.Text | None
		responsible_person: DF.Link | None
		status: DF.Literal["Draft", "Submitted", "Approved"]
		submitted_at: DF.Datetime | None
		submitted_by: DF.Link | None
		term: DF.Link | None
		timeline: DF.Table[CampusReviewMoment]
		unit: DF.Link | None
		workflow_state: DF.Link | None
		written_by: DF.SmallText | None
	# end: auto-generated types

	needs_unit = True
	final = ("Approved",)
	administrator_deletes = False
	app_owned = (
		"incident",
		"due",
		"timeline",
		"duties",
		"collected_at",
		"submitted_by",
		"submitted_at",
		"approved_by",
		"approved_at",
		"written_by",
	)

	def get_closed_fields(self, user: str) -> list[str]:
		"""All of it to whoever does not write it."""
		if deciding.writes(self, user):
			return ["responsible_person"] if user == self.responsible_person else []
		return all_fields(self)

	def validate(self) -> None:
		now, before = now_datetime(), self.get_doc_before_save()
		self.set_day(getdate(now))
		super().validate()
		self.validate_not_decided()
		if before:
			deciding.validate_writer(self, before, frappe.session.user)
		self.validate_named(before)
		self.validate_task_links(before)
		deciding.validate_actions(self, before, now.date())
		deciding.validate_step(self, before, frappe.session.user)
		deciding.follow(self, before, now)

	def on_update(self) -> None:
		deciding.end_incident(self, self.get_doc_before_save())

	def set_scope(self) -> None:
		"""The incident's."""
		self.unit, self.college = frappe.db.get_value(
			"Campus Emergency Incident", self.incident, ["unit", "college"]
		)

	def set_late_entry(self) -> None:
		"""It is written while it is made; when it is due stands beside it."""
		self.late_entry = 0

	def validate_named(self, before) -> None:
		"""Errors: ReviewStepError."""
		user = self.responsible_person
		if before and before.responsible_person == user:
			return
		if not may_be_named(self.doctype, "responsible_person", user):
			frappe.throw(
				_("{0} is not an account of the staff.").format(get_fullname(user) or _("Nobody")),
				ReviewStepError,
			)

	def validate_task_links(self, before) -> None:
		"""Only approving makes tasks, and only a drill shows an action. Errors: ReviewStepError."""
		if self.flags.app_write:
			return
		known = {row.name: (row.clause_task, row.proved_in) for row in before.actions} if before else {}
		for row in self.actions:
			if (row.clause_task or None, row.proved_in or None) != known.get(row.name, (None, None)):
				frappe.throw(
					_("Row {0}: task and drill are entered by the system.").format(row.idx), ReviewStepError
				)
