"""What is done once a day, within its hours, until it is done: a worker that is killed only delays it, an hour without a scheduler, too.

The scheduler itself notes a job as run when it begins it, and makes up for what it has missed at whatever hour it comes back.
"""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, time
from typing import NamedTuple

import frappe

from campus_safety.engines.sets.chunks import commit_chunk

MARKS = "__campus_daily"  # whose global values these are; none of them is handed to a browser
MOST_TRIES = 12  # a day: what fails as often waits for tomorrow, and stands in the log


class Daily(NamedTuple):
	"""`work(now)` is harmless when repeated. Between `begins` and `ends` of the site's time, once; what fails is tried again, whether it
	raises an error or counts "errors" in what it gives.
	"""

	key: str
	begins: time
	ends: time
	work: Callable[[datetime], object]


def run(tasks: Sequence[Daily], now: datetime) -> dict[str, object]:
	"""{key: what the work gave} of those that were due. Each is a transaction of its own; one that fails keeps no other."""
	done = {}
	for task in tasks:
		if not is_due(task, now):
			continue
		tries = _read(task.key, now)["tries"] + 1
		_write(task.key, now, tries, done=False)
		commit_chunk()  # a kill counts as a try
		try:
			found = done[task.key] = task.work(now)
			has_failed = isinstance(found, dict) and bool(found.get("errors"))
			_write(task.key, now, tries, done=not has_failed)
		except Exception:  # the others have their day, too
			frappe.db.rollback()
			_write(task.key, now, tries, done=False)
			frappe.log_error(title=f"Daily: {task.key}")
		commit_chunk()
	return done


def is_due(task: Daily, now: datetime) -> bool:
	mark = _read(task.key, now)
	return task.begins <= now.time() < task.ends and not mark["done"] and mark["tries"] < MOST_TRIES


def get_last(key: str) -> dict | None:
	"""{day, tries, done} of the last day on which it was tried; None where it never was."""
	return json.loads(frappe.db.get_global(key, MARKS) or "null")


def _read(key: str, now: datetime) -> dict:
	last = get_last(key)
	return last if last and last["day"] == str(now.date()) else {"tries": 0, "done": False}


def _write(key: str, now: datetime, tries: int, done: bool) -> None:
	mark = {"day": str(now.date()), "tries": tries, "done": done}
	frappe.db.set_global(key, json.dumps(mark), MARKS)
