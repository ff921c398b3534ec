"""Duties that saved records concern: settled when the records are committed, in a transaction of their own.

A save never waits for the duty engine's locks, and a deadlock among duties never takes a record along. What cannot be settled
at once is left to a worker, and if there is none to the night's run.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial

import frappe
from frappe.utils import getdate

from campus_safety.engines.duties import rules
from campus_safety.engines.duties.saved import Touched, find_duties, settle_duties
from campus_safety.engines.sets.transactions import after_the_commit, apart, begin_again, repeat_when_lost
from campus_safety.exceptions import TRANSACTION_LOST

Pairs = dict[str, set[tuple[str, date]]]  # {rule: (subject, day)}
TRIES, LOCK_WAIT = 3, 1  # seconds: whoever saves waits for the answer
WORKER_TRIES, WORKER_LOCK_WAIT = 20, 30


def add(pairs: Pairs, today: date) -> None:
	"""Settle these once the running transaction is committed; together with what else it saves."""
	waiting = getattr(frappe.local, "campus_pending_duties", None)
	if waiting is None:
		waiting = frappe.local.campus_pending_duties = {}
		frappe.db.after_commit.add(partial(_settle_committed, today))
		frappe.db.after_rollback.add(_forget)
	for rule, concerned in pairs.items():
		waiting.setdefault(rule, set()).update(concerned)


def settle_pairs(pairs: Pairs, today: date, leaving: str | None = None) -> None:
	"""Now, in the running transaction. leaving: a record on its way out, still in the database.

	A rule that fails is logged and left to the night's run.
	"""
	touched = [Touched.of(rule, concerned) for name, concerned in pairs.items() if (rule := read_rule(name))]
	duties = find_duties(touched) if touched else {}
	for each in touched:
		try:
			settle_duties(each.rule, duties.get(each.rule.name, ()), today, leaving)
		except TRANSACTION_LOST:
			raise
		except Exception:  # one rule that fails must not keep the others from being settled
			frappe.log_error(title=rules.RULE, reference_doctype=rules.RULE, reference_name=each.rule.name)


def read_rule(name: str) -> rules.DutyRule | None:
	"""None for a rule that the metadata no longer fits, which is logged: it must not stop a counsellor from saving a talk."""
	try:
		return rules.read(frappe.get_cached_doc(rules.RULE, name))
	except TRANSACTION_LOST:
		raise
	except Exception:  # whatever a school has written into its rule
		frappe.log_error(title=rules.RULE, reference_doctype=rules.RULE, reference_name=name)
		return None


def _settle_committed(today: date) -> None:
	"""The records are safe by now, so nothing here may fail before whoever saved them."""
	waiting, frappe.local.campus_pending_duties = frappe.local.campus_pending_duties, None
	try:
		_settle_apart(waiting, today, TRIES, LOCK_WAIT)
	except Exception:  # the answer must say what is true: the records are saved
		_leave_to_a_worker(waiting, today)


def _forget() -> None:
	frappe.local.campus_pending_duties = None


def _settle_apart(pairs: Pairs, today: date, tries: int, lock_wait: int) -> None:
	with after_the_commit(lock_wait):
		repeat_when_lost(partial(apart, partial(settle_pairs, pairs, today)), tries, undo=begin_again)


def _leave_to_a_worker(pairs: Pairs, today: date) -> None:
	try:
		frappe.enqueue(
			settle_later,
			queue="short",
			pairs={
				rule: sorted((subject, str(day)) for subject, day in found) for rule, found in pairs.items()
			},
			today=str(today),
		)
	except Exception:  # no queue: the night's run counts everything again
		frappe.logger("campus_safety").warning("duties left to the night", exc_info=True)


def settle_later(pairs: Mapping[str, Iterable[tuple[str, str]]], today: str) -> None:
	"""A worker's turn: it has time to wait for the night's run."""
	waiting = {rule: {(subject, getdate(day)) for subject, day in found} for rule, found in pairs.items()}
	_settle_apart(waiting, getdate(today), WORKER_TRIES, WORKER_LOCK_WAIT)
