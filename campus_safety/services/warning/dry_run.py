"""What a rule would cost and whom it would flag, before it is switched on (domain §24). Nothing is written.

As if it had run each week of the last twelve: from what was written by then. Whoever writes rules need not know the students:
no name, and no number about fewer than five.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from statistics import median

import frappe
from frappe.utils import getdate
from pypika import Case
from pypika.functions import Coalesce, Count, Sum

from campus_safety.access import arguments
from campus_safety.domain.warning.quality import within_budget
from campus_safety.domain.warning.score import Hit, first_reached
from campus_safety.records.students import AT_SCHOOL
from campus_safety.services.warning import rules
from campus_safety.services.warning.figures import BEFORE, LEDGER
from campus_safety.services.warning.registry import RULE
from campus_safety.services.warning.rules import STUDENT, URGENT, WarningRule
from campus_safety.services.warning.scoring import Flagged, get_flagged_then, get_hits
from campus_safety.services.warning.told import Told, reads_all, shift_of

WEEKS = 12
LOOKED_BACK = timedelta(days=365)
MOST_OWNERS = 30
CARE = ("Campus Care Plan", "Supporting")


def dry_run(values: dict, today: date) -> dict:
	"""{"weeks", "warnings", "per_week", "held_back", "unowned", "owners": [{name, warnings, busiest}], "now",
	"cases": {"filed", "seen", "median_days"}, "groups": [{"group", "value", "students", "flagged"}], "exact"}.

	A number below five is None, nought too: with a narrow rule one or nought would answer about one student. The others go in
	fives: of two rules that differ by one student nobody works out that one. Exact for whoever may read all warnings anyway,
	but of confidential signals.
	Errors: WarningRuleError with the reason why the rule cannot work.
	"""
	_validate_rows(values.get("signals"))
	document = frappe.get_doc({**values, "doctype": RULE})
	document.name = document.rule_name
	rules.validate(document)
	rule = rules.read(document)
	weeks = _get_weeks(rule, today)
	new = [each for _monday, week in weeks for each in week]
	flagged = {each.student for each in new}
	told = Told(reads_all() and not any(signal.is_confidential for signal in rule.signals), shift_of(flagged))
	warnings = told.whole(len(new))
	return {
		"weeks": WEEKS,
		"exact": told.exact,
		"warnings": warnings,
		"per_week": None if warnings is None else round(warnings / WEEKS, 1),
		"held_back": told.whole(_count_held_back(rule, weeks)),
		"unowned": told.whole(sum(not each.holder for each in new)),
		"owners": _get_owners(weeks, told),
		"cases": _get_cases(rule, today, told),
		"groups": _get_groups(flagged, told),
	}


def _validate_rows(rows) -> None:
	"""Rows of scalars, as a form sends them. Errors: ValidationError."""
	if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
		arguments.refuse("signals")
	if any(isinstance(value, list | dict) for row in rows for value in row.values()):
		arguments.refuse("signals")


# the price


def _get_weeks(rule: WarningRule, today: date) -> list[tuple[date, list[Flagged]]]:
	"""(last day of the week, who was newly above the score in it), the oldest first."""
	days = [today - timedelta(weeks=number) for number in range(WEEKS, -1, -1)]
	found, before = [], None
	for day in days:
		flagged = get_flagged_then(rule, day)
		if before is not None:
			found.append((day, [each for each in flagged if each.student not in before]))
		before = {each.student for each in flagged}
	return found


def _count_held_back(rule: WarningRule, weeks: list[tuple[date, list[Flagged]]]) -> int:
	if rule.level == URGENT:
		return 0
	return sum(
		not fits
		for _day, week in weeks
		for fits in within_budget((each.holder for each in week), {}, rule.load_budget)
	)


def _get_owners(weeks: list[tuple[date, list[Flagged]]], told: Told) -> list[dict]:
	"""Who would get most: warnings in all, and in the busiest week. Whose number is not told is not named either."""
	total, busiest = Counter(), Counter()
	for _day, week in weeks:
		of_week = Counter(each.holder for each in week if each.holder)
		total.update(of_week)
		for owner, number in of_week.items():
			busiest[owner] = max(busiest[owner], number)
	return [
		{
			"name": frappe.db.get_value("User", owner, "full_name"),
			"warnings": told.whole(number),
			"busiest": told.whole(busiest[owner]),
		}
		for owner, number in total.most_common(MOST_OWNERS)
		if told.whole(number) is not None
	]


# what it would have seen


def _get_cases(rule: WarningRule, today: date, told: Told) -> dict:
	"""Of last year's filed ledgers: before how many the score was reached, and how many days before."""
	rows = frappe.get_all(
		LEDGER,
		filters={"filed_on": (">", today - LOOKED_BACK)},
		fields=["student", "filed_on"],
		as_list=True,
	)
	filed = [(student, getdate(day)) for student, day in rows]
	leads = [days for days in _get_leads(rule, filed) if days is not None]
	seen = told.part(len(leads), len(filed))
	return {
		"filed": told.of_all(len(filed)),
		"seen": seen,
		"median_days": median(leads) if leads and seen is not None else None,
	}


def _get_leads(rule: WarningRule, filed: list[tuple[str, date]]) -> Iterable[int | None]:
	if not filed:
		return []
	since = min(day for _student, day in filed) - BEFORE - timedelta(days=rule.longest_window)
	hits: dict[str, list[Hit]] = {}
	for signal in rule.signals:
		for student, _record, happened, written in get_hits(rule, signal, {each[0] for each in filed}, since):
			hits.setdefault(student, []).append(Hit(signal.name, getdate(happened), getdate(written)))
	weighings = {signal.name: signal.weighing for signal in rule.signals}
	return [
		(day - reached).days
		if (reached := first_reached(hits.get(student, ()), weighings, rule.threshold, day - BEFORE, day))
		else None
		for student, day in filed
	]


# whom it flags


def _get_groups(flagged: set[str], told: Told) -> list[dict]:
	"""By gender, residence and whether the student is in classified care: a rule that only finds the poor is seen before it runs.

	The app keeps nobody's means; who is in classified care for hardship is as near as it comes.
	"""
	found = []
	for group, rows in _count_groups(flagged):
		for value, students, number in rows:
			shown = told.part(number, students)
			found.append(
				{"group": group, "value": value, "students": told.of_all(students), "flagged": shown}
			)
	return found


def _count_groups(flagged: set[str]):
	student = frappe.qb.DocType(STUDENT)
	is_flagged = Sum(Case().when(student.name.isin(sorted(flagged) or [""]), 1).else_(0))
	at_school = frappe.qb.from_(student).where(student.status.isin(AT_SCHOOL))
	for group, field in (("Gender", student.gender), ("Residence", student.residence_type)):
		value = Coalesce(field, "")
		yield (
			group,
			_as_numbers(at_school.select(value, Count("*"), is_flagged).groupby(value).orderby(value)),
		)
	plan = frappe.qb.DocType(CARE[0])
	cared = frappe.qb.from_(plan).select(plan.student).where(plan.status == CARE[1])
	in_care = Case().when(student.name.isin(cared), "Yes").else_("No")
	query = at_school.select(in_care.as_("in_care"), Count("*"), is_flagged).groupby(in_care)
	yield "Classified Care", _as_numbers(query)


def _as_numbers(query) -> list[tuple[str, int, int]]:
	return [(value, int(students), int(number or 0)) for value, students, number in query.run()]
