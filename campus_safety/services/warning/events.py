"""A record that is a signal was saved: who is above a score by now is asked at once, for the few students it speaks about.

The question is asked after the commit and writes nothing; warnings are made by a worker, and where there is none by the night's
run. So a save costs a question by index, and never waits.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.duties.evidence import read_record
from campus_safety.engines.sets.transactions import begin_again
from campus_safety.exceptions import TRANSACTION_LOST
from campus_safety.services.warning import registry
from campus_safety.services.warning.raising import raise_for
from campus_safety.services.warning.rules import WarningRule, read_cached
from campus_safety.services.warning.scoring import get_students_above

JOB = "campus_safety.jobs.campus_warnings.raise_for"


def follow_record(doc, method: str | None = None) -> None:
	"""`on_change` and `after_delete`. Taking a record away raises no score, and of an import the night is told soon enough."""
	if method == "after_delete" or frappe.flags.in_import:
		return
	found = {}
	for name in registry.by_evidence().get(doc.doctype, ()):
		rule = read_rule(name)
		if rule and (students := _get_students(rule, doc)):
			found[name] = students
	if not found:
		return
	now = now_datetime()
	if frappe.flags.campus_settle_uncommitted:
		raise_now(found, now)
	else:
		_add(found, now)


def raise_now(found: Mapping[str, set[str]], now: datetime) -> int:
	"""How many warnings were made."""
	made = 0
	for name, students in found.items():
		if rule := read_rule(name):
			made += len(raise_for(rule, now, sorted(students)).names)
	return made


def read_rule(name: str) -> WarningRule | None:
	"""None for a rule that the metadata no longer fits, which is logged: it must not stop anybody from saving a record."""
	try:
		return read_cached(name)
	except TRANSACTION_LOST:
		raise
	except Exception:  # whatever a school has written into its rule
		frappe.log_error(title=registry.RULE, reference_doctype=registry.RULE, reference_name=name)
		return None


def _get_students(rule: WarningRule, doc) -> set[str]:
	"""Students about whom the record speaks as a signal of the rule; the database decides about its filter."""
	return {
		student
		for signal in rule.signals
		if signal.evidence_doctype == doc.doctype
		and not any(condition.rules_out(doc) for condition in signal.evidence_conditions)
		for student, _day in read_record(signal, doc)
	}


def _add(found: Mapping[str, set[str]], now: datetime) -> None:
	"""Asked once the running transaction is committed, together with what else it saves."""
	waiting = getattr(frappe.local, "campus_pending_warnings", None)
	if waiting is None:
		waiting = frappe.local.campus_pending_warnings = {}
		frappe.db.after_commit.add(partial(_ask_committed, now))
		frappe.db.after_rollback.add(_forget)
	for name, students in found.items():
		waiting.setdefault(name, set()).update(students)


def _ask_committed(now: datetime) -> None:
	"""The records are safe by now, so nothing here may fail before whoever saved them."""
	waiting, frappe.local.campus_pending_warnings = frappe.local.campus_pending_warnings, None
	try:
		above = find_above(waiting, now)
		if above:
			frappe.enqueue(JOB, queue="short", found=above)
	except Exception:  # no queue, no database: the night's run asks again
		begin_again()
		frappe.logger("campus_safety").warning("warnings left to the night", exc_info=True)


def find_above(waiting: Mapping[str, set[str]], now: datetime) -> dict[str, list[str]]:
	"""{rule: those of the students who are above its score}."""
	found = {}
	for name, students in waiting.items():
		rule = read_rule(name)
		if rule and (above := get_students_above(rule, now.date(), sorted(students))):
			found[name] = above
	return found


def _forget() -> None:
	frappe.local.campus_pending_warnings = None
