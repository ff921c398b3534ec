from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, cint, getdate, now_datetime

from campus_safety.domain.hazards.history import MAJOR, Kind
from campus_safety.domain.roles import COLLEGE_LEAD, SAFETY_OFFICE, SECURITY_OFFICE
from campus_safety.records.decided import Decided
from campus_safety.records.named import may_be_named
from campus_safety.records.record import CampusRecord
from campus_safety.records.scope import get_scope_of_unit
from campus_safety.services.hazards import notices, photos, recurrence, steps


class CampusSafetyHazard(Decided, CampusRecord):
	"""A hazard 安全隐患 (domain §17), from whoever saw it to whoever accepts that it is gone; never the same person as who mends it."""

	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_hazards.doctype.campus_hazard_event.campus_hazard_event import (
			CampusHazardEvent,
		)

		acceptance_note: DF.SmallText | None
		accepted_by: DF.Link | None
		acceptor: DF.Link | None
		area: DF.Link
		campaign: DF.Link | None
		category: DF.Link
		closed_at: DF.Datetime | None
		college: DF.Link | None
		considered_on: DF.Date | None
		deadline: DF.Date | None
		deadline_reason: DF.SmallText | None
		description: DF.SmallText
		drawn_on: DF.Date | None
		events: DF.Table[CampusHazardEvent]
		first_assigned_on: DF.Date | None
		fix_funds: DF.SmallText | None
		fix_measures: DF.SmallText | None
		fix_plan: DF.SmallText | None
		fix_responsibility: DF.SmallText | None
		fix_time_limit: DF.SmallText | None
		found_at: DF.Datetime
		grade: DF.Literal["General", "Major"]
		interim_measure: DF.SmallText | None
		late: DF.Check
		late_entry: DF.Check
		listed_at: DF.Datetime | None
		measure_taken: DF.SmallText | None
		mistaken: DF.Check
		mistaken_reason: DF.SmallText | None
		not_recurred_reason: DF.SmallText | None
		occurred_on: DF.Date | None
		photo_after: DF.AttachImage | None
		photo_after_hash: DF.Data | None
		photo_before: DF.AttachImage | None
		photo_before_hash: DF.Data | None
		photo_like: DF.Data | None
		photo_reused: DF.Check
		recorded_by: DF.Link | None
		rectified_at: DF.Datetime | None
		rectified_by: DF.Link | None
		recurred_from: DF.Link | None
		responsible_person: DF.Link | None
		responsible_unit: DF.Link | None
		return_reason: DF.SmallText | None
		returned: DF.Int
		second_look_at: DF.Datetime | None
		second_look_by: DF.Link | None
		second_look_note: DF.SmallText | None
		second_look_result: DF.Literal["", "Still Mended", "Not Mended"]
		spot: DF.Data | None
		status: DF.Literal["Registered", "Assigned", "Rectifying", "To Accept", "Closed"]
		supervised_by_leader: DF.Link | None
		supervised_by_office: DF.Link | None
		supervision_no: DF.Data | None
		term: DF.Link | None
		unit: DF.Link | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	needs_unit = True
	keeps_files = True
	late_writers = (COLLEGE_LEAD, SAFETY_OFFICE, SECURITY_OFFICE)
	final = ("Closed",)
	deletable = ("Registered",)
	app_owned = (
		"supervision_no",
		"listed_at",
		"supervised_by_office",
		"supervised_by_leader",
		"photo_reused",
		"photo_like",
		"photo_before_hash",
		"photo_after_hash",
		"rectified_by",
		"rectified_at",
		"returned",
		"late",
		"accepted_by",
		"closed_at",
		"mistaken",
		"mistaken_reason",
		"recurred_from",
		"drawn_on",
		"considered_on",
		"second_look_by",
		"second_look_at",
		"second_look_result",
		"second_look_note",
		"events",
		"campaign",
		"first_assigned_on",
	)

	def get_closed_fields(self, user: str) -> list[str]:
		return steps.get_closed_fields(self, user)

	def validate(self) -> None:
		now = now_datetime()
		self.set_day()
		self.set_proposed()
		super().validate()
		self.validate_not_decided()
		self.validate_lists()
		self.validate_photo()
		self.validate_writers()
		self.validate_named()
		self.set_photo_marks()
		self.set_course(now)
		self.set_recurrence(now.date())
		steps.set_figures(self, now.date())

	def on_update(self) -> None:
		notices.follow(self, now_datetime())

	# what it is about

	def set_day(self) -> None:
		self.occurred_on = getdate(self.found_at) if self.found_at else None

	def set_proposed(self) -> None:
		"""Who assigns finds what is usual already there."""
		if self.is_new() and self.area and not self.responsible_unit:
			self.responsible_unit = frappe.db.get_value("Campus Safety Area", self.area, "responsible_unit")
		before = self.get_doc_before_save()
		if before and before.status == "Registered" and self.workflow_state != before.workflow_state:
			if not self.acceptor and frappe.session.user != self.responsible_person:
				self.acceptor = frappe.session.user
			if not self.deadline and self.grade == "General":
				self.deadline = add_days(getdate(), steps.get_general_days())

	def set_scope(self) -> None:
		"""The unit that has to mend it; until one is named the school's own offices."""
		self.unit = self.responsible_unit or frappe.db.get_value(
			"Campus Unit", {"unit_type": "School"}, order_by="lft asc"
		)
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def validate_lists(self) -> None:
		"""Errors: ValidationError for a place or kind that is not used any more."""
		before = self.get_doc_before_save()
		for field, doctype in (("area", "Campus Safety Area"), ("category", "Campus Hazard Category")):
			value = self.get(field)
			if before and before.get(field) == value:
				continue
			if cint(frappe.db.get_value(doctype, value, "disabled")):
				frappe.throw(_("{0} is not used any more. Choose another one.").format(value))

	def validate_photo(self) -> None:
		if self.is_new() and not (self.photo_before or self.flags.without_photo) and steps.needs_photo(self):
			frappe.throw(
				_("Take a photo of it: a hazard of this kind is reported with one."), frappe.MandatoryError
			)

	# who writes, who steps

	def validate_writers(self) -> None:
		"""Errors: HazardStepError."""
		before, user = self.get_doc_before_save(), frappe.session.user
		if self.flags.app_write:
			return
		if not before:
			given = [field for field in (*steps.MENDED, *steps.ACCEPTED) if self.get(field)]
			if given or self.not_recurred_reason:
				frappe.throw(
					_("A new hazard has not been mended yet."),
					steps.HazardStepError,
				)
			return
		steps.validate_writer(self, before, {*self.changed_content(before)}, user)
		if before.status != self.status:
			steps.validate_step(self, before, user, getdate())
		steps.validate_filled(self)
		steps.validate_deadline(self, before, user, getdate())

	def validate_named(self) -> None:
		"""Errors: HazardStepError, ValidationError."""
		before = self.get_doc_before_save()
		for field in ("responsible_person", "acceptor"):
			user = self.get(field)
			if user and (not before or before.get(field) != user):
				if not may_be_named(self.doctype, field, user):
					frappe.throw(
						_("{0} is not an account of the staff.").format(
							frappe.db.get_value("User", user, "full_name") or user
						)
					)
		if self.acceptor and self.status != "Closed" and self.acceptor in steps.get_rectifiers(self):
			frappe.throw(
				_("Whoever mends a hazard does not accept it. Name somebody else under Who Accepts It."),
				steps.HazardStepError,
			)

	# what the record writes down

	def set_photo_marks(self) -> None:
		before = self.get_doc_before_save()
		if not before or before.photo_before != self.photo_before:
			self.photo_before_hash = photos.hash_of(self.photo_before)
		if (before.photo_after if before else None) != self.photo_after:
			self.photo_after_hash = photos.hash_of(self.photo_after)
			self.photo_like = photos.find_like(self.photo_after_hash, self)
			self.photo_reused = int(bool(self.photo_like))

	def set_course(self, now) -> None:
		"""Every step, and everybody who had it to mend."""
		before = self.get_doc_before_save()
		if not before:
			steps.write_down(self, Kind.REGISTERED, now)
			if self.responsible_person:
				steps.write_down(self, Kind.NAMED, now, person=self.responsible_person)
			return
		if self.flags.app_write:
			return
		if any(self.get(field) != before.get(field) for field in steps.MENDED):
			steps.write_down(self, Kind.WROTE, now)
		self.set_changed(before, now)
		way = (before.status, self.status)
		newly = way == ("Registered", "Assigned")
		if newly or (self.status != "Registered" and before.responsible_person != self.responsible_person):
			self.first_assigned_on = self.first_assigned_on or now.date()
			steps.write_down(
				self, Kind.ASSIGNED, now, person=self.responsible_person, note=str(self.deadline or "")
			)
		if way == ("Assigned", "Rectifying"):
			steps.write_down(self, Kind.BEGUN, now)
		elif before.status != "To Accept" and self.status == "To Accept":
			self.return_reason = None
			self.rectified_by = frappe.session.user
			steps.write_down(
				self,
				Kind.RECTIFIED,
				now,
				note=self.measure_taken,
				photo=self.photo_after,
				photo_hash=self.photo_after_hash,
			)
		elif before.status == "To Accept" and self.status not in ("To Accept", "Closed"):
			steps.write_down(self, Kind.RETURNED, now, note=self.return_reason)
			self.update({"rectified_by": None, "photo_after": None, "photo_after_hash": ""})
			self.update({"photo_reused": 0, "photo_like": None, "acceptance_note": None})
		elif before.status != "Closed" and self.status == "Closed":
			self.accepted_by, self.closed_at = frappe.session.user, now.replace(microsecond=0)
			steps.write_down(self, Kind.ACCEPTED, now, note=self.acceptance_note)

	def set_changed(self, before, now) -> None:
		"""Another grade, another day once it is assigned, another person before it is."""
		if before.grade != self.grade:
			note = " → ".join(_(grade, context=self.doctype) for grade in (before.grade, self.grade))
			steps.write_down(self, Kind.GRADED, now, note=note)
		if (
			before.status != "Registered"
			and self.deadline
			and getdate(before.deadline) != getdate(self.deadline)
		):
			days = f"{before.deadline} → {self.deadline}"
			reason = (self.deadline_reason or "").strip()
			steps.write_down(self, Kind.DEADLINE, now, note=f"{days}: {reason}" if reason else days)
			self.deadline_reason = None
		if self.status == "Registered" and self.responsible_person not in (
			None,
			"",
			before.responsible_person,
		):
			steps.write_down(self, Kind.NAMED, now, person=self.responsible_person)

	def may_be_deleted(self) -> bool:
		"""A major hazard stays, and one that was called major before."""
		if frappe.session.user == "Administrator":
			return super().may_be_deleted()
		was_major = self.grade == MAJOR or any(row.kind == Kind.GRADED.value for row in self.events)
		return super().may_be_deleted() and not was_major

	def set_recurrence(self, today: date) -> None:
		"""Proposed when it is assigned; the offices that supervise say so if it is another one."""
		if self.not_recurred_reason:
			self.recurred_from = None
		elif self.status == "Assigned" and not self.recurred_from:
			self.recurred_from = recurrence.find_earlier(self)
