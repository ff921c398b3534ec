"""One job for a key and a transaction, and one import of a kind at a time: with the real queue and real processes."""

from contextlib import ExitStack
from threading import Event, Thread, Timer
from unittest.mock import patch

import frappe
from filelock import FileLock
from frappe.utils.background_jobs import get_queue

from campus_safety.engines.sets.jobs import enqueue_once
from campus_safety.engines.sheets import lifecycle
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.bases.student_imports import (
	CLASS,
	COLLEGE,
	HEADERS,
	ImportTestCase,
	previewed,
	workbook,
)

KEY = "campus_test_enqueue_once"


class TestEnqueueOnce(CampusTestCase):
	def tearDown(self) -> None:
		for job in get_queue("long").jobs:
			if KEY in job.id:
				job.delete()
		super().tearDown()

	def waiting(self) -> list[str]:
		return [
			job_id for job_id in get_queue("long").job_ids if job_id.startswith(f"{frappe.local.site}::{KEY}")
		]

	def ask(self, times: int) -> None:
		for _time in range(times):
			enqueue_once("frappe.ping", KEY, at_front=False)

	def test_twenty_five_askers_are_one_job(self) -> None:
		self.ask(25)
		self.assertEqual(self.waiting(), [])  # nothing before the commit
		frappe.db.after_commit.run()
		self.assertLessEqual(len(self.waiting()), 1)
		self.ask(25)
		frappe.db.after_commit.run()
		self.assertLessEqual(len(self.waiting()), 1)

	def test_a_rollback_forgets_it_and_the_next_transaction_may_ask(self) -> None:
		self.ask(3)
		self.assertEqual(frappe.local.campus_jobs, {KEY})
		frappe.db.after_commit.reset()  # what a rollback does, but for the test's own savepoint
		frappe.db.after_rollback.run()
		self.assertEqual(frappe.local.campus_jobs, set())
		self.assertEqual(self.waiting(), [])


class TestTurns(ImportTestCase):
	def test_an_import_waits_for_another_of_its_kind_and_shows_that_it_lives(self) -> None:
		document = previewed(workbook(HEADERS, ["92640001", "张三", COLLEGE, CLASS]))
		document.db_set({"status": "Queued", "heartbeat": None})
		lifecycle.commit()
		held, done = Event(), Event()
		lock = FileLock(f"{frappe.get_site_path('locks')}/campus_import_campus_student_import.lock")

		def hold() -> None:
			with lock:
				held.set()
				done.wait(20)

		other = Thread(target=hold)
		other.start()
		self.assertTrue(held.wait(10))
		Timer(1.5, done.set).start()
		with patch.object(lifecycle, "WAIT_SECONDS", 0.5), ExitStack() as turn:
			lifecycle._wait_for_turn(document, turn)
			self.assertTrue(done.is_set())
		other.join(10)
		self.assertTrue(frappe.db.get_value(document.doctype, document.name, "heartbeat"))
