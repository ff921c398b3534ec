"""The night's run as a document: resumed after a kill, one broken rule stops no other; rules that stop by themselves."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import frappe
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.exceptions import WarningRuleError
from campus_safety.services.warning import events, figures, raising, registry, rules, run
from campus_safety.services.warning import told as told_numbers
from campus_safety.tests import factories as make
from campus_safety.tests.duties.base import VISIT
from campus_safety.tests.warning.base import RULE, WARNING, WarningTestCase

WORKER = """
import frappe
from frappe.utils.background_jobs import execute_job
execute_job({site!r}, "campus_safety.jobs.campus_warnings.run", None, "warnings", {{"now": {now!r}}}, is_async=True)
"""


class TestRun(WarningTestCase):
	"""Runs commit, so everything these tests make is taken away again at the end."""

	moment = None

	def setUp(self) -> None:
		super().setUp()
		frappe.db.commit()
		frappe.flags.campus_settle_uncommitted = False
		self.addCleanup(self.clean)
		self.clean_runs()
		self.rules = [self.make_rule(f"夜里{number}") for number in range(1, 4)]
		for student in self.students[:3]:
			self.record_silently(student, 0, 1, 2)
		frappe.db.commit()

	def clean_runs(self) -> None:
		frappe.db.delete(run.LINE)
		frappe.db.delete(run.RUN)

	def clean(self) -> None:
		frappe.db.rollback()
		self.clean_runs()
		frappe.db.delete(VISIT)
		names = [name for name in frappe.get_all(WARNING, filters={"rule": ("like", "夜里%")}, pluck="name")]
		for doctype in ("Campus Alert Recipient", "Campus Alert Event"):
			alerts = frappe.get_all(
				"Campus Alert", filters={"reference_name": ("in", names or [""])}, pluck="name"
			)
			frappe.db.delete(doctype, {"parent": ("in", alerts or [""])})
		frappe.db.delete("Campus Alert", {"reference_name": ("in", names or [""])})
		frappe.db.delete("Campus Early Warning Signal", {"parent": ("in", names or [""])})
		frappe.db.delete(WARNING, {"name": ("in", names or [""])})
		frappe.db.delete("Campus Warning Rule Signal", {"parent": ("like", "夜里%")})
		frappe.db.delete(RULE, {"name": ("like", "夜里%")})
		frappe.db.delete("Campus Message Outbox", {"recipient": ("like", "%@warning.test")})
		frappe.db.delete("Notification Log", {"for_user": ("like", "%@warning.test")})
		frappe.db.commit()
		registry.forget()

	def made(self) -> dict[str, int]:
		return {rule.name: frappe.db.count(WARNING, {"rule": rule.name}) for rule in self.rules}

	def test_what_it_did_stands_in_its_document(self) -> None:
		document = frappe.get_doc("Campus Warning Run", run.run(now_datetime()))
		self.assertEqual((document.status, document.errors), ("Completed", 0))
		shown = {(line.flagged, line.raised, line.held_back) for line in document.rules}
		self.assertEqual((shown, document.raised), ({(0, 0, 0)}, 0), "three would point at somebody")
		self.assertEqual([line.rule for line in document.rules], [rule.name for rule in self.rules])
		again = frappe.get_doc(run.RUN, run.run(now_datetime()))
		self.assertEqual((again.raised, self.made()), (0, {rule.name: 3 for rule in self.rules}))

	def test_one_broken_rule_does_not_stop_the_others(self) -> None:
		frappe.db.set_value("Campus Warning Rule Signal", {"parent": "夜里2"}, "time_field", "gone")
		frappe.clear_document_cache(RULE, "夜里2")
		document = frappe.get_doc(run.RUN, run.run(now_datetime()))
		self.assertEqual((document.status, document.errors), ("Completed with Errors", 1))
		self.assertEqual(self.made(), {"夜里1": 3, "夜里2": 0, "夜里3": 3})

	def test_two_at_once(self) -> None:
		run.begin(now_datetime(), "Schedule")
		frappe.db.commit()
		self.assertIsNone(run.run(now_datetime()), "the other one still gives signs of life")

	def test_killed_in_the_middle_and_resumed(self) -> None:
		command = WORKER.format(site=frappe.local.site, now=str(now_datetime()))
		worker = subprocess.Popen(
			[sys.executable, "-c", command],
			cwd=os.getcwd(),
			stdout=subprocess.DEVNULL,
			stderr=subprocess.DEVNULL,
		)
		killed_with = self.wait_for_the_first(worker)
		os.kill(worker.pid, signal.SIGKILL)
		worker.wait()
		frappe.db.rollback()
		self.assertGreaterEqual(killed_with, 1)
		unfinished = run.get_unfinished()
		if unfinished:  # not where it was done before the kill
			frappe.db.set_value(run.RUN, unfinished.name, "heartbeat", now_datetime() - timedelta(hours=1))
			frappe.db.commit()
			self.assertEqual(run.run(now_datetime()), unfinished.name)
		document = frappe.get_doc(run.RUN, frappe.get_all(run.RUN, pluck="name")[0])
		self.assertEqual(document.status, "Completed")
		self.assertEqual(self.made(), {rule.name: 3 for rule in self.rules}, "each once")
		for name in frappe.get_all(WARNING, filters={"rule": ("like", "夜里%")}, pluck="name"):
			self.assertEqual(len(frappe.get_doc(WARNING, name).signals), 3, "each whole")

	def wait_for_the_first(self, worker) -> int:
		deadline = time.monotonic() + 60
		while time.monotonic() < deadline:
			frappe.db.rollback()
			if found := sum(self.made().values()):
				return found
			if worker.poll() is not None:
				return sum(self.made().values())
			time.sleep(0.02)
		return 0


class TestPause(WarningTestCase):
	def decide(self, rule, confirmed: int, dismissed: int) -> None:
		for number in range(confirmed + dismissed):
			document = frappe.get_doc(
				{
					"doctype": WARNING,
					"rule": rule.name,
					"student": self.students[0],
					"unit": self.unit,
					"status": "Confirmed" if number < confirmed else "Dismissed",
					"decided_at": now_datetime() - timedelta(days=1),
					"occurred_on": add_days(getdate(), -2),
				}
			)
			document.set_new_name()
			document.db_insert()

	def old_rule(self, days: int = 150):
		rule = self.make_rule(min_precision=30, min_decided=5)
		frappe.db.set_value(RULE, rule.name, "enabled_on", add_days(getdate(), -days))
		return rule

	def pause(self, rule) -> str:
		figures.count(rule.name, getdate())
		paused = figures.pause_if_due(rule.name, now_datetime())
		rule.reload()
		self.assertEqual(paused, not rule.enabled)
		return rule.paused_because or ""

	def test_too_little_was_right_for_a_term(self) -> None:
		rule = self.old_rule()
		self.decide(rule, 1, 5)
		self.assertEqual(self.pause(rule), "Too Little Was Right")
		exact = figures.get_exact(rule.name, getdate())
		self.assertEqual((exact["decided"], exact["confirmed"]), (6, 1))
		self.assertAlmostEqual(exact["precision_percent"], 16.667, 2)
		self.assertLess(exact["precision_low"], 16.7)
		self.assertEqual(registry.get_enabled(), [])

	def test_what_is_refused_by_now_counts_no_more(self) -> None:
		"""Switched on while it was accepted; nobody has saved it since."""
		rule = self.make_rule()
		row = {"parent": rule.name}
		for refused in ("Campus Alert", "Campus Session Note"):
			with self.subTest(refused):
				frappe.db.set_value(RULE, rule.name, {"enabled": 1, "paused_because": ""})
				frappe.db.set_value("Campus Warning Rule Signal", row, "evidence_doctype", refused)
				frappe.clear_document_cache(RULE, rule.name)
				self.assertRaises(WarningRuleError, rules.read_cached, rule.name)
				self.assertIsNone(events.read_rule(rule.name))
				self.assertEqual(self.pause(rule), "A Signal Is Refused Now")

	def test_a_handful_is_told_nobody(self) -> None:
		"""Everybody on the staff reads rules: with a narrow one 1 or 0 would answer about one student."""
		rule = self.old_rule()
		self.decide(rule, 1, 2)
		self.pause(rule)
		told = (rule.raised, rule.decided, rule.confirmed, rule.precision_percent, rule.precision_high)
		self.assertEqual(told, (0, 0, 0, 0, 0))
		self.decide(rule, 1, 2)
		self.pause(rule)
		self.assertIn(rule.raised, (5, 10))
		self.assertEqual((rule.decided, rule.confirmed), (0, 0), "two of six, and no whole without its part")

	def test_numbers_go_in_fives(self) -> None:
		"""Of two rules that differ by one student nobody learns about that one; where a five begins differs by who is warned of."""
		rule, seen = self.old_rule(), set()
		self.decide(rule, 7, 8)
		self.pause(rule)
		told = {name: rule.get(name) for name in ("raised", "decided", "confirmed")}
		self.assertEqual({number % 5 for number in told.values()}, {0})
		self.assertAlmostEqual(rule.precision_percent, 100 * rule.confirmed / rule.decided, 2)
		for number in range(len(self.students)):
			seen.add(told_numbers.shift_of(self.students[: number + 1]))
		self.assertGreater(len(seen), 1)
		self.assertEqual(told_numbers.shift_of(self.students), told_numbers.shift_of(self.students[::-1]))

	def test_whoever_reads_every_warning_is_told_exactly(self) -> None:
		rule = self.old_rule()
		self.decide(rule, 7, 8)
		self.pause(rule)
		for user, exact in ((self.affairs, (15, 15, 7)), (self.safety, None), (self.adviser, None)):
			document = frappe.get_doc(RULE, rule.name)
			with self.subTest(user=user), self.as_user(user):
				document.run_method("onload")
				found = document.get_onload().get("exact")
				shown = found and (found["raised"], found["decided"], found["confirmed"])
				self.assertEqual(shown, exact)

	def test_a_run_tells_in_fives(self) -> None:
		made = raising.Raised(8, tuple("abcdefgh"), 0, tuple(self.students))
		numbers = {run._told(made, number) for number in (8, 7, 6, 5)}
		self.assertLessEqual(numbers, {5, 10})
		self.assertEqual({run._told(made, number) for number in (0, 1, 4)}, {0})

	def test_good_young_or_little_tried_goes_on(self) -> None:
		rule = self.old_rule()
		self.decide(rule, 1, 3)
		self.assertEqual(self.pause(rule), "", "four decisions judge nothing")
		self.decide(rule, 2, 0)
		self.assertEqual(self.pause(rule), "", "half was right")
		self.decide(rule, 0, 20)
		frappe.db.set_value(RULE, rule.name, "enabled_on", add_days(getdate(), -30))
		self.assertEqual(self.pause(rule), "", "not yet a term")

	def test_expired(self) -> None:
		rule = self.make_rule()
		frappe.db.set_value(RULE, rule.name, "expires_on", add_days(getdate(), -1))
		self.assertEqual(self.pause(rule), "Expired")

	def test_without_assessment(self) -> None:
		rule = self.make_rule()
		frappe.db.set_value("Campus Impact Assessment", {"activity": "Early Warning"}, "status", "Replaced")
		self.assertEqual(self.pause(rule), "No Valid Assessment")

	def test_what_it_missed(self) -> None:
		rule = self.make_rule()
		frappe.db.set_value(RULE, rule.name, "enabled_on", add_days(getdate(), -30))
		before = figures.get_missed(rule.name, add_days(getdate(), -30))
		for student in self.students[:2]:
			ledger = make.make_ledger(student)
			frappe.db.set_value("Campus Risk Ledger", ledger.name, "filed_on", getdate())
		self.record_silently(self.students[0], 0, 1, 2)
		raising.raise_for(self.read(rule), now_datetime())
		after = figures.get_missed(rule.name, add_days(getdate(), -30))
		self.assertEqual((after[0] - before[0], after[1] - before[1]), (2, 1))

	def read(self, rule):
		from campus_safety.services.warning import rules

		return rules.read(frappe.get_doc(RULE, rule.name))
