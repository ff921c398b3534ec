"""The overview counts what there is, week by week, for the offices that answer for it, and names nobody."""

from datetime import timedelta

import frappe
from frappe.desk.query_report import run
from frappe.utils import add_days, get_datetime, getdate, now_datetime

from campus_safety.services.incidents import overview
from campus_safety.services.incidents.emergency import acting
from campus_safety.tests.bases.emergencies import EmergencyTestCase

REPORT = "Campus Safety Overview"
COUNTED = ("reports", "incidents", "late")


class TestOverview(EmergencyTestCase):
	def week(self) -> dict:
		with self.as_user(self.safety):
			return run(REPORT, filters={})["result"][-1]

	def report(self, **values) -> str:
		"""As a row: what its controller does is tried elsewhere."""
		now = now_datetime()
		common = {"status": "First", "urgency": "Normal", "report_stage": "First", "facts": "x"}
		report = frappe.get_doc(
			{"doctype": overview.REPORT, "found_at": now, "reported_at": now, **common, **values}
		)
		report.set_new_name()
		report.db_insert()
		return report.name

	def test_what_was_seen_and_how_soon_somebody_acted(self) -> None:
		before = self.week()
		now = now_datetime()
		self.report(taken_at=now + timedelta(minutes=30))
		self.report(next_due=now - timedelta(days=1))
		self.report(restricted=1)
		incident = self.open()
		with self.as_user(self.safety):
			row = self.row(incident, "Told")
			known = get_datetime(incident.known_at)
			acting.tell(incident.name, row.name, "校长", known + timedelta(minutes=20))
			acting.call_off(self.open(place="别处").name, "没有发生", now)
		after = self.week()
		grown = {name: after[name] - before[name] for name in COUNTED}
		self.assertEqual((grown["reports"], grown["incidents"]), (2, 1))
		self.assertGreaterEqual(grown["late"], 2, "one was not taken, one call came late")
		self.assertIsNotNone(after["mean_first"])

	def test_every_week_is_there_and_not_too_many(self) -> None:
		today, now = getdate(), now_datetime()
		weeks = overview.get_weeks(add_days(today, -20), today, now)
		self.assertEqual(len(weeks), (today - weeks[0].monday).days // 7 + 1)
		self.assertEqual({week.monday.weekday() for week in weeks}, {0})
		many = overview.get_weeks(add_days(today, -20 * 365), today, now)
		self.assertEqual(len(many), overview.MOST_WEEKS)

	def test_who_may_count(self) -> None:
		for user in (self.safety, self.leader, self.world.users["student_affairs"]):
			with self.as_user(user):
				self.assertTrue(run(REPORT)["result"])
		for user in (self.guard, self.hr, self.lead, self.counsellor):
			with self.subTest(user), self.as_user(user):
				self.assertRaises(frappe.PermissionError, run, REPORT)

	def test_warnings_are_counted_for_whoever_reads_them(self) -> None:
		"""Beside a narrow rule their number would name a student."""
		for user in (self.safety, self.leader, self.world.users["student_affairs"]):
			with self.subTest(user), self.as_user(user):
				told = run(REPORT)
				reads = frappe.has_permission("Campus Early Warning", "read")
				self.assertEqual("warnings" in {column["fieldname"] for column in told["columns"]}, reads)
				self.assertEqual("warnings" in told["result"][0], reads)
				charted = [each["name"] for each in told["chart"]["data"]["datasets"]]
				self.assertEqual(len(charted), 4 if reads else 3)

	def test_it_names_nobody(self) -> None:
		self.report(facts="CANARY-overview", place="CANARY-overview")
		with self.as_user(self.safety):
			self.assertNotIn("CANARY", frappe.as_json(run(REPORT)))
