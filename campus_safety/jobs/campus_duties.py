"""Scheduler entries of the duty engine: the night's run, its watchdog, the morning's digest, messages that wait."""

from datetime import datetime, time

import frappe
from frappe.utils import get_datetime, now_datetime

from campus_safety.engines.duties import digest, escalate, run
from campus_safety.engines.duties.settings import get_digest_time
from campus_safety.engines.messages import delivery

BEGUN_BY = time(1)  # the scheduler asks at 00:25; what the queue has lost since is asked for again
SENT = "campus_duties_digest_sent"  # day of the last digest


def nightly() -> None:
	run.start("Schedule")


def resume() -> None:
	"""A run whose worker was killed is continued; every ten minutes. A night's run that never began is begun."""
	now = now_datetime()
	unfinished = run.get_unfinished()
	if unfinished and run.is_silent(unfinished, now):
		# the queue may go on calling the dead job started
		run.start("Resumed", f"campus_duties_run_{unfinished.name}_{(unfinished.resumed or 0) + 1}")
	elif not unfinished and now.time() >= BEGUN_BY and run.last_completed() not in (None, now.date()):
		run.start("Schedule")


def morning(now: datetime | str | None = None) -> int:
	"""Every ten minutes: once the hour of the settings has come, until all are told. `now` for trials and tests: site time."""
	now = get_datetime(now) if now else now_datetime()
	if not is_due(now):
		return 0
	escalate.climb(now.date())
	frappe.db.commit()  # what was reached stays reached, whatever happens to the messages
	sent = digest.send(now.date())  # again after a kill: whoever was told today is not told twice
	frappe.db.set_global(SENT, str(now.date()))
	return sent


def is_due(now: datetime) -> bool:
	return now.time() >= get_digest_time() and frappe.db.get_global(SENT) != str(now.date())


def deliver() -> None:
	delivery.deliver_waiting(now_datetime())
