"""What a rule would cost, before it is switched on: nothing is written, no handful is told."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, getdate

from campus_safety.api import warning as api
from campus_safety.domain.warning.score import Hit, Weighing, first_reached
from campus_safety.services.warning.dry_run import WEEKS, dry_run
from campus_safety.tests import factories as make
from campus_safety.tests.duties.base import VISIT
from campus_safety.tests.warning.base import RULE, WARNING, WarningTestCase


class TestDryRun(WarningTestCase):
	def values(self, **values) -> dict:
		return {
			"rule_name": "试算",
			"act": "谈一次",
			"owner_position": "Counsellor",
			"load_budget": 2,
			"threshold": 3,
			"level": "Attention",
			"expires_on": str(add_days(getdate(), 100)),
			"signals": [{"doctype": "Campus Warning Rule Signal", **self.signal(window_days=10)}],
			**values,
		}

	def flag(self, students, *days: int) -> None:
		for student in students:
			for name in self.record_silently(student, *days):
				day = frappe.db.get_value(VISIT, name, "happened_on")
				frappe.db.set_value(VISIT, name, "creation", f"{day} 08:00:00", update_modified=False)

	def as_affairs(self) -> dict:
		with self.as_user(self.affairs):
			return dry_run(self.values(), getdate())

	def test_the_price(self) -> None:
		self.flag(self.students[:6], 20, 21, 22)
		self.flag(self.students[:1], 0, 1, 2)
		found = self.as_affairs()
		self.assertEqual((found["weeks"], found["warnings"], found["unowned"]), (WEEKS, 7, 0))
		(owner,) = found["owners"]
		self.assertEqual((owner["warnings"], owner["busiest"]), (7, 6))
		self.assertEqual(found["held_back"], 4)
		self.assertEqual(frappe.db.count(WARNING, {"student": ("in", self.students)}), 0)
		self.assertFalse(frappe.db.exists(RULE, "试算"))

	def test_lead_time_on_filed_ledgers(self) -> None:
		before = self.as_affairs()["cases"]
		self.flag(self.students[:1], 30, 31, 32)
		for student in self.students[:2]:
			ledger = make.make_ledger(student)
			frappe.db.set_value("Campus Risk Ledger", ledger.name, "filed_on", add_days(getdate(), -10))
		cases = self.as_affairs()["cases"]
		self.assertEqual((cases["filed"] - before["filed"], cases["seen"]), (2, 1))
		self.assertEqual(cases["median_days"], 20)

	def test_whom_it_finds(self) -> None:
		frappe.db.set_value("Campus Student", {"name": ("in", self.students[:5])}, "gender", "Female")
		self.flag(self.students[:5], 20, 21, 22)
		groups = {(each["group"], each["value"]): each for each in self.as_affairs()["groups"]}
		self.assertEqual(groups["Gender", "Female"]["flagged"], 5)
		self.assertEqual(groups["Classified Care", "No"]["flagged"], 5)

	def test_no_handful_is_told_to_who_may_not_read_warnings(self) -> None:
		"""Nor that there is none: with a narrow rule one or nought would answer about one student."""
		with self.as_user(self.safety):
			of_nobody = dry_run(self.values(), getdate())
		self.flag(self.students[:3], 20, 21, 22)
		with self.as_user(self.safety):
			found = dry_run(self.values(), getdate())
		self.assertEqual(found, of_nobody)
		self.assertEqual((found["warnings"], found["owners"], found["unowned"]), (None, [], None))
		self.flag(self.students[3:6], 20, 21, 22)
		with self.as_user(self.safety):
			self.assertIn(dry_run(self.values(), getdate())["warnings"], (5, 10))

	def test_of_two_that_differ_by_one_student_nobody_learns_about_that_one(self) -> None:
		"""Numbers go in fives, and where the next five begins is another place for each set of students."""
		self.flag(self.students, 20, 21, 22)
		with self.as_user(self.safety):
			again = {dry_run(self.values(), getdate())["warnings"] for _time in range(3)}
		self.assertLessEqual(again, {5, 10})
		self.assertEqual(len(again), 1, "asked again it says the same")

	def test_of_confidential_signals_nobody_is_told_a_handful(self) -> None:
		signal = self.signal(evidence_doctype="Campus Risk Ledger", time_field="creation")
		with self.as_user(self.affairs):
			of_nobody = dry_run(self.values(signals=[signal], threshold=1), getdate())
			self.assertIsNone(of_nobody["groups"][0]["flagged"])

	def test_odd_rows_are_refused_in_words(self) -> None:
		for signals in (5, ["x"], [[1]], [self.signal(student_field=["student"])], None):
			with self.subTest(signals=signals), self.as_user(self.affairs):
				self.assertRaises(frappe.ValidationError, dry_run, self.values(signals=signals), getdate())

	def test_who_writes_no_rules_tries_none(self) -> None:
		refused = (frappe.PermissionError, frappe.ValidationError)  # as the framework of the day says it
		with self.as_user(self.counsellor), self.assertRaises(refused):
			api.dry_run(self.values())
		with self.as_user(self.counsellor), self.assertRaises(refused):
			api.get_fields(VISIT)

	def test_fields_that_fit_are_offered(self) -> None:
		with self.as_user(self.safety):
			found = api.get_fields(VISIT)
		self.assertEqual([each["value"] for each in found["student"]], ["student"])
		self.assertIn("happened_on", [each["value"] for each in found["time"]])

	def test_the_score_in_memory_is_that_of_the_database(self) -> None:
		self.assertEqual(
			first_reached(
				[
					Hit("a", getdate() - timedelta(days=days), getdate() - timedelta(days=days))
					for days in (9, 5, 4)
				],
				{"a": Weighing(10, 2, 1.5, 0)},
				4.5,
				getdate() - timedelta(days=30),
				getdate(),
			),
			getdate() - timedelta(days=4),
		)
