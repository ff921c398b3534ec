"""The nightly run over everything, as a document: what it did, how far it came, what went wrong.

Each rule is one transaction, its line in the run included. A worker killed in between leaves a run that says Running and
whose lock is free (`engines.sets.alive`); within minutes the next start continues it with the rules that have no line yet. Nothing is made twice,
because names are deterministic, and nothing is missed, because the days since the last completed run are made up.
"""

from datetime import date, datetime, time, timedelta
from functools import partial
from time import monotonic

import frappe
from frappe.utils import getdate, now_datetime, nowdate

from campus_safety.domain.duties.obligation import State
from campus_safety.domain.people.school_calendar import term_of
from campus_safety.engines.duties import evidence, generate, rules
from campus_safety.engines.duties.settle import CHUNK, settle
from campus_safety.engines.sets.alive import at_work, is_abandoned
from campus_safety.engines.sets.jobs import enqueue_once
from campus_safety.engines.sets.transactions import repeat_when_lost

RUN, LINE = "Campus Coverage Run", "Campus Coverage Run Rule"
SILENT_AFTER = timedelta(
	minutes=20
)  # longer than any one rule takes: then even a lock that is held counts for nothing
LONGEST_SAVE = timedelta(minutes=10)  # from a record's time of writing to its commit
RECOUNT_DAYS = 7
TRIES = 5  # people are at work in the night, too
COUNTS = ("made", "not_owed", "moved", "settled")
SUNDAY = 6
MOVE = "campus_duties_move_open"


def start(trigger: str, job_id: str = "campus_duties_run") -> None:
	"""The night's run in the background: the scheduler's own queue allows minutes, the long one hours."""
	frappe.enqueue(
		run,
		queue="long",
		timeout=4 * 60 * 60,
		job_id=job_id,
		deduplicate=True,
		trigger=trigger,
	)


def run(today: date | None = None, trigger: str = "Schedule") -> str | None:
	"""Name of the run that was brought to its end; None when another one is at work."""
	today = getdate(today or nowdate())
	unfinished = get_unfinished()
	if unfinished and not is_silent(unfinished, now_datetime()):
		return None
	name = _resume(unfinished) if unfinished else begin(today, trigger)
	work_on(name, resumed=bool(unfinished))
	return name


def work_on(name: str, resumed: bool = False) -> None:
	"""Bring a run that has begun to its end, unless somebody else does, or has. resumed: whoever holds its lock is silent."""
	with at_work(name) as mine:
		if not (mine or resumed) or frappe.db.get_value(RUN, name, "status") != "Running":
			return
		_read_committed(True)
		try:
			_work(name)
		finally:
			_read_committed(False)


def get_unfinished():
	found = frappe.get_all(
		RUN,
		filters={"status": "Running"},
		fields=["name", "heartbeat", "resumed", "trigger", "term"],
		order_by="started asc",
		limit=1,
	)
	return found[0] if found else None


def is_silent(unfinished, now: datetime) -> bool:
	"""Its worker was ended, or hangs."""
	return is_abandoned(unfinished.name, unfinished.heartbeat, now, SILENT_AFTER)


def last_completed() -> date | None:
	"""The day of the last run that came to its end."""
	return frappe.db.get_value(
		RUN, {"status": ("in", ("Completed", "Completed with Errors"))}, "run_date", order_by="run_date desc"
	)


def begin(today: date, trigger: str, term: str | None = None) -> str:
	"""A new run, not yet at work. With a term, its days and posts are put in order before the duties."""
	document = frappe.get_doc(
		{
			"doctype": RUN,
			"status": "Running",
			"run_date": today,
			"trigger": trigger,
			"term": term,
			"recount_from": _recount_from(today),
			"started": now_datetime(),
			"heartbeat": now_datetime(),
		}
	).insert(ignore_permissions=True)  # runs without a person
	frappe.db.commit()  # a killed worker must leave it behind
	return document.name


def _resume(unfinished) -> str:
	frappe.db.set_value(
		RUN,
		unfinished.name,
		{
			"heartbeat": now_datetime(),
			"resumed": (unfinished.resumed or 0) + 1,
			"trigger": unfinished.trigger if unfinished.term else "Resumed",
		},
	)
	frappe.db.commit()
	return unfinished.name


def _recount_from(today: date) -> date:
	"""Evidence changed behind our back (imports, database repairs) is found again: a week back, on Sundays the whole term."""
	if today.weekday() == SUNDAY:
		term = term_of(today, generate.Calendar.around(today, today).terms)
		if term:
			return term.start
	return today - timedelta(days=RECOUNT_DAYS)


def _work(name: str) -> None:
	document = frappe.get_doc(RUN, name)
	today = getdate(document.run_date)
	if document.term and not document.term_prepared:
		_prepare_term(document, today)
	since = last_completed() or today
	known = generate.Calendar.around(since, today)
	finished = {line.rule for line in document.rules}
	for rule in rules.get_enabled():
		if rule not in finished:
			_one_rule(document, rule, since, today, known)
	_finish(name)


def _prepare_term(document, today: date) -> None:
	"""What features put in order before a term's duties are made, as hooks.py names it."""
	for path in frappe.get_hooks("campus_term_preparation"):
		frappe.get_attr(path)(document, today)


def _one_rule(document, rule: str, since: date, today: date, known) -> None:
	now = now_datetime()
	frappe.db.set_value(RUN, document.name, {"cursor": rule, "heartbeat": now}, update_modified=False)
	frappe.db.commit()
	began, error, counts = monotonic(), None, {}
	try:
		update = partial(update_rule, rule, since, today, known, getdate(document.recount_from), now)
		counts = repeat_when_lost(update, TRIES)
	except Exception as failure:
		frappe.db.rollback()
		error = f"{type(failure).__name__}: {failure}"[:500]
		frappe.log_error(title=rules.RULE, reference_doctype=rules.RULE, reference_name=rule)
	_write_line(document.name, rule, counts, error, monotonic() - began)
	frappe.db.commit()  # a rule is done whole or not at all


def update_rule(
	rule: str,
	since: date,
	today: date,
	known,
	counting_since: date | None = None,
	begun: datetime | None = None,
) -> dict[str, int]:
	"""Everything about one rule: duties no longer owed, those that move, their evidence, and last the new ones, which are
	written with what is there: none is looked at twice in its first night.

	begun: when work on the rule began; without it the beginning of the day.
	"""
	value = rules.read(frappe.get_doc(rules.RULE, rule))
	not_owed, moved = generate.follow(value, today)
	settled = settle(value, today, counting_since)
	made = generate.make(value, since, today, known)
	begun = begun or datetime.combine(today, time.min)
	if made and (written := evidence.get_written_since(value, begun - LONGEST_SAVE)):
		few = written if len(written) <= CHUNK else None
		settled += settle(value, today, counting_since, few)  # committed while the new ones were being made
	return {"made": made, "not_owed": not_owed, "moved": moved, "settled": settled}


def _write_line(run_name: str, rule: str, counts: dict, error: str | None, seconds: float) -> None:
	line = frappe.get_doc(
		{
			"doctype": LINE,
			"parent": run_name,
			"parenttype": RUN,
			"parentfield": "rules",
			"idx": frappe.db.count(LINE, {"parent": run_name}) + 1,
			"rule": rule,
			**counts,
			"error": error,
			"seconds": round(seconds, 3),
		}
	)
	line.db_insert()  # the run's own save would write all its lines again for each rule


def _finish(name: str) -> None:
	lines = frappe.get_all(LINE, filters={"parent": name}, fields=[*COUNTS, "error"])
	errors = sum(1 for line in lines if line.error)
	frappe.db.set_value(
		RUN,
		name,
		{
			"status": "Completed with Errors" if errors else "Completed",
			"ended": now_datetime(),
			"heartbeat": now_datetime(),
			"cursor": None,
			"errors": errors,
			"unowned": frappe.db.count(
				generate.OBLIGATION,
				{
					"state": State.OPEN.value,
					"responsible_user": ("is", "not set"),
					"responsible_role": ("is", "not set"),
				},
			),
			**{count: sum(line[count] or 0 for line in lines) for count in COUNTS},
		},
	)
	frappe.db.commit()


def _read_committed(on: bool) -> None:
	"""INSERT … SELECT and UPDATE … JOIN read without locking other people's records. No query builder writes SET."""
	frappe.db.commit()
	frappe.db.sql(f"set session transaction isolation level {'read committed' if on else 'repeatable read'}")


def move_open() -> None:
	"""A post changed hands or students changed class: open duties follow, without waiting for the night."""
	today = getdate(nowdate())
	for name in rules.get_enabled():
		value = rules.read(frappe.get_doc(rules.RULE, name))
		repeat_when_lost(partial(generate.follow, value, today), TRIES)
		frappe.db.commit()  # short transactions: people are at work


def follow_people(doc, method: str | None = None) -> None:
	"""`on_update` of an assignment or a student: what decides about duties changed, so they are moved soon, once."""
	before = doc.get_doc_before_save()
	watched = ("status", "holder_user", "unit", "dormitory", "student")
	if before and not any(doc.meta.has_field(field) and doc.has_value_changed(field) for field in watched):
		return
	if frappe.flags.in_import:  # of the document's own flags the framework sets none
		return  # thousands of them: the night's run follows
	# without a queue the night's run follows
	enqueue_once(
		"campus_safety.engines.duties.run.move_open",
		MOVE,
		again=True,
		missed="moved people left to the night",
	)
