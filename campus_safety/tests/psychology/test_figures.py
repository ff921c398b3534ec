"""Figures of a campaign: live for the centre, as released for everybody else, no handful and no difference."""

import frappe
from frappe.desk.query_report import run
from frappe.utils import now_datetime

from campus_safety.campus_psychology.report.campus_screening_figures import campus_screening_figures
from campus_safety.domain import roles as r
from campus_safety.services.psychology import released, store
from campus_safety.tests import factories as make
from campus_safety.tests.psychology.base import CAMPAIGN, RESULT, ScreeningTestCase

REPORT = "Campus Screening Figures"


class TestFigures(ScreeningTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		for number in range(40):
			make.make_student(f"PF26{number:03}", self.klass if number < 20 else self.other)
		self.campaign = self.open_campaign()
		self.names = [
			frappe.db.get_value(RESULT, {"campaign": self.campaign.name, "student": f"PF26{number:03}"})
			for number in range(40)
		]
		for name in self.names[:36]:
			self.settle(name, "None")
		for name in self.names[:8]:
			self.settle(name, "Key")

	def settle(self, name: str, flag: str) -> None:
		values = {"status": "Tested", "validity": "Valid", "auto_flag": flag, "in_statistics": 1}
		frappe.db.set_value(RESULT, name, values)

	def release(self) -> None:
		with self.as_user(self.head):
			released.release_figures(frappe.get_doc(CAMPAIGN, self.campaign.name), now_datetime())

	def rows(self, user: str, by: str = "College") -> dict[str, dict]:
		with self.as_user(user):
			found = run(REPORT, filters={"campaign": self.campaign.name, "by": by})["result"]
		return {row["group"]: row for row in found if isinstance(row, dict)}

	def test_the_centre_reads_them_live(self) -> None:
		row = self.rows(self.teacher)[self.college]
		self.assertEqual((row["should"], row["valid"], row["untested"], row["key"]), (46, 36, 10, 8))
		self.assertEqual((row["taken_part"], row["flagged"]), (78.3, 22.2))

	def test_what_is_said_above_the_figures_is_what_they_are(self) -> None:
		"""The centre reads handfuls, and is not told that none are shown; an export of them says for whom they are."""
		self.settle(self.names[8], "Urgent")
		self.assertEqual(self.rows(self.head)[self.college]["urgent"], 1)
		self.release()
		for user, is_live in ((self.head, True), (self.teacher, True), (self.lead, False)):
			with self.as_user(user):
				note = run(REPORT, filters={"campaign": self.campaign.name})["message"]
				period = campus_screening_figures.get_shown_period(frappe._dict(campaign=self.campaign.name))
			self.assertEqual("for the centre alone" in note, is_live, note)
			self.assertEqual("are not told." in note and "Live" not in note, not is_live, note)
			self.assertEqual("live, for the centre alone" in period, is_live, period)

	def test_others_read_nothing_before_and_no_handful_after_a_release(self) -> None:
		self.assertEqual(self.rows(self.lead), {})
		self.release()
		row = self.rows(self.lead)[self.college]
		self.assertEqual((row["should"], row["valid"], row["key"]), (46, 36, 8))
		self.settle(self.names[8], "Urgent")
		self.assertEqual(self.rows(self.lead)[self.college]["urgent"], 0, "as released")
		self.release()
		row = self.rows(self.lead)[self.college]
		self.assertIsNone(row["urgent"])
		self.assertIsNone(row["flagged"], "one more than last time")

	def test_who_left_statistics_is_in_no_flag(self) -> None:
		frappe.db.set_value(RESULT, self.names[0], "in_statistics", 0)
		row = self.rows(self.teacher)[self.college]
		self.assertEqual((row["valid"], row["key"]), (36, 7))

	def test_by_class_and_in_scope(self) -> None:
		self.release()
		self.assertEqual(set(self.rows(self.lead, "Class")), {self.klass, self.other})
		other_lead = make.make_user("otherlead@psych.test", r.COLLEGE_LEAD)
		self.assertEqual(self.rows(other_lead), {})
		for role in (r.COUNSELLOR, r.CLASS_ADVISER, r.HR_OFFICE):
			user = make.make_user(f"no{role[-4:].lower()}@psych.test", role)
			with self.subTest(role), self.as_user(user):
				self.assertRaises(frappe.PermissionError, run, REPORT)

	def test_only_the_head_releases(self) -> None:
		with self.as_user(self.teacher), self.assertRaises(frappe.PermissionError):
			released.release_figures(frappe.get_doc(CAMPAIGN, self.campaign.name), now_datetime())

	def test_hidden_numbers_are_kept_nowhere(self) -> None:
		self.settle(self.names[8], "Urgent")
		self.release()
		kept = frappe.db.get_value(CAMPAIGN, self.campaign.name, "releases")
		self.assertNotIn(f'["{self.college}","urgent",1]', kept)
		self.assertIn(f'["{self.college}","urgent",null]', kept)
		self.assertEqual(store.RESULT, RESULT)
