"""A person's own duties: what is to be done now, and how far this month and term have come."""

from datetime import date, timedelta

import frappe
from pypika import Case
from pypika.analytics import Count, RowNumber
from pypika.functions import Coalesce

from campus_safety.access.checks import reach_of
from campus_safety.access.queries import criterion
from campus_safety.domain.duties.obligation import Span, State
from campus_safety.engines.duties import rules
from campus_safety.engines.duties.evidence_form import get_form
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.duties.overview import Now, read_counts, select_counts
from campus_safety.records import posts

SHOWN = 6  # duties of one rule; the rest is one tap away
MOST_GAPS = 100  # opened in place; more are in the list
# What is due today comes first: before midnight it can still be in time. Then what is late and can still be made good.
# What can no longer be made good (its last day to count is over) stands last: it must not bury what can be done.
TODAY, OVERDUE, SOON, MISSED = "today", "overdue", "soon", "missed"
ORDER = (TODAY, OVERDUE, SOON, MISSED)
FIELDS = (
	"name",
	"rule",
	"subject",
	"student",
	"unit",
	"period_end",
	"due_date",
	"count_until",
	"min_count",
	"done_count",
	"responsible_user",
	"taken_by",
	"exempt_requested_by",
	"is_risk",
)
RULE_FIELDS = (
	"name",
	"clause",
	"period",
	"subject_type",
	"evidence_doctype",
	"subject_field",
	"time_field",
	"warn_before_days",
	"responsible_position",
	"rhythm",
)
SHOWN_FIELDS = ("name", "subject", "unit", "period_end", "due_date", "count_until", "min_count", "done_count")


def get_rules() -> dict[str, dict]:
	"""What the workbench needs of every rule, the department that answers for it included; kept until a rule or a unit
	changes."""
	return frappe.cache.get_value(rules.SHOWN, _read_rules)


def _read_rules() -> dict[str, dict]:
	offices = posts.get_departments()
	found = frappe.get_all(rules.RULE, fields=(*RULE_FIELDS, "responsible_unit"), order_by="name")
	return {
		row.name: {
			**{field: row[field] for field in RULE_FIELDS},
			"department": row.responsible_unit or offices.get(rules.OFFICES.get(row.responsible_position)),
		}
		for row in found
	}


def get_now(user: str, today: date, known: dict[str, dict], since: date | None = None) -> list[dict]:
	"""Groups of duties by urgency and rule: [{urgency, rule, count, form, rows: [...]}], key students first.

	since: what was due before that day is left to the list and to the assessment.
	"""
	rows = _select_now(user, today, known, since).run(as_dict=True)
	groups: dict[tuple[str, str], dict] = {}
	for row in rows:
		key = (row.pop("urgency"), row.rule)
		group = groups.setdefault(
			key,
			{
				"urgency": key[0],
				"rule": row.rule,
				"count": row["total"],
				"is_risk": bool(row.is_risk),
				"subject_type": known[row.rule]["subject_type"] if row.rule in known else None,
				"by_office": not row.responsible_user,
				"form": get_form(known[row.rule]) if row.rule in known else None,
				"rows": [],
			},
		)
		group["rows"].append(_row(row))
	return sorted(
		groups.values(),
		key=lambda group: (ORDER.index(group["urgency"]), not group["is_risk"], group["rows"][0]["due_date"]),
	)


def _row(row: dict) -> dict:
	return {
		**{field: row[field] for field in SHOWN_FIELDS},
		"title": row.student_name or row.subject,
		"taken_by": row.taken_by,
		"taken_name": row.taken_name,
		"asked": bool(row.exempt_requested_by),
	}


def _select_now(user: str, today: date, known: dict[str, dict], since: date | None):
	duty = frappe.qb.DocType(OBLIGATION)
	is_open = duty.state == State.OPEN.value
	urgency = (
		Case()
		.when((duty.state == State.OVERDUE.value) & (duty.count_until >= today), OVERDUE)
		.when(duty.state == State.OVERDUE.value, MISSED)
		.when(duty.due_date <= today, TODAY)
		.else_(SOON)
	)
	wanted = (duty.state == State.OVERDUE.value) | (is_open & _in_sight(duty, today, known))
	if since:
		wanted &= duty.due_date >= since
	parts = [
		query.select(*(duty[field] for field in FIELDS), urgency.as_("urgency")).where(wanted)
		for query in _mine(duty, user, known, taken=True)
	]
	mine = _union(parts).as_("mine")
	student, taker = frappe.qb.DocType("Campus Student"), frappe.qb.DocType("User")
	order = (mine.due_date, mine.unit, mine.subject)
	numbered = (
		frappe.qb.from_(mine)
		.select(
			mine.star,
			RowNumber().over(mine.urgency, mine.rule).orderby(*order).as_("place"),
			Count("*").over(mine.urgency, mine.rule).as_("total"),
		)
		.as_("numbered")
	)
	return (
		frappe.qb.from_(numbered)
		.left_join(student)
		.on((student.name == numbered.student) & criterion(reach_of(user, "Campus Student"), student))
		.left_join(taker)
		.on(taker.name == numbered.taken_by)
		.select(numbered.star, student.student_name, taker.full_name.as_("taken_name"))
		.where(numbered.place <= SHOWN)
		.orderby(numbered.place)
	)


def _in_sight(duty, today: date, known: dict[str, dict]):
	"""Due by today, or no further away than the rule warns before."""
	by_days: dict[int, list[str]] = {}
	for name, rule in known.items():
		by_days.setdefault(rule["warn_before_days"] or 0, []).append(name)
	found = duty.due_date <= today
	for days, names in by_days.items():
		if days:
			found |= (duty.due_date <= today + timedelta(days=days)) & duty.rule.isin(names)
	return found


def _is_of_an_office(rule: dict) -> bool:
	return rules.is_office(rule["responsible_position"])


def _mine(duty, user: str, known: dict[str, dict], taken: bool = False) -> list:
	"""One query per way in which a duty is somebody's, each served by its own index: by name, by office, taken over."""
	roles = frozenset(frappe.get_roles(user))
	office_rules = [
		name
		for name, rule in known.items()
		if _is_of_an_office(rule) and rules.OFFICES.get(rule["responsible_position"]) in roles
	]
	parts = [frappe.qb.from_(duty).where(duty.responsible_user == user)]
	if office_rules:
		parts.append(
			frappe.qb.from_(duty).where(
				duty.rule.isin(office_rules)
				& (Coalesce(duty.responsible_user, "") == "")
				& duty.responsible_role.isin(sorted(roles))
			)
		)
	if taken:
		parts.append(
			frappe.qb.from_(duty).where(
				(duty.taken_by == user)
				& (Coalesce(duty.responsible_user, "") != user)
				& (Coalesce(duty.responsible_role, "") == "")
			)
		)
	return parts


def _union(parts: list):
	first, *others = parts
	for other in others:
		first = first.union_all(other)
	return first


def get_progress(user: str, now: Now, known: dict[str, dict]) -> list[dict]:
	"""[{rule, by_office, counts}]: my gaps, the widest first."""
	duty = frappe.qb.DocType(OBLIGATION)
	columns = (duty.rule, duty.state, duty.period_start, duty.period_end)
	parts = [query.select(*columns).where(now.in_either(duty)) for query in _mine(duty, user, known)]
	mine = _union(parts).as_("mine")
	rows = frappe.qb.from_(mine).select(mine.rule, *select_counts(mine, now)).groupby(mine.rule).run()
	found = [(rule, read_counts(numbers)) for rule, *numbers in rows]
	found.sort(key=lambda each: (-each[1].term.missed, each[1].term.covered or 0, each[0]))
	return [
		{
			"rule": rule,
			"by_office": rule in known and _is_of_an_office(known[rule]),
			"counts": counts.as_dict(),
		}
		for rule, counts in found
	]


def get_gaps(rule: str, unit: str | None, person: str | None, within: Span | None = None) -> list[dict]:
	"""Open and overdue duties of a rule, the caller's own list narrowed to a class or a person: the oldest first."""
	filters = [["rule", "=", rule], ["state", "in", (State.OPEN.value, State.OVERDUE.value)]]
	if unit:
		filters.append(["unit", "=", unit])
	if person:
		filters.append(["responsible_user", "=", person])
	if within:
		filters += [["period_end", ">=", within.first], ["period_start", "<=", within.last]]
	rows = frappe.get_list(
		OBLIGATION,
		filters=filters,
		fields=["name", "subject", "student", "state", "due_date"],
		order_by=f"`tab{OBLIGATION}`.`due_date` asc, `tab{OBLIGATION}`.`subject` asc",
		limit_page_length=MOST_GAPS,
	)
	names = _student_names([row.student for row in rows if row.student])
	return [{**row, "title": names.get(row.student) or row.subject} for row in rows]


def _student_names(students: list[str]) -> dict[str, str]:
	if not students or not frappe.has_permission("Campus Student", "read"):
		return {}
	rows = frappe.get_list(
		"Campus Student",
		filters={"name": ("in", students)},
		fields=["name", "student_name"],
		limit_page_length=0,
	)
	return {row.name: row.student_name for row in rows}
