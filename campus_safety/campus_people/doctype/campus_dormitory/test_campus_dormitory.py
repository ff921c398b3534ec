import frappe

from campus_safety.access.scopes import held
from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase


class TestCampusDormitory(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.building = make.make_dormitory("梧桐苑", "Building", gender="Female")
		self.other = make.make_dormitory("银杏苑", "Building", gender="Male")
		self.floor = make.make_dormitory("3层", "Floor", self.building)
		self.room = make.make_dormitory("305", "Room", self.floor, beds=6)

	def test_rooms_are_named_after_their_building(self) -> None:
		self.assertEqual(self.room, "梧桐苑-305")
		self.assertEqual(make.make_dormitory("305", "Room", self.other), "银杏苑-305")
		self.assertEqual(make.make_dormitory("梧桐苑306", "Room", self.floor), "梧桐苑306")

	def test_a_room_takes_over_who_lives_there(self) -> None:
		self.assertEqual(frappe.db.get_value("Campus Dormitory", self.room, "gender"), "Female")

	def test_places(self) -> None:
		for dormitory_type, parent in (
			("Room", None),
			("Floor", None),
			("Building", self.floor),
			("Room", self.room),
		):
			with self.subTest(dormitory_type=dormitory_type):
				node = frappe.get_doc(
					doctype="Campus Dormitory",
					dormitory_name="错",
					dormitory_type=dormitory_type,
					parent_campus_dormitory=parent,
				)
				self.assertRaises(frappe.ValidationError, node.insert)

	def test_building_of_students_follows_a_moved_floor(self) -> None:
		school = make.make_unit("住宿学院", "School")
		student = make.make_student(
			"D26001",
			make.make_unit("住宿班", "Class", school),
			residence_type="Dormitory",
			dormitory=self.room,
		)
		self.assertEqual(frappe.db.get_value("Campus Student", student, "dormitory_building"), self.building)
		floor = frappe.get_doc("Campus Dormitory", self.floor)
		floor.parent_campus_dormitory = self.other
		floor.save()
		self.assertEqual(frappe.db.get_value("Campus Student", student, "dormitory_building"), self.other)

	def test_dorm_manager_holds_the_building_and_all_rooms(self) -> None:
		manager = make.make_user("manager@dorm.test", r.DORM_MANAGER)
		make.assign(manager, "Dorm Manager", "Dormitory", dormitory=self.building)
		self.assertEqual(held(manager, "Campus Dormitory"), {self.building, self.floor, self.room})
