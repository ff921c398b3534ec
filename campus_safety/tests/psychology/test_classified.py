"""归类统计: live for the centre, as released for others; no handful, and no difference between two releases."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError
from campus_safety.services.psychology import classified, files
from campus_safety.tests import factories as make
from campus_safety.tests.psychology.base import ScreeningTestCase

REPORT, RELEASE, FILE = "Campus Classified Counts", "Campus Counts Release", "Campus Psych File"
STUDY = "学业困难"


class TestClassified(ScreeningTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.db.delete(RELEASE)
		self.third = make.make_unit(
			"归类统计学院", "College", frappe.db.get_value("Campus Unit", self.college, "parent_campus_unit")
		)
		self.klass = make.make_unit("归类2601班", "Class", self.third, grade="2026")
		self.older = make.make_unit("归类2501班", "Class", self.third, grade="2025")
		self.own = [make.make_student(f"CF26{number:03}", self.klass) for number in range(20)]
		self.olds = [make.make_student(f"CF25{number:03}", self.older) for number in range(20)]
		files.make_missing(now_datetime())
		self.put(self.own[:8], "Key")
		self.put(self.own[8:10], "Attention")
		self.put(self.olds[:6], "Key")
		for student in self.own[:6]:
			self.care(student)
		self.lead_of = make.make_user("lead@classified.test", r.COLLEGE_LEAD)
		make.assign(self.lead_of, "College Lead", "College", unit=self.third)
		self.affairs = make.make_user("affairs@classified.test", r.STUDENT_AFFAIRS)

	def put(self, students, category: str) -> None:
		frappe.db.set_value(FILE, {"student": ("in", students)}, "category", category)

	def care(self, student: str) -> None:
		"""As a row: what is counted."""
		plan = frappe.get_doc({"doctype": "Campus Care Plan", "student": student, "status": "Supporting"})
		plan.set_new_name()
		plan.db_insert()
		row = frappe.get_doc(
			{
				"doctype": "Campus Care Plan Category",
				"parent": plan.name,
				"parenttype": "Campus Care Plan",
				"parentfield": "categories",
				"category": STUDY,
			}
		)
		row.set_new_name()
		row.db_insert()

	def release(self, user: str | None = None, **values):
		with self.as_user(user or self.head):
			return frappe.get_doc({"doctype": RELEASE, "occasion": "学期归类统计", **values}).insert()

	def rows(self, user: str, by: str = "College") -> list[dict]:
		with self.as_user(user):
			found = run(REPORT, filters={"by": by, "college": self.third})
		self.study = next(
			(column["fieldname"] for column in found["columns"] if column["label"] == STUDY), None
		)
		return [row for row in found["result"] if isinstance(row, dict)]

	def numbers(self, user: str, by: str = "College") -> list[tuple]:
		names = ("files", "normal", "attention", "key")
		return [(row["grade"], *(row[name] for name in names)) for row in self.rows(user, by)]

	def test_the_centre_reads_them_live(self) -> None:
		for user in (self.teacher, self.head):
			self.assertEqual(self.numbers(user), [("", 40, 24, 2, 14)])
		self.assertEqual(
			self.numbers(self.teacher, "Grade"), [("2025", 20, 14, 0, 6), ("2026", 20, 10, 2, 8)]
		)
		self.assertEqual([row[self.study] for row in self.rows(self.teacher)], [6])
		self.assertEqual([row[self.study] for row in self.rows(self.teacher, "Grade")], [0, 6])

	def test_others_read_nothing_before_and_no_handful_after_a_release(self) -> None:
		self.assertEqual(self.numbers(self.lead_of), [])
		self.release()
		((_grade, every, normal, attention, key),) = self.numbers(self.lead_of)
		self.assertIsNone(attention)
		self.assertIn(None, (every, normal, key), "the complement would tell")
		by_grade = self.numbers(self.affairs, "Grade")
		self.assertEqual([row[0] for row in by_grade], ["2025", "2026"])
		self.assertIsNone(by_grade[1][3])

	def test_nor_does_the_difference_of_two_releases(self) -> None:
		"""One more Key student between two releases is not told by taking the numbers apart."""
		self.put(self.own[8:10], "Normal")
		self.release()
		first = self.numbers(self.affairs, "Grade")
		self.assertEqual(first[1], ("2026", 20, 12, 0, 8))
		self.put(self.own[10:11], "Key")
		self.release()
		second = self.numbers(self.affairs, "Grade")
		self.assertIsNone(second[1][4])
		self.assertNotEqual(second[1][2], 11)

	def test_what_was_released_is_the_number_of_then(self) -> None:
		self.put(self.own[8:10], "Normal")
		self.release()
		self.put(self.own, "Normal")
		self.assertEqual(self.numbers(self.lead_of, "Grade")[1], ("2026", 20, 12, 0, 8))

	def test_of_a_college_its_lead_reads_its_own(self) -> None:
		self.release()
		places = {row["college"] for row in self._all(self.lead_of)}
		self.assertEqual(places, {self.third})
		self.assertIn(None, {row["college"] for row in self._all(self.affairs)}, "the whole school")

	def _all(self, user: str) -> list[dict]:
		with self.as_user(user):
			return [row for row in run(REPORT)["result"] if isinstance(row, dict)]

	def test_hidden_numbers_are_kept_nowhere(self) -> None:
		kept = self.release().counts
		place = classified.place_of(self.third, "2026")
		cell = next(each for each in frappe.parse_json(kept)["values"] if each[:2] == [place, "attention"])
		self.assertIsNone(cell[2])

	def test_the_head_releases_and_what_was_told_stays(self) -> None:
		for user in (self.teacher, self.affairs, self.lead_of):
			with self.subTest(user):
				self.assertRaises(frappe.PermissionError, self.release, user)
		with self.assertRaises(AppOwnedFieldError):
			self.release(counts='{"values": []}')
		found = self.release()
		with self.as_user(self.head):
			found.occasion = "另一个"
			self.assertRaises((ClosedRecordError, frappe.CannotChangeConstantError), found.save)
		self.assertRaises(ClosedRecordError, frappe.delete_doc, RELEASE, found.name, force=True)

	def test_nobody_else_has_the_report(self) -> None:
		for role in (r.COUNSELLOR, r.HR_OFFICE, r.DISCIPLINE_OFFICE):
			user = make.make_user(f"no{role[-4:].lower()}@classified.test", role)
			with self.subTest(role), self.as_user(user):
				self.assertRaises(frappe.PermissionError, run, REPORT)
