"""The nightly run as a document, and what happens when its worker is killed in the middle."""

import os
import signal
import subprocess
import sys
import time
from datetime import timedelta

import frappe
from frappe.utils import getdate, now_datetime

from campus_safety.engines.duties import generate, rules, run
from campus_safety.engines.sets import alive
from campus_safety.tests.bases.connections import another_connection, connect
from campus_safety.tests.duties.base import VISIT, DutyTestCase, make_custom_doctypes

DAY = "2026-11-25"
WORKER = """
import frappe
from frappe.utils.background_jobs import execute_job
execute_job({site!r}, "campus_safety.engines.duties.run.run", None, "duties", {{"today": {day!r}}}, is_async=True)
"""


class TestRun(DutyTestCase):
	"""Runs commit, so everything these tests make is taken away again at the end."""

	def setUp(self) -> None:
		super().setUp()
		make_custom_doctypes()
		frappe.db.rollback()
		self.others = rules.get_enabled()
		self.clean()
		frappe.db.set_value(
			rules.RULE, {"name": ("in", self.others or [""])}, "enabled", 0, update_modified=False
		)
		self.names = [f"运行{number}" for number in range(1, 5)]
		for name in self.names:
			self.make_rule(name)
		frappe.db.commit()
		self.addCleanup(self.clean)

	def clean(self) -> None:
		frappe.db.rollback()
		for name in frappe.get_all(rules.RULE, filters={"rule_name": ("like", "运行%")}, pluck="name"):
			frappe.db.delete(generate.OBLIGATION, {"rule": name})
			frappe.db.delete("Campus Duty Escalation", {"parent": name})
			frappe.db.delete(rules.RULE, {"name": name})
			frappe.clear_document_cache(rules.RULE, name)
		frappe.db.set_value(
			rules.RULE, {"name": ("in", self.others or [""])}, "enabled", 1, update_modified=False
		)
		frappe.db.delete(run.LINE)
		frappe.db.delete(run.RUN)
		frappe.db.delete(VISIT)
		frappe.db.commit()

	def made(self) -> dict[str, int]:
		return {name: frappe.db.count(generate.OBLIGATION, {"rule": name}) for name in self.names}

	def test_what_it_did_stands_in_its_document(self) -> None:
		document = frappe.get_doc(run.RUN, run.run(DAY))
		self.assertEqual((document.status, document.made, document.errors), ("Completed", 16, 0))
		self.assertEqual([line.rule for line in document.rules], self.names)
		self.assertEqual(set(self.made().values()), {4})
		again = frappe.get_doc(run.RUN, run.run(DAY))
		self.assertEqual((again.made, again.settled, again.moved), (0, 0, 0))

	def test_one_broken_rule_does_not_stop_the_others(self) -> None:
		frappe.db.set_value(rules.RULE, "运行2", "time_field", "gone")
		document = frappe.get_doc(run.RUN, run.run(DAY))
		self.assertEqual((document.status, document.errors), ("Completed with Errors", 1))
		self.assertEqual(self.made(), {"运行1": 4, "运行2": 0, "运行3": 4, "运行4": 4})
		self.assertIn("gone", next(line.error for line in document.rules if line.rule == "运行2"))

	def test_two_at_once(self) -> None:
		run.begin(getdate(DAY), "Schedule")
		self.assertIsNone(run.run(DAY), "the other one still gives signs of life")

	def test_one_whose_worker_lives_is_left_alone_however_long_a_rule_takes(self) -> None:
		name = run.begin(getdate(DAY), "Schedule")
		frappe.db.set_value(run.RUN, name, "heartbeat", now_datetime() - timedelta(minutes=19))
		with another_connection() as other:
			other.sql("select get_lock(%s, 0)", (alive._lock(name),))
			self.assertIsNone(run.run(DAY))
			run.work_on(name)
			self.assertEqual(frappe.db.get_value(run.RUN, name, "status"), "Running")
		self.assertEqual(run.run(DAY), name, "the lock went with its connection")

	def test_days_without_a_run_are_made_up(self) -> None:
		run.run("2026-09-10")
		run.run("2026-11-02")
		months = frappe.get_all(
			generate.OBLIGATION,
			filters={"rule": "运行1", "subject": "DT001"},
			pluck="period_start",
			order_by="period_start asc",
		)
		self.assertEqual([str(day) for day in months], ["2026-09-01", "2026-10-01", "2026-11-01"])

	def test_a_killed_worker(self) -> None:
		"""kill -9 in the middle of the third rule: the next run completes it, no duty twice or missing."""
		keeper = self.hold_third_rule()
		worker = subprocess.Popen(
			[sys.executable, "-c", WORKER.format(site=frappe.local.site, day=DAY)],
			cwd=os.path.abspath(frappe.local.sites_path),
			start_new_session=True,
		)
		try:
			self.wait_until_stuck(worker)
		finally:
			os.killpg(worker.pid, signal.SIGKILL)
			worker.wait()
			keeper.rollback()
			keeper.close()
		frappe.db.rollback()
		unfinished = run.get_unfinished()
		self.assertEqual(frappe.db.get_value(run.RUN, unfinished.name, "cursor"), "运行3")
		self.assertEqual(
			set(frappe.get_all(run.LINE, filters={"parent": unfinished.name}, pluck="rule")),
			{"运行1", "运行2"},
		)
		self.assertEqual(self.made(), {"运行1": 4, "运行2": 4, "运行3": 1, "运行4": 0})

		# the worker's last sign of life, by a clock that is not the one of this class
		silent = now_datetime() - timedelta(minutes=3)  # far less than a rule may take: the lock tells
		frappe.db.set_value(run.RUN, unfinished.name, "heartbeat", silent)
		frappe.db.commit()
		self.assertEqual(run.run(DAY), unfinished.name)
		document = frappe.get_doc(run.RUN, unfinished.name)
		self.assertEqual((document.status, document.resumed, document.errors), ("Completed", 1, 0))
		self.assertEqual(sorted(line.rule for line in document.rules), self.names)
		self.assertEqual(set(self.made().values()), {4})
		pairs = frappe.get_all(
			generate.OBLIGATION, filters={"rule": ("in", self.names)}, fields=["rule", "subject"]
		)
		self.assertEqual(len({(row.rule, row.subject) for row in pairs}), len(pairs))

	def hold_third_rule(self):
		"""One duty of the third rule is there already, has evidence, and is locked by another connection: the worker waits."""
		value = rules.read(frappe.get_doc(rules.RULE, "运行3"))
		generate.make(value, getdate(DAY), getdate(DAY), generate.Calendar.around(getdate(DAY), getdate(DAY)))
		kept = frappe.get_all(
			generate.OBLIGATION, filters={"rule": "运行3"}, pluck="name", order_by="name asc"
		)
		frappe.db.delete(generate.OBLIGATION, {"name": ("in", kept[1:])})
		whose = frappe.db.get_value(generate.OBLIGATION, kept[0], "subject")
		frappe.get_doc(
			{"doctype": VISIT, "name": frappe.generate_hash(length=10), "student": whose, "happened_on": DAY}
		).db_insert()
		frappe.db.commit()
		keeper = connect()
		keeper.sql("select name from `tabCampus Duty Obligation` where name = %s for update", kept[0])
		return keeper

	def wait_until_stuck(self, worker) -> None:
		deadline = time.monotonic() + 90
		while time.monotonic() < deadline:
			self.assertIsNone(worker.poll(), "the worker came to its end by itself")
			frappe.db.rollback()
			unfinished = run.get_unfinished()
			if unfinished and frappe.db.get_value(run.RUN, unfinished.name, "cursor") == "运行3":
				time.sleep(0.5)
				return
			time.sleep(0.2)
		self.fail("the worker did not reach the third rule")
