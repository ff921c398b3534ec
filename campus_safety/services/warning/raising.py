"""Warnings out of who is above the score: within the owners' budget, each with the records that explain it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from typing import NamedTuple

import frappe
from frappe.utils import add_days, getdate
from pypika.functions import Count

from campus_safety.domain.warning.quality import within_budget
from campus_safety.domain.warning.score import first_day, weight_of
from campus_safety.engines.sets.transactions import repeat_when_lost
from campus_safety.services.warning.rules import URGENT, WARNING, Signal, WarningRule
from campus_safety.services.warning.scoring import Flagged, get_flagged, get_hits
from campus_safety.services.warning.settings import get_days_to_decide

TRIES = 5
MOST_ROWS = 60  # of a warning: the newest say enough


class Raised(NamedTuple):
	"""What one rule made. names: of the warnings; students: who was flagged."""

	flagged: int
	names: tuple[str, ...]
	held_back: int
	students: tuple[str, ...] = ()


def raise_for(
	rule: WarningRule, now: datetime, students: Sequence[str] | None = None, commit: bool = False
) -> Raised:
	"""Everybody who is above the score, or these students. Run again it makes nothing twice.

	commit: each warning by itself, so that a killed run keeps what it made.
	"""
	flagged = get_flagged(rule, now.date(), students)
	if not flagged:
		return Raised(0, (), 0)
	room = _has_room(rule, flagged, now.date())
	chosen = [each for each, fits in zip(flagged, room, strict=True) if fits]
	rows = _get_rows(rule, [each.student for each in chosen], now.date())
	names = []
	for each in chosen:
		name = repeat_when_lost(
			partial(_insert, rule, each, rows.get(each.student, []), now), TRIES if commit else 1
		)
		if name:
			names.append(name)
		if commit:
			frappe.db.commit()  # each is whole by itself
	students = tuple(each.student for each in flagged)
	return Raised(len(flagged), tuple(names), len(flagged) - len(chosen), students)


def _has_room(rule: WarningRule, flagged: list[Flagged], today: date) -> list[bool]:
	if rule.level == URGENT:
		return [True] * len(flagged)
	return within_budget((each.holder for each in flagged), get_load(rule.name, today), rule.load_budget)


def get_load(rule: str, today: date) -> dict[str | None, int]:
	"""{owner: warnings of this rule since Monday}."""
	warning, monday = frappe.qb.DocType(WARNING), today - timedelta(days=today.weekday())
	return dict(
		frappe.qb.from_(warning)
		.select(warning.assigned_to, Count("*"))
		.where((warning.rule == rule) & (warning.occurred_on >= monday))
		.groupby(warning.assigned_to)
		.run()
	)


def _get_rows(rule: WarningRule, students: list[str], today: date) -> dict[str, list[dict]]:
	"""{student: rows of the explanation}, by one query per signal."""
	found: dict[str, list[dict]] = {}
	for signal in rule.signals if students else ():
		since = first_day(signal.weighing.window_days, today)
		hits = get_hits(rule, signal, students, since, judged=True)
		enough = Counter(hit[0] for hit in hits)
		for student, record, happened, written in hits:
			if enough[student] >= signal.weighing.min_count:
				found.setdefault(student, []).append(_row(signal, record, happened, written, today))
	return found


def _row(signal: Signal, record: str, happened, written, today: date) -> dict:
	day, weighing = getdate(happened), signal.weighing
	hidden = signal.is_confidential
	return {
		"evidence_doctype": None if hidden else signal.evidence_doctype,
		"evidence": None if hidden else record,
		"confidential": int(hidden),
		"happened_on": day,
		"written_on": getdate(written),
		"weight": round(weight_of(weighing, day, today), 3),
		"full_weight": weighing.weight,
		"half_life_days": weighing.half_life_days,
	}


def _insert(rule: WarningRule, flagged: Flagged, rows: list[dict], now: datetime) -> str | None:
	"""Its name; None where another run was faster."""
	rows = sorted(rows, key=lambda row: (row["happened_on"], row["weight"]), reverse=True)[:MOST_ROWS]
	warning = frappe.get_doc(
		{
			"doctype": WARNING,
			"rule": rule.name,
			"act": rule.act,
			"level": rule.level,
			"status": "New",
			"student": flagged.student,
			"assigned_to": flagged.holder,
			"decide_by": add_days(now.date(), get_days_to_decide(rule.level)),
			"score": flagged.score,
			"threshold": rule.threshold,
			"occurred_on": now.date(),
			"signals": rows,
		}
	)
	warning.flags.ignore_links = True  # a record may have been deleted since it was counted
	frappe.db.savepoint("campus_warning")
	try:
		with warning.as_app():
			warning.insert(ignore_permissions=True)  # a rule makes it, no person
	except frappe.UniqueValidationError:
		frappe.clear_last_message()
		frappe.db.rollback(save_point="campus_warning")
		return None
	return warning.name
