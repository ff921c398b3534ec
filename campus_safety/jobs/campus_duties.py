"""Scheduler entries of the duty engine: the night's run, its watchdog, the morning's digest, messages that wait."""

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.engines.duties import digest, escalate, run
from campus_safety.engines.messages import outbox


def nightly() -> None:
	"""The scheduler's own queue allows minutes; the run gets the long one."""
	start("Schedule")


def resume() -> None:
	"""A run whose worker was killed is continued; hourly."""
	unfinished = run.get_unfinished()
	if unfinished and run.is_silent(unfinished):
		start("Resumed")


def start(trigger: str) -> None:
	frappe.enqueue(
		run.run,
		queue="long",
		timeout=4 * 60 * 60,
		job_id="campus_duties_run",
		deduplicate=True,
		trigger=trigger,
	)


def morning() -> None:
	today = getdate(nowdate())
	escalate.climb(today)
	frappe.db.commit()  # what was reached stays reached, whatever happens to the messages
	digest.send(today)


def deliver() -> None:
	outbox.deliver_waiting()
