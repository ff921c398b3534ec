"""Transactions of the app's own: a deadlock or a lock that never comes undoes them, so they are tried again, whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from random import uniform
from time import sleep
from typing import TypeVar

import frappe

from campus_safety.exceptions import TRANSACTION_LOST

Result = TypeVar("Result")
ONCE = (*TRANSACTION_LOST, frappe.UniqueValidationError)
QUEUES = ("before_commit", "after_commit", "before_rollback", "after_rollback")
LONGEST_PAUSE = 0.15  # seconds before another try; at random, so that two who collided do not collide again


def repeat_when_lost(
	work: Callable[[], Result],
	tries: int,
	undo: Callable[[], None] | None = None,
	lost: tuple[type[Exception], ...] = TRANSACTION_LOST,
) -> Result:
	"""`work()`, which must be a whole transaction, up to `tries` times. lost: what calls for another try; `ONCE` where work
	looks itself whether somebody was faster. Errors: that of the last try."""
	for left in reversed(range(tries)):
		try:
			return work()
		except lost as error:
			(undo or frappe.db.rollback)()
			if not left:
				raise
			if isinstance(error, frappe.UniqueValidationError):
				frappe.clear_last_message()  # the framework has said it already
			sleep(uniform(0.01, LONGEST_PAUSE))
	raise ValueError("tries is at least 1")


@contextmanager
def taken_back(point: str) -> Iterator[None]:
	"""What is done inside is undone at its end; what it wanted to do after the commit is forgotten with it, what others want is not."""
	kept = {name: getattr(frappe.db, name) for name in QUEUES if hasattr(frappe.db, name)}
	for name, queue in kept.items():
		setattr(frappe.db, name, type(queue)())
	frappe.db.savepoint(point)
	try:
		yield
	finally:
		undone = frappe.db.after_rollback
		for name, queue in kept.items():
			setattr(frappe.db, name, queue)
		try:
			frappe.db.rollback(save_point=point)
		except frappe.db.OperationalError:  # the transaction was lost meanwhile, and this point with it
			frappe.db.rollback()
		undone.run()


@contextmanager
def after_the_commit(lock_wait: int) -> Iterator[None]:
	"""Inside a callback of `after_commit`, for what `apart` does there. lock_wait: seconds.

	No query builder writes SET, here and below.
	"""
	frappe.db.sql("set session innodb_lock_wait_timeout = %s", (lock_wait,))
	try:
		yield
	finally:
		frappe.db.sql("set session innodb_lock_wait_timeout = default")


def apart(work: Callable[[], None]) -> None:
	"""`work()` in a transaction of its own; what else waits for the commit before it is not forgotten.

	Statements see what is committed when they begin, and UPDATE … JOIN locks nobody else's records.
	"""
	done = False
	frappe.db.sql("rollback")  # nothing is written yet: a transaction's level is set before it begins
	frappe.db.sql("set transaction isolation level read committed")  # of the next one, and no other
	frappe.db.begin()
	try:
		work()
		frappe.db.sql("commit")
		done = True
	finally:
		if not done:
			begin_again()


def begin_again() -> None:
	"""Undo what is not committed. Not `frappe.db.rollback()`, which forgets the callbacks that still wait."""
	frappe.db.sql("rollback")
	frappe.db.begin()


def changed_rows() -> int:
	"""Rows the last statement changed; the query builder does not tell."""
	return frappe.db.sql("select row_count()")[0][0]  # of the statement before
