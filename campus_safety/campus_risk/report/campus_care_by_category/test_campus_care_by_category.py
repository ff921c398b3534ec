import frappe
from frappe.desk.query_report import run

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

REPORT, PLAN = "Campus Care by Category", "Campus Care Plan"
NUMBERS = ("helped", "running", "better", "ended")
STUDY, MOOD = "学业困难", "情绪问题"


class TestCampusCareByCategory(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		school = make.make_unit("关爱学院", "School")
		self.college = make.make_unit("关爱信息学院", "College", school)
		self.klass = make.make_unit("关爱软件2601班", "Class", self.college)
		self.lead = make.make_user("lead@carefigures.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		self.safety = make.make_user("safety@carefigures.test", r.SAFETY_OFFICE)
		self.plans = [self.row(f"K26{number:02}", STUDY) for number in range(12)]
		self.row("K2690", MOOD)

	def row(self, student: str, *categories: str) -> str:
		"""As a row: what is counted, not how it came about."""
		plan = frappe.get_doc(
			{
				"doctype": PLAN,
				"student": student,
				"unit": self.klass,
				"college": self.college,
				"status": "Supporting",
				"started_on": "2026-10-10",
			}
		)
		plan.name = f"care-{student}"
		plan.db_insert()
		for category in categories:
			row = frappe.get_doc(
				{
					"doctype": "Campus Care Plan Category",
					"parent": plan.name,
					"parenttype": PLAN,
					"parentfield": "categories",
					"category": category,
				}
			)
			row.set_new_name()
			row.db_insert()
		return plan.name

	def figures(self, user: str, category: str = STUDY) -> list | None:
		with self.as_user(user):
			found = run(REPORT, filters={"term": "2026-2027-1", "college": self.college})["result"]
		return next(
			(
				[row[name] for name in NUMBERS]
				for row in found
				if isinstance(row, dict) and row["category"] == category
			),
			None,
		)

	def test_known_rows(self) -> None:
		for name in self.plans[:2]:
			frappe.db.set_value(PLAN, name, {"status": "Ended", "ended_on": "2026-11-20", "effect": "Better"})
		frappe.db.set_value(PLAN, self.plans[2], "status", "Filed")
		self.assertEqual(self.figures(self.lead), [11, 9, 2, 2])
		self.assertEqual(self.figures(self.lead, MOOD), [1, 1, 0, 0])

	def test_whoever_only_counts_is_told_no_handful(self) -> None:
		self.assertEqual(self.figures(self.safety), [12, 12, 0, 0])
		for category in (MOOD, "就业困难"):  # one, and none: the same
			self.assertEqual(self.figures(self.safety, category), [None] * 4)
		frappe.db.set_value(PLAN, self.plans[0], {"status": "Ended", "ended_on": "2026-11-20"})
		self.assertEqual(self.figures(self.safety), [12, None, None, None])

	def test_who_ended_and_did_not_get_better_is_no_handful(self) -> None:
		"""Of 20 plans 9 have ended, 8 for the better: the ninth is nobody's business either."""
		plans = [*self.plans, *(self.row(f"K27{number:02}", STUDY) for number in range(8))]
		for number, name in enumerate(plans[:9]):
			effect = "Better" if number < 8 else "Same"
			frappe.db.set_value(PLAN, name, {"status": "Ended", "ended_on": "2026-11-20", "effect": effect})
		self.assertEqual(self.figures(self.lead), [20, 11, 8, 9])
		self.assertEqual(self.figures(self.safety), [20, 11, None, 9])

	def test_scope(self) -> None:
		stranger = make.make_user("far@carefigures.test", r.COLLEGE_LEAD)
		self.assertIsNone(self.figures(stranger))
		for role in (r.COUNSELLOR, r.HR_OFFICE):
			user = make.make_user(f"no{role[-4:].lower()}@carefigures.test", role)
			with self.subTest(role), self.as_user(user):
				self.assertRaises(frappe.PermissionError, run, REPORT)
