"""Educations and the hours that add up from them, five-management checks, recommendations: by whom, what counts, what is refused."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, nowdate

from campus_safety.api import student
from campus_safety.domain import roles as r
from campus_safety.exceptions import OutOfScopeError
from campus_safety.services.education import hours, recommendations
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

EDUCATION, FIVE = "Campus Safety Education", "Campus Five Management"
RECOMMENDATION, HOURS = "Campus Cultural Recommendation", "Campus Education Hours"


class EducationTestCase(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		self.term = make.make_term()
		school = make.make_unit("教育测试学校", "School")
		self.college = make.make_unit("教育测试学院", "College", school)
		self.other = make.make_unit("教育外院", "College", school)
		self.first, self.second = (make.make_unit(f"教育{n}班", "Class", self.college) for n in "一二")
		self.far = make.make_unit("教育外班", "Class", self.other)
		for number, unit in enumerate((self.first, self.first, self.second)):
			make.make_student(f"ED240100{number}", unit, admission_date="2026-09-01")
		make.make_student("ED2401008", self.far)
		make.make_student("ED2401009", self.first, admission_date="2026-11-20")
		self.counsellor = make.make_user("counsellor@edu.test", r.COUNSELLOR)
		self.outsider = make.make_user("outsider@edu.test", r.COUNSELLOR)
		self.lead = make.make_user("lead@edu.test", r.COLLEGE_LEAD)
		self.academic = make.make_user("academic@edu.test", r.ACADEMIC_AFFAIRS)
		self.security = make.make_user("security@edu.test", r.SECURITY_OFFICE)
		self.publicity = make.make_user("publicity@edu.test", r.PUBLICITY)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.first)
		make.assign(self.outsider, "Counsellor", "Class", unit=self.far)
		make.assign(self.lead, "College Lead", "College", unit=self.college)

	def make(self, *units: str, user: str | None = None, **values):
		with self.as_user(user or self.counsellor):
			return frappe.get_doc(
				{
					"doctype": EDUCATION,
					"theme": "Fire",
					"course_kind": "Lecture",
					"topic": "宿舍用电与逃生",
					"held_on": nowdate(),
					"hours": 2,
					"units": [{"unit": unit} for unit in units or (self.first,)],
					**values,
				}
			).insert()

	def absent(self, *numbers: str) -> dict:
		return {"absent": [{"student": f"ED240100{number}"} for number in numbers]}


class TestEducation(EducationTestCase):
	def test_all_students_of_the_units_less_who_was_absent(self) -> None:
		made = self.make(**self.absent("0"))
		self.assertEqual(
			(made.unit, made.college, made.expected, made.attended), (self.first, self.college, 3, 2)
		)
		whole = self.make(self.college, user=self.lead)
		self.assertEqual((whole.unit, whole.expected, whole.attended), (self.college, 4, 4))

	def test_units_are_classes_or_colleges_named_once(self) -> None:
		for units in ((self.first, self.first), (self.first, self.college)):
			with self.subTest(units=units):
				self.assertRaises(frappe.ValidationError, self.make, *units, user=self.lead)
		self.assertRaises(
			frappe.ValidationError, self.make, make.make_unit("教育处", "Department"), user=self.academic
		)

	def test_a_roll_is_of_one_class(self) -> None:
		for units, numbers in (((self.first,), "2"), ((self.first,), "00"), ((self.first, self.second), "0")):
			with self.subTest(units=units, numbers=numbers):
				self.assertRaises(
					frappe.ValidationError, self.make, *units, user=self.lead, **self.absent(*numbers)
				)
		self.assertRaises(frappe.ValidationError, self.make, self.college, user=self.lead, **self.absent("0"))

	def test_hours_and_numbers_are_plausible(self) -> None:
		for values in ({"hours": 0}, {"hours": 41}, {"expected": 2, "attended": 3}):
			with self.subTest(values=values):
				self.assertRaises(frappe.ValidationError, self.make, **values)

	def test_everybody_teaches_their_own_offices_anybody(self) -> None:
		for user, unit in (
			(self.counsellor, self.far),
			(self.counsellor, self.college),
			(self.lead, self.other),
		):
			with self.subTest(user=user, unit=unit):
				self.assertRaises(OutOfScopeError, self.make, unit, user=user)
		self.assertEqual(self.make(self.far, user=self.security).unit, self.far)
		with self.as_user(make.make_user("guard@edu.test", r.SECURITY_GUARD)):
			self.assertRaises(frappe.PermissionError, frappe.get_doc({"doctype": EDUCATION}).insert)

	def test_who_sees_it(self) -> None:
		own, joint = self.make().name, self.make(self.first, self.second, user=self.lead).name
		whole, far = (
			self.make(self.college, user=self.lead).name,
			self.make(self.far, user=self.outsider).name,
		)

		def seen(user: str) -> set[str]:
			with self.as_user(user):
				return set(
					frappe.get_list(EDUCATION, {"name": ("in", (own, joint, whole, far))}, pluck="name")
				)

		self.assertEqual(seen(self.counsellor), {own, joint})
		self.assertEqual(seen(self.lead), {own, joint, whole})
		self.assertEqual(seen(self.outsider), {far})
		self.assertEqual(seen(self.academic), {own, joint, whole, far})
		self.assertEqual(seen(self.security), set())


class TestHours(EducationTestCase):
	def lines(self, user: str, **filters) -> dict[str, dict]:
		with self.as_user(user):
			rows = run(HOURS, filters=filters)["result"]
		return {row["unit"] or row["college"]: row for row in rows if isinstance(row, dict)}

	def test_class_and_college_add_up_absence_and_late_comers_aside(self) -> None:
		with self.as_user(self.lead):
			self.make(self.college, user=self.lead, held_on="2026-10-10", hours=10)
		self.make(**self.absent("0"))
		self.make(theme="Life", hours=36)
		self.make(theme="Career", hours=5)
		line = self.lines(self.counsellor)[self.first]
		# two came in September with ten hours of the college, one later; one of the two was absent
		self.assertEqual(
			(line["students"], line["safety"], line["mind"]), (3, round((12 + 10 + 2) / 3, 1), 36)
		)
		self.assertEqual((line["below_safety"], line["below_mind"], line["without"]), (3, 0, 0))
		college = self.lines(self.lead, group_by="College")[self.college]
		self.assertEqual((college["students"], college["below_mind"], college["without"]), (4, 1, 0))

	def test_what_was_held_in_an_earlier_class_stays_with_who_was_in_it(self) -> None:
		"""Also for who comes: what the new class had before them is not theirs."""
		self.make(held_on=add_days(nowdate(), -5), hours=6)
		self.make(self.second, user=self.lead, held_on=add_days(nowdate(), -5), hours=1)
		moved = frappe.get_doc("Campus Student", "ED2401000")
		moved.unit = self.second
		moved.save()
		self.make(self.second, user=self.lead, theme="Life", hours=3)
		self.make(hours=4)
		found = hours.get_of_student(moved.name)
		self.assertEqual((found["safety"], found["mind"]), (6, 3))
		lines = self.lines(self.lead)
		self.assertEqual((lines[self.second]["safety"], lines[self.second]["mind"]), ((6 + 1) / 2, 3))
		self.assertEqual(lines[self.first]["students"], 2)

	def test_class_staff_do_not_write_where_somebody_was(self) -> None:
		student = frappe.get_doc("Campus Student", "ED2401000")
		student.append("earlier_classes", {"unit": self.second, "until": nowdate()})
		student.save()
		with self.as_user(self.counsellor):
			own = frappe.get_doc("Campus Student", student.name)
			own.mobile = "13800000009"
			own.set("earlier_classes", [])
			own.save()
			own.append("earlier_classes", {"unit": self.far, "until": nowdate()})
			own.save()
		own.reload()
		self.assertEqual(
			(own.mobile, [row.unit for row in own.earlier_classes]), ("13800000009", [self.second])
		)

	def test_void_counts_nothing(self) -> None:
		made = self.make(hours=40)
		self.assertEqual(self.lines(self.counsellor)[self.first]["below_safety"], 0)
		with self.as_user(self.counsellor):
			made.declare_void("写错了班级")
		line = self.lines(self.counsellor)[self.first]
		self.assertEqual((line["below_safety"], line["without"]), (3, 3))

	def test_everybody_their_own_classes(self) -> None:
		self.assertEqual(set(self.lines(self.counsellor)), {self.first})
		self.assertEqual(set(self.lines(self.lead)), {self.first, self.second})
		self.assertLessEqual({self.first, self.far}, set(self.lines(self.academic)))
		with self.as_user(self.security):
			self.assertRaises(frappe.PermissionError, run, HOURS)


class TestFiveManagement(EducationTestCase):
	def check(self, *rows: dict, user: str | None = None, **values):
		with self.as_user(user or self.counsellor):
			return frappe.get_doc(
				{"doctype": FIVE, "unit": self.first, "checked_on": nowdate(), "rows": list(rows), **values}
			).insert()

	def test_what_is_fine_need_not_be_typed(self) -> None:
		made = self.check(
			{"item": "Phone", "state": "Problem", "finding": "课上用手机多", "step": "设手机袋"}
		)
		self.assertEqual((len(made.rows), made.problems, made.counts), (5, 1, 1))

	def test_a_problem_says_what_and_what_is_done(self) -> None:
		for row in ({}, {"finding": "睡得晚"}, {"step": "谈话"}):
			with self.subTest(row=row):
				problem = {"item": "Sleep", "state": "Problem", **row}
				self.assertRaises(frappe.MandatoryError, self.check, problem)

	def test_each_of_the_five_once_and_of_a_class(self) -> None:
		twice = ({"item": "Phone", "state": "Fine"}, {"item": "Phone", "state": "Fine"})
		self.assertRaises(frappe.ValidationError, self.check, *twice)
		self.assertRaises(frappe.ValidationError, self.check, unit=self.college, user=self.lead)
		self.assertRaises(OutOfScopeError, self.check, unit=self.far)

	def test_every_class_owes_one_a_month(self) -> None:
		rule = frappe.get_doc("Campus Duty Rule", {"seed_key": "five_management"})
		self.assertEqual((rule.enabled, rule.subject_type, rule.period), (1, "Class", "Month"))
		for key in ("safety_education", "public_practice"):
			self.assertEqual(frappe.db.get_value("Campus Duty Rule", {"seed_key": key}, "enabled"), 1, key)


class TestRecommendation(EducationTestCase):
	def recommend(self, user: str | None = None, **values):
		with self.as_user(user or self.publicity):
			return frappe.get_doc(
				{
					"doctype": RECOMMENDATION,
					"title": "活着",
					"kind": "Book",
					"why": "读懂生命的韧性",
					**values,
				}
			).insert()

	def test_offices_recommend_and_withdraw_with_a_reason(self) -> None:
		made = self.recommend(link="https://library.example/1")
		self.assertTrue(made.unit)
		self.assertIn("活着", [row["title"] for row in recommendations.get_shown()])
		made.status = "Withdrawn"
		with self.as_user(self.publicity):
			self.assertRaises(frappe.MandatoryError, made.save)
			made.reload()
			made.update({"status": "Withdrawn", "withdrawn_reason": "馆藏停借"})
			made.save()
		self.assertNotIn("活着", [row["title"] for row in recommendations.get_shown()])

	def test_links_are_addresses_and_others_do_not_recommend(self) -> None:
		for link in ("javascript:alert(1)", "library"):
			self.assertRaises(frappe.ValidationError, self.recommend, link=link)
		self.assertRaises(frappe.PermissionError, self.recommend, user=self.counsellor)

	def test_the_day_is_the_servers(self) -> None:
		self.assertEqual(str(self.recommend(occurred_on=add_days(nowdate(), -3)).occurred_on), nowdate())


class TestStudentsPage(EducationTestCase):
	def test_a_student_reads_what_is_recommended_and_their_own_hours(self) -> None:
		account = make.make_user("student@edu.test", r.STUDENT_USER)
		frappe.db.set_value("Campus Student", "ED2401000", "user", account)
		self.make(**self.absent("1"))
		self.make(theme="Life", hours=3, **self.absent("0"))
		with self.as_user(self.publicity):
			frappe.get_doc(
				{"doctype": RECOMMENDATION, "title": "平凡的世界", "kind": "Book", "why": "在平凡里站稳"}
			).insert()
		with self.as_user(account):
			found = student.get_reading()
		self.assertEqual(found["hours"], {"safety": 2, "mind": 0, "safety_owed": 32, "mind_owed": 32})
		row = next(row for row in found["items"] if row["title"] == "平凡的世界")
		self.assertEqual(set(row), {"title", "kind", "creator", "link", "why"})
		with self.as_user(self.counsellor):
			self.assertRaises(frappe.PermissionError, student.get_reading)
