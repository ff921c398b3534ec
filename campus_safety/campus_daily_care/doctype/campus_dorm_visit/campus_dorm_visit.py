"""Dorm visit 宿舍走访 (domain §3): every room once a month, by its dorm manager or the students' counsellor."""

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role, held, held_units
from campus_safety.domain.roles import CLASS_STAFF, COLLEGE_LEAD, DORM_MANAGER
from campus_safety.exceptions import OutOfScopeError
from campus_safety.records.evidence import EvidenceRecord
from campus_safety.records.scope import get_common_unit, get_scope_of_unit
from campus_safety.records.students import AT_SCHOOL


class CampusDormVisit(EvidenceRecord):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from campus_safety.campus_daily_care.doctype.campus_dorm_visit_room.campus_dorm_visit_room import (
			CampusDormVisitRoom,
		)

		college: DF.Link | None
		counts: DF.Check
		date: DF.Date
		dormitory: DF.Link
		findings: DF.Text
		hazards: DF.Text | None
		late_entry: DF.Check
		occurred_on: DF.Date | None
		recorded_by: DF.Link | None
		rooms: DF.Table[CampusDormVisitRoom]
		status: DF.Literal["Recorded", "Void"]
		term: DF.Link | None
		unit: DF.Link | None
		void_reason: DF.SmallText | None
	# end: auto-generated types

	time_field = "date"

	def validate(self) -> None:
		self.validate_rooms()
		super().validate()

	@property
	def room_names(self) -> list[str]:
		return [row.room for row in self.rooms if row.room]

	def set_scope(self) -> None:
		"""The smallest unit of those who live in these rooms; none for rooms that stand empty."""
		self.unit = get_common_unit(self.get_residents("unit"))
		self.college = get_scope_of_unit(self.unit) if self.unit else None

	def get_residents(self, field: str) -> list[str]:
		return frappe.get_all(
			"Campus Student",
			filters={"dormitory": ("in", self.room_names or [""]), "status": ("in", AT_SCHOOL)},
			pluck=field,
			distinct=True,
		)

	def validate_rooms(self) -> None:
		place = frappe.db.get_value("Campus Dormitory", self.dormitory, ["lft", "rgt"], as_dict=True)
		if not place:
			return  # the framework says that the link is wrong
		known = {
			row.name: row
			for row in frappe.get_all(
				"Campus Dormitory",
				{"name": ("in", self.room_names or [""])},
				["name", "dormitory_type", "lft", "rgt"],
			)
		}
		seen = set()
		for row in self.rooms:
			room = known.get(row.room)
			if not room:
				continue
			if row.room in seen:
				frappe.throw(_("Rooms, row {0}: {1} is named twice.").format(row.idx, row.room))
			if room.dormitory_type != "Room" or room.lft < place.lft or room.rgt > place.rgt:
				frappe.throw(
					_("Rooms, row {0}: {1} is not a room of {2}.").format(row.idx, row.room, self.dormitory)
				)
			seen.add(row.room)

	def validate_scope(self) -> None:
		"""Dorm managers visit their buildings; class staff and leads the rooms in which their students live."""
		user, before = frappe.session.user, self.get_doc_before_save()
		if self.flags.ignore_permissions or user == "Administrator":
			return
		if has_any_role(user, (DORM_MANAGER,)) and self.dormitory in held(user, "Campus Dormitory"):
			return
		added = set(self.room_names) - set(before.room_names if before else ())
		own = set()
		if has_any_role(user, (*CLASS_STAFF, COLLEGE_LEAD)):
			own.update(
				frappe.get_all(
					"Campus Student",
					filters={
						"dormitory": ("in", list(added) or [""]),
						"unit": ("in", held_units(user) or [""]),
					},
					pluck="dormitory",
				)
			)
		if added - own or not (added or before):
			frappe.throw(
				_(
					"None of your students lives in {0}. Take it out, or ask the dorm manager to write the visit."
				).format(", ".join(sorted(added - own)) or self.dormitory),
				OutOfScopeError,
				title=_("Outside your rooms"),
			)
