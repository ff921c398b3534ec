"""What a person has started and nothing else makes up for: written down beside what they saved, until a worker has done it.

Without a queue, with a queue that has lost everything, or with a worker that was killed it is asked for again every minute.
"""

import json
from datetime import datetime, timedelta
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.engines.messages.telling import tell
from campus_safety.engines.sets.alive import SILENT_FOR, at_work, is_abandoned
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.engines.sets.jobs import enqueue_once, is_known_to_queue, say_if_no_queue

KEPT = "__campus_jobs"  # whose global values these are; none of them is handed to a browser
LONGEST = timedelta(hours=4)  # after which a worker that holds its lock hangs
MOST_TRIES = 3  # times that one is taken up by itself


class Asked(NamedTuple):
	"""job: dotted path, harmless when repeated. arguments: plain data. since: of the last time it was asked for."""

	job: str
	arguments: dict
	by: str
	since: str
	tries: int = 0


def enqueue_kept(job: str, key: str, now: datetime, **arguments) -> None:
	"""Queue `job(**arguments)` after the commit, and keep it until it is done. A second one of `key` takes the first's place."""
	_write(key, Asked(job, arguments, frappe.session.user, str(now)))
	_queue(key)
	say_if_no_queue()


def carry_out(kept: str) -> None:
	"""The job itself; nothing where it was done meanwhile, or another worker is at it."""
	with at_work(kept) as mine:
		asked = _read(kept)
		if not mine or not asked:
			return
		frappe.get_attr(asked.job)(**asked.arguments)
		frappe.db.set_global(kept, None, KEPT)
		commit_chunk()  # before the lock goes


def take_up(now: datetime) -> list[str]:
	"""Keys of those that were asked for again. One that was ended each time is given up, and whoever started it hears of it."""
	taken = []
	for key in frappe.get_all(
		"DefaultValue", filters={"parent": KEPT}, pluck="defkey", order_by="defkey asc"
	):
		asked = _read(key)
		if not asked or not _is_lost(key, asked, now):
			continue
		if asked.tries >= MOST_TRIES:
			_give_up(key, asked, now)
			continue
		_write(key, asked._replace(tries=asked.tries + 1, since=str(now)))
		_queue(key)
		taken.append(key)
	return taken


def _is_lost(key: str, asked: Asked, now: datetime) -> bool:
	"""Neither in the queue nor at work. Where no queue answers nobody knows, and nothing could be asked for."""
	if now - get_datetime(asked.since) <= SILENT_FOR or is_known_to_queue((key,)) is not False:
		return False
	return is_abandoned(key, asked.since, now, LONGEST)


def _give_up(key: str, asked: Asked, now: datetime) -> None:
	frappe.db.set_global(key, None, KEPT)
	frappe.log_error(title=f"Given up: {asked.job}")
	tell(
		[asked.by],
		lambda: _("Work that you had started in the background was ended {0} times. Start it again.").format(
			MOST_TRIES
		),
		f"kept|{key}|{now:%m%d%H%M}",
		now=now,
	)


def _queue(key: str) -> None:
	enqueue_once(carry_out, key, missed=f"{key} waits for a queue", kept=key)


def _read(key: str) -> Asked | None:
	text = frappe.db.get_value("DefaultValue", {"parent": KEPT, "defkey": key}, "defvalue")
	return Asked(*json.loads(text)) if text else None


def _write(key: str, asked: Asked) -> None:
	frappe.db.set_global(key, json.dumps(asked, ensure_ascii=False), KEPT)
