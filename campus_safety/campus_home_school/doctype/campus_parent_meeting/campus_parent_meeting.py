"""Parent meeting 家长会 (domain §2, notice 一(三)): every class once a term, with the family education law explained."""

import frappe
from frappe import _
from frappe.utils import cint

from campus_safety.access.scopes import held_units
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.evidence import EvidenceRecord
from campus_safety.records.scope import get_common_unit, get_scope_of_unit
from campus_safety.records.students import AT_SCHOOL


class CampusParentMeeting(EvidenceRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_home_school.doctype.campus_parent_meeting_absence.campus_parent_meeting_absence import (
			CampusParentMeetingAbsence,
		)
		from campus_safety.campus_home_school.doctype.campus_parent_meeting_unit.campus_parent_meeting_unit import (
			CampusParentMeetingUnit,
		)

		absent: DF.Table[CampusParentMeetingAbsence]
		attended: DF.Int
		college: DF.Link | None
		counts: DF.Check
		invited: DF.Int
		late_entry: DF.Check
		meeting_date: DF.Date
		minutes: DF.Text | None
		mode: DF.Literal["On Site", "Online"]
		occurred_on: DF.Date | None
		place: DF.Data | None
		promotion_law_explained: DF.Check
		recorded_by: DF.Link | None
		speaker: DF.Data | None
		start_time: DF.Data | None
		status: DF.Literal["Recorded", "Void"]
		term: DF.Link | None
		unit: DF.Link | None
		units: DF.TableMultiSelect[CampusParentMeetingUnit]
		void_reason: DF.SmallText | None
	# end: auto-generated types

	needs_unit = True
	time_field = "meeting_date"

	def validate(self) -> None:
		self.set_invited()
		self.set_attended()
		super().validate()
		self.validate_units()
		self.validate_absent()
		self.validate_attendance()

	def meets_duty(self) -> bool:
		return bool(cint(self.promotion_law_explained))

	@property
	def classes(self) -> list[str]:
		return [row.unit for row in self.units if row.unit]

	def set_scope(self) -> None:
		"""The class, else the smallest unit that holds all of them."""
		self.unit = get_common_unit(self.classes)
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def set_invited(self) -> None:
		if self.is_new() and self.classes and not cint(self.invited):
			self.invited = frappe.db.count(
				"Campus Student", {"unit": ("in", self.classes), "status": ("in", AT_SCHOOL)}
			)

	def set_attended(self) -> None:
		"""Whoever ticks who did not come need not count who did."""
		if self.absent and not cint(self.attended) and cint(self.invited):
			self.attended = max(0, cint(self.invited) - len(self.absent))

	def validate_scope(self) -> None:
		"""Whoever invites parents looks after every class invited."""
		if self.flags.ignore_permissions or frappe.session.user == "Administrator":
			return
		before = self.get_doc_before_save()
		added = set(self.classes) - set(before.classes if before else ())
		outside = sorted(added - held_units(frappe.session.user))
		if outside:
			frappe.throw(
				_(
					"You do not look after {0}. Take it out, or ask its counsellor to write the meeting."
				).format(", ".join(outside)),
				OutOfScopeError,
				title=_("Outside your classes"),
			)

	def validate_units(self) -> None:
		kinds = dict(
			frappe.get_all(
				"Campus Unit", {"name": ("in", self.classes or [""])}, ["name", "unit_type"], as_list=True
			)
		)
		seen = set()
		for row in self.units:
			if row.unit in seen:
				frappe.throw(_("Classes, row {0}: {1} is named twice.").format(row.idx, row.unit))
			if kinds.get(row.unit) != "Class":
				frappe.throw(
					_("Classes, row {0}: {1} is not a class. Name the classes one by one.").format(
						row.idx, row.unit
					)
				)
			seen.add(row.unit)

	def validate_absent(self) -> None:
		"""A roll is of one class: everybody who reads a joint meeting would read the names of other classes."""
		if not self.absent:
			return
		if len(self.classes) > 1:
			frappe.throw(
				_("Who did not come is kept for one class. Write a meeting for each class, or leave it out.")
			)
		names = [row.student for row in self.absent]
		known = frappe.get_all(
			"Campus Student", {"name": ("in", names), "unit": ("in", self.classes or [""])}, pluck="name"
		)
		for row in self.absent:
			if row.student not in known or names.count(row.student) > 1:
				frappe.throw(
					_("Who did not come, row {0}: {1} is not in this class, or is named twice.").format(
						row.idx, row.student
					)
				)
		if cint(self.attended) + len(names) > cint(self.invited):
			frappe.throw(_("More families came or stayed away than were invited. Correct the numbers."))

	def validate_attendance(self) -> None:
		if min(cint(self.invited), cint(self.attended)) < 0:
			frappe.throw(_("Numbers of families cannot be negative."))
		if cint(self.attended) > cint(self.invited):
			frappe.throw(
				_("{0} families came but only {1} were invited. Correct one of the numbers.").format(
					self.attended, cint(self.invited)
				),
				title=_("More came than were invited"),
			)
