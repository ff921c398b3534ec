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
def after_the_commit(lock_wait: int) -> Iterator[None]:
	"""A transaction of its own inside a callback of `after_commit`; what else waits there is not forgotten.

	Statements see what is committed when they begin, and UPDATE … JOIN locks nobody else's records. lock_wait: seconds.
	No query builder writes SET.
	"""
	frappe.db.sql("set session transaction isolation level read committed")
	frappe.db.sql("set session innodb_lock_wait_timeout = %s", (lock_wait,))
	begin_again()
	try:
		yield
		frappe.db.sql("commit")
	finally:
		frappe.db.sql("set session transaction isolation level repeatable read")
		frappe.db.sql("set session innodb_lock_wait_timeout = default")
		begin_again()


def begin_again() -> None:
	"""Undo what is not committed. Not `frappe.db.rollback()`, which forgets the callbacks that still wait."""
	frappe.db.sql("rollback")
	frappe.db.begin()


def changed_rows() -> int:
	"""Rows the last statement changed; the query builder does not tell."""
	return frappe.db.sql("select row_count()")[0][0]  # of the statement before
