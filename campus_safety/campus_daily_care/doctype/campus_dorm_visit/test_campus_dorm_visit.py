"""Dorm visit: which rooms, by whom, and who reads it."""

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import LateEntryError, OutOfScopeError
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.factories import (
	assign,
	make_dormitory,
	make_student,
	make_term,
	make_unit,
	make_user,
)

VISIT = "Campus Dorm Visit"


class TestCampusDormVisit(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		make_term()
		school = make_unit("走访测试学校", "School")
		cls.college = make_unit("走访测试学院", "College", school)
		cls.unit, cls.other_unit = (
			make_unit("走访一班", "Class", cls.college),
			make_unit("走访二班", "Class", cls.college),
		)
		campus = make_dormitory("走访测试校区", "Campus")
		cls.building, cls.other_building = (
			make_dormitory(f"走访{n}号楼", "Building", campus) for n in (1, 2)
		)
		cls.room, cls.second, cls.empty = (
			make_dormitory(number, "Room", cls.building) for number in ("101", "102", "103")
		)
		cls.far_room = make_dormitory("101", "Room", cls.other_building)
		make_student("DV2401001", cls.unit, residence_type="Dormitory", dormitory=cls.room, bed_no="1")
		make_student(
			"DV2402001", cls.other_unit, residence_type="Dormitory", dormitory=cls.second, bed_no="1"
		)
		cls.dorm = make_user("dv-dorm@visit.test", r.DORM_MANAGER)
		cls.other_dorm = make_user("dv-dorm2@visit.test", r.DORM_MANAGER)
		cls.counsellor = make_user("dv-counsellor@visit.test", r.COUNSELLOR)
		cls.other_counsellor = make_user("dv-counsellor2@visit.test", r.COUNSELLOR)
		cls.lead = make_user("dv-lead@visit.test", r.COLLEGE_LEAD)
		assign(cls.dorm, "Dorm Manager", "Dormitory", dormitory=cls.building)
		assign(cls.other_dorm, "Dorm Manager", "Dormitory", dormitory=cls.other_building)
		assign(cls.counsellor, "Counsellor", "Class", unit=cls.unit)
		assign(cls.other_counsellor, "Counsellor", "Class", unit=cls.other_unit)
		assign(cls.lead, "College Lead", "College", unit=cls.college)

	def visit(self, *rooms: str, user: str | None = None, **values):
		with self.as_user(user or self.dorm):
			return frappe.get_doc(
				{
					"doctype": VISIT,
					"dormitory": self.building,
					"date": nowdate(),
					"rooms": [{"room": room} for room in rooms or (self.room,)],
					"findings": "内务整洁，学生在自习",
					**values,
				}
			).insert()

	def test_its_unit_follows_from_who_lives_there(self):
		for rooms, unit in (
			((self.room,), self.unit),
			((self.room, self.second), self.college),
			((self.empty,), None),
		):
			visit = self.visit(*rooms)
			self.assertEqual((visit.unit, visit.college), (unit, self.college if unit else None))
			self.assertEqual((visit.counts, visit.recorded_by), (1, self.dorm))

	def test_rooms_lie_in_the_building_and_are_named_once(self):
		for rooms in ((self.room, self.room), (self.far_room,), (self.building,)):
			with self.subTest(rooms=rooms):
				self.assertRaises(frappe.ValidationError, self.visit, *rooms)
		self.assertRaises(frappe.MandatoryError, self.visit, rooms=[])

	def test_not_ahead_and_late_is_marked(self):
		self.assertRaises(LateEntryError, self.visit, date=add_days(nowdate(), 2))
		self.assertEqual(self.visit(date=add_days(nowdate(), -5)).late_entry, 1)

	def test_counsellors_visit_the_rooms_of_their_students(self):
		self.assertEqual(self.visit(self.room, user=self.counsellor).unit, self.unit)
		for rooms in ((self.second,), (self.room, self.second), (self.empty,)):
			self.assertRaises(OutOfScopeError, self.visit, *rooms, user=self.counsellor)
		self.assertRaises(OutOfScopeError, self.visit, user=self.other_dorm)

	def test_who_reads_it(self):
		visit, mixed = self.visit(self.room).name, self.visit(self.room, self.second).name
		for user, expected in (
			(self.dorm, {visit, mixed}),
			(self.counsellor, {visit, mixed}),
			(self.other_counsellor, {mixed}),
			(self.lead, {visit, mixed}),
			(self.other_dorm, set()),
		):
			with self.subTest(user=user), self.as_user(user):
				self.assertEqual(set(frappe.get_list(VISIT, pluck="name", order_by="name")), expected)
				self.assertEqual(frappe.has_permission(VISIT, "read", doc=visit), visit in expected)
