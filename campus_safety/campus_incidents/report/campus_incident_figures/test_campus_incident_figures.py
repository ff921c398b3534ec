from datetime import timedelta

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, nowdate

from campus_safety.services.incidents.emergency import acting
from campus_safety.tests.bases.emergencies import FIRE, INCIDENT, EmergencyTestCase

REPORT, ROW = "Campus Incident Figures", "Campus Incident Notification"


class TestCampusIncidentFigures(EmergencyTestCase):
	def rows(self, user: str, **filters) -> dict[str, dict]:
		with self.as_user(user):
			found = run(REPORT, filters={"from_date": add_days(nowdate(), -1), **filters})["result"]
		return {row.get("incident_type") or row.get("grade"): row for row in found if isinstance(row, dict)}

	def test_known_rows(self) -> None:
		late, off = self.open(), self.open(place="别处")
		known = frappe.utils.get_datetime(late.known_at)
		with self.as_user(self.safety):
			row = self.row(late, "Told")
			acting.tell(late.name, row.name, "校长", known + timedelta(minutes=20))
			acting.call_off(off.name, "没有发生", known)
		line = self.rows(self.safety)[FIRE]
		self.assertEqual((line["incidents"], line["off"], line["late"]), (2, 1, 1))
		self.assertAlmostEqual(line["mean_first"], 20, 0)
		self.assertIsNone(line["mean_home"])
		frappe.db.set_value(
			ROW, {"parent": late.name, "done_at": ("is", "not set")}, "due", known - timedelta(days=1)
		)
		self.assertGreater(self.rows(self.safety)[FIRE]["open_late"], 0)
		by_grade = self.rows(self.safety, group_by="Grade")
		self.assertTrue({"General", "一般"} & by_grade.keys(), "in the reader's words")

	def test_scope(self) -> None:
		incident = self.open()
		self.assertNotIn(FIRE, self.rows(self.lead))
		frappe.db.set_value(INCIDENT, incident.name, "college", self.world.units["college_1"])
		self.assertEqual(self.rows(self.lead)[FIRE]["incidents"], 1)
		for user in (self.stranger, self.hr, self.guard):
			with self.subTest(user), self.as_user(user):
				self.assertRaises(frappe.PermissionError, run, REPORT)
