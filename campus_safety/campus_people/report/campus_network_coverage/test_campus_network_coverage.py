import frappe
from frappe.desk.query_report import run
from frappe.utils import nowdate

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

REPORT = "Campus Network Coverage"


class TestCampusNetworkCoverage(CampusTestCase):
	def setUp(self) -> None:
		super().setUp()
		school = make.make_unit("到位学院", "School")
		self.college = make.make_unit("到位信息学院", "College", school)
		self.other = make.make_unit("到位机电学院", "College", school)
		self.first = make.make_unit("到位软件2601班", "Class", self.college)
		make.make_unit("到位软件2602班", "Class", self.college)
		make.make_unit("到位数控2601班", "Class", self.other)
		for number in range(3):
			make.make_student(f"C260{number}", self.first)
		make.make_student("C2609", self.first, status="Graduated")
		self.counsellor = make.make_user("counsellor@coverage.test", r.COUNSELLOR)
		assignment = make.assign(self.counsellor, "Counsellor", "Class", unit=self.first)
		frappe.db.set_value("Campus Network Assignment", assignment, "training_date", nowdate())
		make.assign(self.counsellor, "Class Adviser", "Class", unit=self.first)
		make.assign(make.make_user("hidden@coverage.test"), "Hidden Safety Officer", "Class", unit=self.first)
		self.lead = make.make_user("lead@coverage.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.other)

	def rows(self, user: str) -> dict[str, dict]:
		with self.as_user(user):
			return {row["college"]: row for row in run(REPORT)["result"]}

	def test_known_rows(self) -> None:
		row = self.rows("Administrator")[self.college]
		self.assertEqual(
			{key: row[key] for key in ("students", "classes", "counsellors", "counsellors_needed", "posts")},
			{"students": 3, "classes": 2, "counsellors": 1, "counsellors_needed": 1, "posts": 2},
		)
		self.assertEqual(
			(
				row["students_per_counsellor"],
				row["counsellor_rate"],
				row["adviser_rate"],
				row["training_rate"],
			),
			(3.0, 50.0, 50.0, 50.0),
		)

	def test_a_college_lead_sees_the_own_college_only(self) -> None:
		self.assertEqual(set(self.rows(self.lead)), {self.other})

	def test_hr_sees_all_and_a_counsellor_nothing(self) -> None:
		self.assertLessEqual(
			{self.college, self.other}, set(self.rows(make.make_user("hr@coverage.test", r.HR_OFFICE)))
		)
		with self.as_user(self.counsellor):
			self.assertRaises(frappe.PermissionError, run, REPORT)
