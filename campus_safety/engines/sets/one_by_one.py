"""Rows that go on one after the other, each in a transaction of its own: the jobs of every minute and every night."""

from collections.abc import Callable, Iterable
from typing import TypeVar

import frappe

Row = TypeVar("Row")


def one_by_one(rows: Iterable[Row], work: Callable[[Row], None], title: str) -> int:
	"""`work(row)` for each, committed by itself; how many went wrong. title: of the line in the error log.

	What one makes go wrong is undone and written down, it waits for the next run, and the others go on: what is told stays told.
	A lost transaction is undone as a whole, too.
	"""
	errors = 0
	for row in rows:
		try:
			work(row)
		except Exception:  # whatever one makes go wrong, the others are not forgotten
			frappe.db.rollback()
			errors += 1
			frappe.log_error(title=title)
		frappe.db.commit()  # a job: each row is whole by itself
	return errors
