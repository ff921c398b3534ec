"""Find a student: by everything people know of one, and nobody outside the own list by anything."""

import frappe

from campus_safety.domain import roles as r
from campus_safety.services.people import find_student
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import STUDENT

FOUND, CONTACT = "campus_safety.api.students.get_found", "campus_safety.api.students.get_contact"


class TestFindStudent(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		college = make.make_unit("寻人学院", "College", make.make_unit("寻人学校", "School"))
		self.unit = make.make_unit("寻人2601班", "Class", college)
		other = make.make_unit("寻人2602班", "Class", college)
		building = make.make_dormitory("寻人9号楼", "Building")
		room = make.make_dormitory("寻人9-417", "Room", building)
		self.counsellor = make.make_user("counsellor@find.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.unit)
		self.neighbour = make.make_user("neighbour@find.test", r.COUNSELLOR)
		make.assign(self.neighbour, "Counsellor", "Class", unit=other)
		self.warden = make.make_user("warden@find.test", r.DORM_MANAGER)
		make.assign(self.warden, "Dorm Manager", "Dormitory", dormitory=room)
		self.student = make.make_student(
			"XR20260107",
			self.unit,
			student_name="单翼鹏",
			dormitory=room,
			residence_type="Dormitory",
			mobile="13705318642",
			guardians=[{"guardian_name": "单父", "relation": "父亲", "mobile": "13905319753"}],
		)
		self.left = make.make_student("XR20250107", self.unit, student_name="单翼鹏程", status="Graduated")

	def found(self, user: str, text: str) -> list[str]:
		with self.as_user(user):
			return [row["name"] for row in find_student.find(text)["students"]]

	def test_by_everything_people_know(self) -> None:
		for text in (
			"单翼",
			"翼鹏",
			"syp",
			"shanyipeng",
			"shan yi peng",
			"yipeng",
			"XR20260107",
			"0107",
			"8642",
			"13705318642",
			"9753",
			"9-417",
			"单 2601",
		):
			with self.subTest(text=text):
				self.assertIn(self.student, self.found(self.counsellor, text))
		self.assertNotIn(self.student, self.found(self.counsellor, "dyp"))  # 单 is Shan, as a surname

	def test_those_at_school_come_first(self) -> None:
		self.assertEqual(self.found(self.counsellor, "单翼鹏"), [self.student, self.left])

	def test_wildcards_are_letters(self) -> None:
		for text in ("%", "_", "%%%%", "2026_107"):
			with self.subTest(text=text):
				self.assertEqual(self.found(self.counsellor, text), [])

	def test_nobody_outside_the_own_list(self) -> None:
		for text in ("单翼", "syp", "XR20260107", "8642", "9753", "9-417", "寻人"):
			with self.subTest(text=text):
				self.assertEqual(self.found(self.neighbour, text), [])
		self.assertEqual(self.found(self.warden, "syp"), [self.student])

	def test_roles_without_students_find_none(self) -> None:
		for role in (r.SECURITY_GUARD, r.HR_OFFICE, r.QUALITY_OFFICE, r.DISCIPLINE_OFFICE):
			with self.subTest(role=role):
				self.assertEqual(self.found(make.make_user(f"{role[-6:]}@find.test", role), "单翼"), [])

	def test_without_the_dictionary_names_are_found_as_written(self) -> None:
		reader, find_student._reader = find_student._reader, lambda: None
		self.addCleanup(setattr, find_student, "_reader", reader)
		self.assertEqual(self.found(self.counsellor, "syp"), [])
		self.assertIn(self.student, self.found(self.counsellor, "单翼"))


class TestFromOutside(WorldTestCase):
	"""As programs ask: a student out of reach is not found, and has no telephone."""

	def test_each_gets_the_own_list_and_others_nothing(self) -> None:
		name = frappe.db.get_value("Campus Student", STUDENT, "student_name")
		inside = HttpClient(self.world.users["counsellor"])
		self.assertIn(STUDENT, inside.call(FOUND, text=name).text)
		self.assertEqual(inside.call(CONTACT, student=STUDENT).status_code, 200)
		for who in ("other_counsellor", "pupil", "far_lead"):
			client = HttpClient(self.world.users[who])
			with self.subTest(who=who):
				self.assertNotIn(STUDENT, client.call(FOUND, text=STUDENT).text)
				answer = client.call(CONTACT, student=STUDENT)
				self.assertEqual(answer.status_code, 403)
				self.assertNotIn("mobile", answer.text)
