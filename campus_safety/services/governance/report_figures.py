"""Figures of the work report: duties and tasks by clause for one unit, and how they are worded."""

from collections import defaultdict
from datetime import date

import frappe
from frappe import _
from pypika import Case
from pypika.functions import Count, Sum

from campus_safety.domain.duties.coverage import FEWEST
from campus_safety.domain.duties.obligation import State
from campus_safety.domain.governance.work_report import Figures, Missed
from campus_safety.records.posts import get_holders, get_users_with_role
from campus_safety.records.scope import nodes_of
from campus_safety.services.governance import clause_tasks

OBLIGATION, RULE = "Campus Duty Obligation", "Campus Duty Rule"
COUNTED = {State.DONE: "done", State.DONE_LATE: "late", State.OVERDUE: "missed", State.OPEN: "open"}
MOST_UNMET = 8
LEAD = "College Lead"  # the post


def count(unit: str, first: date, last: date, today: date) -> dict[str, Figures]:
	"""{clause: figures} of a unit and what lies below it, and of what it answers for as a department. Two queries, seldom three."""
	numbers: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
	unmet, hidden = defaultdict(list), set()
	nodes = nodes_of("Campus Unit", unit)
	rows = _duties(nodes, first, last)
	few = _rules_about_few(rows, nodes, first, last)
	for clause, rule, name, state, number, _risky, _people in rows:
		field = COUNTED.get(State(state))
		if rule in few:
			hidden.add(clause)
		elif field:
			numbers[clause][field] += number
			if field == "missed":
				unmet[clause].append(Missed(name, number))
	for clause, tasks in clause_tasks.count_of_unit(unit, first, last, today).items():
		numbers[clause]["tasks_done"] += tasks.done + tasks.late
		numbers[clause]["tasks_owed"] += tasks.due
		if tasks.missed:
			unmet[clause].append(Missed("", tasks.missed))
	return {
		clause: Figures(**numbers[clause], unmet=tuple(unmet[clause][:MOST_UNMET]), hidden=clause in hidden)
		for clause in {*numbers, *hidden}
	}


def _duties(nodes: list[str], first: date, last: date) -> list:
	"""(clause, rule, its name, state, number, how many of them about key students, about how many of these), the most first."""
	duty, rule, number = frappe.qb.DocType(OBLIGATION), frappe.qb.DocType(RULE), Count("*")
	people = Count(Case().when(duty.is_risk == 1, duty.student)).distinct()
	query = frappe.qb.from_(duty).join(rule).on(rule.name == duty.rule)
	return (
		_of_unit(query, duty, nodes, first, last)
		.select(rule.clause, rule.name, rule.rule_name, duty.state, number, Sum(duty.is_risk), people)
		.groupby(rule.clause, rule.name, rule.rule_name, duty.state)
		.orderby(number, order=frappe.qb.desc)
		.run()
	)


def _rules_about_few(rows: list, nodes: list[str], first: date, last: date) -> set[str]:
	"""Rules about so few key students of this unit that a number would be a name (domain §6).

	rows: of `_duties`, which count people state by state: only where these leave it open, people are counted once more.
	"""
	people = defaultdict(list)
	for _clause, rule, _name, _state, _number, risky, number in rows:
		if risky:
			people[rule].append(number)
	few = {rule for rule, numbers in people.items() if sum(numbers) < FEWEST}
	unsure = sorted(rule for rule in people.keys() - few if max(people[rule]) < FEWEST)
	if not unsure:
		return few
	duty = frappe.qb.DocType(OBLIGATION)
	query = _of_unit(frappe.qb.from_(duty), duty, nodes, first, last)
	query = query.where((duty.is_risk == 1) & duty.rule.isin(unsure)).select(duty.rule).groupby(duty.rule)
	return few | {row[0] for row in query.having(Count(duty.student).distinct() < FEWEST).run()}


def _of_unit(query, duty, nodes: list[str], first: date, last: date):
	return query.where(duty.due_date.between(first, last)).where(
		duty.unit.isin(nodes) | duty.responsible_unit.isin(nodes)
	)


def describe(figures: Figures) -> str:
	"""One line. Nothing owed is said so, and is never a hundred percent."""
	parts = []
	if figures.owed:
		parts.append(
			_("{0} of {1} met ({2}%), {3} of them late").format(
				figures.met, figures.owed, f"{figures.rate:g}", figures.late
			)
		)
	if figures.tasks_owed:
		parts.append(_("clause tasks {0} of {1}").format(figures.tasks_done, figures.tasks_owed))
	if figures.open:
		parts.append(_("{0} still running").format(figures.open))
	if figures.hidden:
		parts.append(_("some not told: fewer than five students"))
	return "；".join(parts) or _("Nothing is counted for this clause.")


def describe_unmet(figures: Figures) -> str:
	"""A line for each."""
	return "\n".join(
		_("{0}: not met {1} times").format(missed.what or _("Clause tasks"), missed.number)
		for missed in figures.unmet
	)


def get_people(unit: str) -> list[str]:
	"""Who writes a unit's report: the college's lead, or the department's office."""
	role = frappe.db.get_value("Campus Unit", unit, "office_role")
	return get_users_with_role(role) if role else get_holders([LEAD], unit)
