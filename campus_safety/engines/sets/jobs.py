"""One job for a key and a transaction, however often it is asked for.

The framework asks before the commit whether such a job waits, and queues after it: twenty-five students saved in one request
were twenty-five copies.
"""

from collections.abc import Callable, Iterable
from functools import partial

import frappe
from frappe import _
from frappe.utils.background_jobs import get_job_status, get_redis_conn
from redis.exceptions import RedisError
from rq.job import JobStatus


def enqueue_once(
	job: str | Callable, key: str, queue: str = "long", again: bool = False, missed: str | None = None, **more
) -> None:
	"""Queue `job` after the commit, unless one of this key waits or is at work; a rollback forgets it.

	again: one at work may have passed what has changed since, so another waits behind it. more: as for `frappe.enqueue`.
	The first call of a transaction decides about `more`. missed: the line for the log where there is no queue and something
	else makes up for the job. Errors, after the commit: RedisError without a queue and without `missed`.
	"""
	waiting = getattr(frappe.local, "campus_jobs", None)
	if waiting is None:
		waiting = frappe.local.campus_jobs = set()
	if key in waiting:
		return
	waiting.add(key)
	frappe.db.after_commit.add(
		partial(_queue_or_log, key, missed, partial(_queue, job, key, queue, again, more))
	)
	frappe.db.after_rollback.add(_forget)
	# a request that has written nothing since its last commit is rolled back at its end, and the job with it
	frappe.db.transaction_writes += 1


def _queue_or_log(key: str, missed: str | None, queue: Callable[[], None]) -> None:
	getattr(frappe.local, "campus_jobs", set()).discard(key)
	try:
		queue()
	except RedisError:
		if not missed:
			raise
		frappe.logger("campus_safety").warning(missed, exc_info=True)


def say_if_no_queue() -> None:
	"""What a person has started is kept and begins by itself later: they hear so instead of waiting before a page."""
	try:
		get_redis_conn().ping()
	except RedisError:
		frappe.msgprint(
			_(
				"The queue for background work does not answer. What you have started is kept, and begins by itself within minutes"
				" of its return. Please tell the information centre."
			),
			indicator="orange",
		)


def is_known_to_queue(keys: Iterable[str]) -> bool | None:
	"""Does a job of one of these keys wait, or is it at work? None where no queue answers."""
	try:
		return any(get_job_status(key) in (JobStatus.QUEUED, JobStatus.STARTED) for key in keys)
	except RedisError:
		return None


def _queue(job: str | Callable, key: str, queue: str, again: bool, more: dict) -> None:
	for job_id in (key, f"{key}_again") if again else (key,):
		status = get_job_status(job_id)
		if status == JobStatus.QUEUED:
			return
		if status != JobStatus.STARTED:
			frappe.enqueue(job, queue=queue, job_id=job_id, **more)
			return


def _forget() -> None:
	frappe.local.campus_jobs = set()
