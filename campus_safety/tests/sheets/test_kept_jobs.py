"""What a person has started is done, whatever becomes of the queue and of the workers."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime
from frappe.utils.background_jobs import get_job, get_job_status, get_queue
from redis.exceptions import RedisError
from rq.job import JobStatus
from rq.registry import StartedJobRegistry

from campus_safety.domain import roles as r
from campus_safety.engines.sets import alive, kept_jobs
from campus_safety.jobs import campus_queue
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.bases.connections import another_connection

KEY = "campus_test_kept_job"
DONE: list[str] = []


def work(word: str) -> None:
	DONE.append(word)


JOB = f"{__name__}.work"


class TestKeptJobs(CampusTestCase):
	def setUp(self) -> None:
		super().setUp()
		DONE.clear()
		self.now = now_datetime()
		self.addCleanup(self.take_away)

	def take_away(self) -> None:
		for job_id in (KEY, "campus_test_abandoned"):
			if job := get_job(job_id):
				job.delete()

	def ask(self, user: str = "Administrator") -> None:
		with self.as_user(user):
			kept_jobs.enqueue_kept(JOB, KEY, self.now, word="done")

	def take_up(self, minutes: int) -> list[str]:
		return [key for key in kept_jobs.take_up(self.now + timedelta(minutes=minutes)) if key == KEY]

	def test_it_is_done_once_and_forgotten(self) -> None:
		self.ask()
		kept_jobs.carry_out(KEY)
		kept_jobs.carry_out(KEY)
		self.assertEqual(DONE, ["done"])
		self.assertEqual(self.take_up(10), [])

	def test_without_a_queue_it_is_kept_and_asked_for_when_there_is_one(self) -> None:
		with patch.object(frappe, "enqueue", side_effect=RedisError("gone")):
			self.ask()
			frappe.db.after_commit.run()
		self.assertEqual(self.take_up(1), [], "its queue may be about to answer")
		with patch.object(kept_jobs, "is_known_to_queue", return_value=None):
			self.assertEqual(self.take_up(5), [], "there is nobody to ask")
		self.assertEqual(self.take_up(5), [KEY])
		kept_jobs.carry_out(KEY)
		self.assertEqual(DONE, ["done"])

	def test_one_that_waits_or_is_at_work_is_left_alone(self) -> None:
		self.ask()
		with patch.object(kept_jobs, "is_known_to_queue", return_value=True):
			self.assertEqual(self.take_up(30), [])
		with another_connection() as worker:
			worker.sql("select get_lock(%s, 0)", (alive._lock(KEY),))
			self.assertEqual(self.take_up(30), [])
			kept_jobs.carry_out(KEY)
			self.assertEqual(DONE, [], "somebody else does it")
		self.assertEqual(self.take_up(30), [KEY], "killed")

	def test_it_is_given_up_at_last_and_whoever_started_it_hears_of_it(self) -> None:
		office = make.make_user("kept@jobs.test", r.STUDENT_AFFAIRS)
		self.ask(office)
		for tries in range(kept_jobs.MOST_TRIES):
			self.assertEqual(self.take_up(5 * (tries + 1)), [KEY])
		self.assertEqual(self.take_up(60), [])
		self.assertEqual(self.take_up(90), [])
		self.assertTrue(frappe.db.exists("Notification Log", {"for_user": office}))

	def test_a_job_whose_worker_was_killed_is_released_before_rq_looks_itself(self) -> None:
		queue = get_queue("long")
		job = frappe.enqueue("frappe.ping", queue="long", job_id="campus_test_abandoned", at_front=False)
		queue.remove(job.id)
		job.set_status(JobStatus.STARTED)
		registry = StartedJobRegistry(queue=queue)
		registry.add(job, 300)
		campus_queue.release_abandoned()
		self.assertEqual(get_job_status("campus_test_abandoned"), JobStatus.STARTED, "its worker lives")
		registry.connection.zadd(registry.key, {job.id: 1})  # its last sign of life has run out
		frappe.cache.delete(frappe.cache.make_key(campus_queue.LOOK))
		self.assertGreaterEqual(campus_queue.look("any.job", kwargs={}, transaction_type="job"), 1)
		self.assertEqual(get_job_status("campus_test_abandoned"), JobStatus.FAILED)
		self.assertEqual(campus_queue.look(), 0, "not again within seconds")

	def test_the_look_before_a_job_never_stops_it(self) -> None:
		with patch.object(frappe.cache, "set", side_effect=RedisError("gone")):
			self.assertEqual(campus_queue.look(), 0)
