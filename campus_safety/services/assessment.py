"""The accountability assessment computed from duties (domain §20): counts per rule, then `domain.accountability`."""

import frappe
from frappe import _
from frappe.utils import cint, flt, now_datetime
from pypika.functions import Coalesce, Count

from campus_safety.domain.accountability import Item, Scheme, assess
from campus_safety.domain.coverage import Coverage
from campus_safety.domain.obligation import State
from campus_safety.exceptions import ArchivedAssessmentError
from campus_safety.services.responsibility import nodes_of

OBLIGATION = "Campus Duty Obligation"
SETTINGS = "Campus Safety Settings"
DECIDED = ("Approved", "Archived")
COUNTS = {State.DONE: "done", State.DONE_LATE: "late", State.OVERDUE: "missed", State.EXEMPT: "exempt"}


def get_scheme() -> Scheme:
	"""What the school decided about late duties, key students and grades (Campus Safety Settings)."""
	settings = frappe.get_cached_doc(SETTINGS)
	return Scheme(
		late_credit=cint(settings.late_credit) / 100,
		risk_half=cint(settings.risk_half_duties),
		grades=(
			(cint(settings.grade_excellent), "Excellent"),
			(cint(settings.grade_good), "Good"),
			(cint(settings.grade_qualified), "Qualified"),
			(0, "Not Qualified"),
		),
	)


def compute(doc) -> None:
	"""Count anew. Errors: ArchivedAssessmentError once it has left the draft: what was submitted stays what it was."""
	if doc.status != "Draft":
		frappe.throw(
			_("This assessment is {0}: its figures are not computed again. Write a new one.").format(
				_(doc.status)
			),
			ArchivedAssessmentError,
		)
	doc.set("items", [])
	late_credit = get_scheme().late_credit
	for rule, counts in sorted(_count(doc).items()):
		values = frappe.get_cached_value(
			"Campus Duty Rule", rule, ["weight", "subject_type", "clause"], as_dict=True
		)
		coverage = Coverage(
			counts.get("done", 0), counts.get("late", 0), counts.get("missed", 0), 0, counts.get("exempt", 0)
		)
		doc.append(
			"items",
			{
				"rule": rule,
				"clause": values.clause,
				"is_risk": int(values.subject_type == "Key Student"),
				"weight": flt(values.weight),
				"due": coverage.due,
				"rate": coverage.rate(late_credit) or 0,
				**{field: counts.get(field, 0) for field in COUNTS.values()},
			},
		)
	_count_exemptions(doc)
	doc.computed_at = now_datetime()
	score(doc)


def score(doc) -> None:
	"""The arithmetic alone, over the figures that stand in the document."""
	items = [
		Item(Coverage(cint(row.done), cint(row.late), cint(row.missed)), flt(row.weight), bool(row.is_risk))
		for row in doc.items
	]
	result = assess(items, [flt(row.points) for row in doc.incident_deductions], get_scheme())
	for row, points in zip(doc.items, result.points, strict=True):
		row.points = points
	doc.score, doc.grade, doc.missed_risk_duties = result.score, result.grade, result.missed_risk_duties


def get_records(doc, rule: str, state: str) -> list[dict]:
	"""What stands behind a figure: numbers and dates; the student only for whoever may read the duty itself."""
	names = {each: code for code, each in COUNTS.items()}
	filters = {**_scope(doc), "rule": rule, "state": names[state].value}
	fields = ["name", "period_start", "due_date", "first_done_on", "state"]
	rows = frappe.get_all(OBLIGATION, filters=filters, fields=fields, order_by="due_date asc", limit=500)
	readable = {
		row.name: row.subject
		for row in frappe.get_list(
			OBLIGATION,
			filters={"name": ("in", [row.name for row in rows] or [""])},
			fields=["name", "subject"],
			limit_page_length=500,
		)
	}
	return [{**row, "subject": readable.get(row.name)} for row in rows]


def _scope(doc) -> dict:
	filters = {"due_date": ("between", (doc.period_from, doc.period_to))}
	if doc.subject_type == "Person":
		return {**filters, "responsible_user": doc.user}
	return {**filters, "unit": ("in", nodes_of("Campus Unit", doc.assessed_unit))}


def _query(doc):
	duty = frappe.qb.DocType(OBLIGATION)
	query = frappe.qb.from_(duty).where(duty.due_date.between(doc.period_from, doc.period_to))
	if doc.subject_type == "Person":
		return duty, query.where(duty.responsible_user == doc.user)
	return duty, query.where(duty.unit.isin(nodes_of("Campus Unit", doc.assessed_unit)))


def _count(doc) -> dict[str, dict[str, int]]:
	duty, query = _query(doc)
	found: dict[str, dict[str, int]] = {}
	for rule, state, number in (
		query.select(duty.rule, duty.state, Count("*")).groupby(duty.rule, duty.state).run()
	):
		if State(state) in COUNTS:
			found.setdefault(rule, {})[COUNTS[State(state)]] = number
	return found


def _count_exemptions(doc) -> None:
	duty, query = _query(doc)
	doc.set("exemptions", [])
	query = query.where(duty.state == State.EXEMPT.value)
	kind, by = Coalesce(duty.exempt_kind, ""), Coalesce(duty.exempt_by, "")
	for rule, why, who, number in (
		query.select(duty.rule, kind, by, Count("*")).groupby(duty.rule, kind, by).run()
	):
		doc.append("exemptions", {"rule": rule, "kind": why, "exempt_by": who or None, "count": number})
