"""What a killed worker leaves behind, taken up within two minutes or three instead of eleven.

RQ looks for abandoned jobs every ten minutes, and the framework asks for no job again that RQ calls started. So every job that begins
has a look first, whoever's it is: one that was killed can only be found by another.
"""

import frappe
from frappe.utils import now_datetime
from frappe.utils.background_jobs import get_queues
from redis.exceptions import RedisError
from rq.registry import StartedJobRegistry

from campus_safety.engines.sets import kept_jobs

LOOK, EVERY = "campus_queue_look", 20  # key in the cache; seconds


def look(method: str | None = None, **_job) -> int:
	"""`before_job`: jobs given up for dead, whose workers have shown no life for a minute and a half. Never fails."""
	try:
		if not frappe.cache.set(frappe.cache.make_key(LOOK), 1, nx=True, ex=EVERY):
			return 0
		return release_abandoned()
	except RedisError:
		return 0


def release_abandoned() -> int:
	"""RQ's own maintenance: what it calls abandoned has failed, and may be asked for again."""
	return sum(len(StartedJobRegistry(queue=queue).cleanup() or ()) for queue in get_queues())


def take_up() -> None:
	"""Every minute: what people have started and no worker has brought to its end."""
	kept_jobs.take_up(now_datetime())
