"""Who is at work on something, known to the database itself: a lock of the worker's connection, gone with the worker.

The queue goes on calling a job started for a minute and a half after its worker was killed, a date in a record for as long as one
step may take. The lock of a killed worker is free at once, however it was started, and with no queue at all.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from hashlib import sha1

import frappe
from frappe.utils import get_datetime

# a lock lost with a connection that was made anew says nothing by itself: the last sign of life must be as old as this
SILENT_FOR = timedelta(minutes=2)


@contextmanager
def at_work(key: str) -> Iterator[bool]:
	"""False where somebody else is at work on `key` now. The lock is the connection's: a commit keeps it."""
	# raw, here and below: no query builder knows locks by name
	((taken,),) = frappe.db.sql("select get_lock(%s, 0)", (_lock(key),))
	try:
		yield bool(taken)
	finally:
		if taken:
			_release(key)


def is_abandoned(key: str, heartbeat: datetime | str | None, now: datetime, silent_after: timedelta) -> bool:
	"""Nobody is at work on `key`: no sign of life for `silent_after`, or for two minutes and its lock is free."""
	if not heartbeat:
		return True
	silence = now - get_datetime(heartbeat)
	return silence > silent_after or (silence > SILENT_FOR and _is_free(key))


def _is_free(key: str) -> bool:
	return bool(frappe.db.sql("select is_free_lock(%s)", (_lock(key),))[0][0])


def _release(key: str) -> None:
	try:
		frappe.db.sql("select release_lock(%s)", (_lock(key),))
	except frappe.db.OperationalError:  # the connection is gone, and the lock with it
		frappe.logger("campus_safety").warning(f"lock of {key} went with its connection")


def _lock(key: str) -> str:
	"""Locks are the server's, which has many sites, and 64 characters long at most."""
	return f"campus_{sha1(f'{frappe.conf.db_name}|{key}'.encode(), usedforsecurity=False).hexdigest()}"
