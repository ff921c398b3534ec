"""Scheduler entries of the duty engine: the night's run, its watchdog, the morning's digest, messages that wait."""

import frappe
from frappe.utils import getdate, now_datetime, nowdate

from campus_safety.engines.duties import digest, escalate, run
from campus_safety.engines.messages import outbox


def nightly() -> None:
	run.start("Schedule")


def resume() -> None:
	"""A run whose worker was killed is continued; hourly."""
	unfinished = run.get_unfinished()
	if unfinished and run.is_silent(unfinished, now_datetime()):
		run.start("Resumed")


def morning() -> None:
	today = getdate(nowdate())
	escalate.climb(today)
	frappe.db.commit()  # what was reached stays reached, whatever happens to the messages
	digest.send(today)


def deliver() -> None:
	outbox.deliver_waiting(now_datetime())
