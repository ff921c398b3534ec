import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.hazards.base import HAZARD, HazardTestCase

REPORT = "Campus Hazard Figures"


class TestCampusHazardFigures(HazardTestCase):
	def rows(self, user: str, **filters) -> dict[str, dict]:
		with self.as_user(user):
			found = run(REPORT, filters=filters)["result"]
		return {row.get("unit") or row.get("area"): row for row in found if isinstance(row, dict)}

	def numbers(self, row: dict) -> tuple:
		return tuple(row[name] for name in ("found", "closed", "open", "overdue", "late", "came_back"))

	def test_known_rows(self) -> None:
		self.close(self.find(1), seed=60)
		again = self.assign(self.find(2))
		late = self.assign(self.find(3, category=self.unseen))
		frappe.db.set_value(HAZARD, late.name, "deadline", add_days(nowdate(), -1))
		row = self.rows(self.lead)[self.college]
		self.assertEqual(self.numbers(row), (3, 1, 2, 1, 0, 1))
		self.assertAlmostEqual(row["came_back_rate"], 33.3, 1)
		self.mend(late, 70)
		row = self.rows(self.lead)[self.college]
		self.assertEqual(self.numbers(row), (3, 1, 2, 0, 1, 1), "late once, not twice")
		by_place = self.rows(self.security, group_by="Place")[self.area]
		self.assertEqual(self.numbers(by_place), (3, 1, 2, 0, 1, 1))
		self.assertTrue(again.recurred_from)

	def test_who_finds_more_does_not_stand_worse(self) -> None:
		self.close(self.find(1), seed=60)
		self.assign(self.find(2))
		before = self.rows(self.lead)[self.college]
		for seed in range(10, 14):
			self.find(seed, category=self.unseen)
		after = self.rows(self.lead)[self.college]
		self.assertGreater(after["found"], before["found"])
		self.assertLess(after["came_back_rate"], before["came_back_rate"])
		self.assertLessEqual(after["late_rate"], before["late_rate"])

	def test_what_nobody_looked_at(self) -> None:
		with self.as_user(self.lead):
			campaign = frappe.get_doc(
				{
					"doctype": "Campus Inspection Campaign",
					"title": "排查",
					"unit": self.college,
					"due": nowdate(),
				}
			).insert()
		self.assertGreater(campaign.missing, 0)
		self.assertEqual(self.rows(self.lead)[self.college]["not_inspected"], campaign.missing)

	def test_scope(self) -> None:
		self.find(1)
		self.find(2, responsible_unit=self.other_college)
		self.assertEqual(set(self.rows(self.lead)), {self.college})
		self.assertLessEqual({self.college, self.other_college}, set(self.rows(self.safety)))
		for role in (r.COUNSELLOR, r.HR_OFFICE, r.DORM_MANAGER):
			user = make.make_user(f"no{role[-4:].lower()}@hazards.test", role)
			with self.subTest(role), self.as_user(user):
				self.assertRaises(frappe.PermissionError, run, REPORT)
