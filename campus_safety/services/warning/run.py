"""The nightly run over every warning rule, as a document: what it made, how far it came, what went wrong.

Each warning is committed by itself and a rule's line after all of them. A worker killed in between leaves a run that says Running
and whose sign of life grows old; the next start goes on with the rules that have no line. An open warning is made once.
"""

from datetime import date, datetime, timedelta
from time import monotonic

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.sets.alive import at_work, is_abandoned
from campus_safety.services.warning import figures, registry
from campus_safety.services.warning.raising import Raised, raise_for
from campus_safety.services.warning.rules import read_cached
from campus_safety.services.warning.told import Told, shift_of

RUN, LINE = "Campus Warning Run", "Campus Warning Run Rule"
SILENT_AFTER = timedelta(
	minutes=20
)  # longer than any one rule takes: then even a lock that is held counts for nothing
JOB, JOB_ID = "campus_safety.jobs.campus_warnings.run", "campus_warnings_run"
COUNTS = ("raised", "held_back")


def start(trigger: str, job_id: str = JOB_ID) -> None:
	frappe.enqueue(JOB, queue="long", timeout=2 * 60 * 60, job_id=job_id, deduplicate=True, trigger=trigger)


def run(now: datetime, trigger: str = "Schedule") -> str | None:
	"""Name of the run that was brought to its end; None when another one is at work."""
	unfinished = get_unfinished()
	if unfinished and not is_silent(unfinished, now):
		return None
	name = _resume(unfinished, now) if unfinished else begin(now, trigger)
	with at_work(name) as mine:
		if mine or unfinished:
			_work(name, now)
	return name


def get_unfinished():
	found = frappe.get_all(
		RUN,
		filters={"status": "Running"},
		fields=["name", "heartbeat", "resumed"],
		order_by="started asc",
		limit=1,
	)
	return found[0] if found else None


def is_silent(unfinished, now: datetime) -> bool:
	"""Its worker was ended, or hangs."""
	return is_abandoned(unfinished.name, unfinished.heartbeat, now, SILENT_AFTER)


def last_day() -> date | None:
	"""The day of the last run that came to its end."""
	return frappe.db.get_value(RUN, {"status": ("!=", "Running")}, "run_date", order_by="run_date desc")


def begin(now: datetime, trigger: str) -> str:
	document = frappe.get_doc(
		{
			"doctype": RUN,
			"status": "Running",
			"run_date": now.date(),
			"trigger": trigger,
			"started": now,
			"heartbeat": now,
		}
	).insert(ignore_permissions=True)  # runs without a person
	frappe.db.commit()  # a killed worker must leave it behind
	return document.name


def _resume(unfinished, now: datetime) -> str:
	values = {"heartbeat": now, "resumed": (unfinished.resumed or 0) + 1, "trigger": "Resumed"}
	frappe.db.set_value(RUN, unfinished.name, values)
	frappe.db.commit()
	return unfinished.name


def _work(name: str, now: datetime) -> None:
	finished = set(frappe.get_all(LINE, filters={"parent": name}, pluck="rule"))
	for rule in registry.get_enabled():
		if rule not in finished:
			_one_rule(name, rule, now)
	_finish(name)


def _one_rule(name: str, rule: str, now: datetime) -> None:
	"""A rule that may not go on warns nobody: it is paused first, and its figures are counted with the night's."""
	frappe.db.set_value(RUN, name, "heartbeat", now_datetime(), update_modified=False)
	frappe.db.commit()
	began, made, error = monotonic(), Raised(0, (), 0), None
	try:
		figures.count(rule, now.date())
		if not figures.pause_if_due(rule, now):
			made = raise_for(read_cached(rule), now, commit=True)
			figures.note_held_back(rule, _told(made, made.held_back))
	except Exception as failure:  # one rule that fails must not keep the others from warning
		frappe.db.rollback()
		error = f"{type(failure).__name__}: {failure}"[:500]
		frappe.log_error(title=registry.RULE, reference_doctype=registry.RULE, reference_name=rule)
	_write_line(name, rule, made, error, monotonic() - began)
	frappe.db.commit()


def _write_line(name: str, rule: str, made: Raised, error: str | None, seconds: float) -> None:
	frappe.get_doc(
		{
			"doctype": LINE,
			"parent": name,
			"parenttype": RUN,
			"parentfield": "rules",
			"idx": frappe.db.count(LINE, {"parent": name}) + 1,
			"rule": rule,
			"flagged": _told(made, made.flagged),
			"raised": _told(made, len(made.names)),
			"held_back": _told(made, made.held_back),
			"error": error,
			"seconds": round(seconds, 3),
		}
	).db_insert()  # the run's own save would write all its lines again for each rule


def _told(made: Raised, number: int) -> int:
	"""Whoever reads rules and runs need not know the students."""
	return Told(False, shift_of(made.students)).whole(number) or 0


def _finish(name: str) -> None:
	lines = frappe.get_all(LINE, filters={"parent": name}, fields=[*COUNTS, "error"])
	errors = sum(1 for line in lines if line.error)
	frappe.db.set_value(
		RUN,
		name,
		{
			"status": "Completed with Errors" if errors else "Completed",
			"ended": now_datetime(),
			"errors": errors,
			**{count: sum(line[count] or 0 for line in lines) for count in COUNTS},
		},
	)
	frappe.db.commit()
