"""Early warning: the night's run, its watchdog, and warnings that a saved record asks for."""

from datetime import datetime, time

import frappe
from frappe.utils import get_datetime, now_datetime

from campus_safety.services.warning import events
from campus_safety.services.warning import run as runs

BEGUN_BY = time(1, 30)  # what the queue has lost since the scheduler asked is asked for again


def nightly() -> None:
	runs.start("Schedule")


def resume() -> None:
	"""Every ten minutes: a run whose worker was killed is continued, one that never began is begun."""
	now, unfinished = now_datetime(), runs.get_unfinished()
	if unfinished and runs.is_silent(unfinished, now):
		# the queue may go on calling the dead job started
		runs.start("Resumed", f"{runs.JOB_ID}_{unfinished.name}_{(unfinished.resumed or 0) + 1}")
	elif not unfinished and now.time() >= BEGUN_BY and runs.last_day() not in (None, now.date()):
		runs.start("Schedule")


def run(trigger: str = "Schedule", now: datetime | str | None = None) -> str | None:
	"""`now` for trials and tests: site time."""
	return runs.run(get_datetime(now) if now else now_datetime(), trigger)


def raise_for(found: dict[str, list[str]]) -> None:
	"""In the app's name: whoever saved the record is told like everybody else."""
	frappe.set_user("Administrator")
	events.raise_now({rule: set(students) for rule, students in found.items()}, now_datetime())
