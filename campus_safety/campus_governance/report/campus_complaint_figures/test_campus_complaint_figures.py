import frappe
from frappe.desk.query_report import run

from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.appeals.base import TICKET, AppealTestCase

REPORT = "Campus Complaint Figures"


class TestCampusComplaintFigures(AppealTestCase):
	def rows(self, user: str, by: str = "Unit") -> dict:
		with self.as_user(user):
			found = run(REPORT, filters={"group_by": by})["result"]
		return {row["key"]: row for row in found if isinstance(row, dict)}

	def test_known_rows(self) -> None:
		first, _code = self.file()
		self.reply(self.assign(first))
		second, _code = self.file("别的事")
		self.assign(second)
		frappe.db.set_value(TICKET, second.name, "response_due", "2026-11-26 10:00:00")
		row = self.rows(self.office)[self.logistics_unit]
		numbers = tuple(row[name] for name in ("asked", "open", "solved", "in_time_rate", "came_back"))
		self.assertEqual(numbers, (2, 1, 1, 50.0, 0))
		self.assertEqual(self.rows(self.office, "Cause")[self.cause]["asked"], 1)
		self.assertEqual(row["satisfied_rate"], None)

	def test_scope(self) -> None:
		self.file(category="Ethics")
		lead = make.make_user("lead@appeals.test", r.COLLEGE_LEAD)
		self.assertEqual(self.rows(lead, "Category"), {})
		with self.as_user(self.mentor):
			self.assertRaises(frappe.PermissionError, run, REPORT)
