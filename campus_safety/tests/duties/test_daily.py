"""Once a day, within its hours, until it is done."""

from datetime import date, datetime, time
from unittest.mock import patch

import frappe

from campus_safety.engines import daily
from campus_safety.engines.daily import Daily
from campus_safety.jobs import campus_daily, campus_duties
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase


class TestDaily(CampusTestCase):
	moment = TEACHING_DAY

	def setUp(self) -> None:
		super().setUp()
		self.calls: list[datetime] = []
		self.fails = 0

	def work(self, now: datetime) -> dict:
		self.calls.append(now)
		if len(self.calls) <= self.fails:
			raise ValueError("not yet")
		return {"errors": 0}

	def run_at(self, hour: int, minute: int = 0, day: int = 27) -> bool:
		task = Daily("test_daily", time(7), time(21), self.work)
		return bool(daily.run([task], datetime(2026, 11, day, hour, minute)))

	def test_within_its_hours_and_once(self) -> None:
		self.assertEqual(
			[self.run_at(*moment) for moment in ((4, 6), (6, 59), (7, 10), (7, 20), (22, 0))],
			[False, False, True, False, False],
		)
		self.assertTrue(self.run_at(20, day=28), "an hour without a scheduler only delays it")

	def test_what_fails_is_tried_again_and_not_for_ever(self) -> None:
		self.fails = 2
		self.assertEqual([self.run_at(7, minute) for minute in (0, 10, 20, 30)], [False, False, True, False])
		self.assertEqual(daily.get_last("test_daily"), {"day": "2026-11-27", "tries": 3, "done": True})
		self.fails = 100
		for minute in range(30):
			self.run_at(8, minute, day=28)
		self.assertEqual(len(self.calls), 3 + daily.MOST_TRIES)

	def test_a_killed_worker_only_delays_it(self) -> None:
		def is_killed(now: datetime) -> None:
			self.calls.append(now)
			raise SystemExit

		task = Daily("test_daily", time(7), time(21), is_killed)
		with self.assertRaises(SystemExit):
			daily.run([task], datetime(2026, 11, 27, 7))
		self.assertTrue(self.run_at(7, 10))

	def test_one_that_fails_keeps_no_other(self) -> None:
		self.fails = 1
		tasks = (
			Daily("test_daily_a", time(7), time(21), self.work),
			Daily("test_daily_b", time(7), time(21), self.work),
		)
		self.assertEqual(list(daily.run(tasks, datetime(2026, 11, 27, 9))), ["test_daily_b"])

	def test_each_of_ours_has_hours_of_its_own(self) -> None:
		for task in campus_daily.TASKS:
			with self.subTest(task.key):
				self.assertLess(task.begins, task.ends)
				self.assertTrue(callable(task.work))
		self.assertIn("no_trace", {task.key for task in campus_daily.TASKS})

	def test_the_morning_is_done_once_all_are_told(self) -> None:
		frappe.db.set_global(campus_duties.SENT, "")
		now = datetime(2026, 11, 27, 7, 10)
		with self.assertRaises(SystemExit), self.killed_in_the_digest():
			campus_duties.morning(now)
		self.assertTrue(campus_duties.is_due(now), "a worker that was killed leaves it to the next run")

	def test_a_nights_run_that_the_queue_has_lost_is_asked_for_again(self) -> None:
		with (
			patch.object(campus_duties.run, "start") as start,
			patch.object(campus_duties.run, "get_unfinished", return_value=None),
		):
			for last, expected in ((None, 0), (date(2026, 11, 27), 0), (date(2026, 11, 26), 1)):
				with patch.object(campus_duties.run, "last_completed", return_value=last):
					start.reset_mock()
					campus_duties.resume()
					self.assertEqual(start.call_count, expected, last)

	def test_a_run_that_goes_on_has_a_key_that_the_dead_one_does_not_block(self) -> None:
		dead = frappe._dict(name="CR-x", heartbeat=None, resumed=1, trigger="Schedule", term=None)
		with (
			patch.object(campus_duties.run, "start") as start,
			patch.object(campus_duties.run, "get_unfinished", return_value=dead),
		):
			campus_duties.resume()
		start.assert_called_once_with("Resumed", "campus_duties_run_CR-x_2")

	def killed_in_the_digest(self):
		return patch.object(campus_duties.digest, "send", side_effect=SystemExit)
