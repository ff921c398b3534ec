"""The accountability assessment computed from duties (domain §20): counts per rule, then `domain.accountability`."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, flt, getdate
from pypika.functions import Coalesce, Count

from campus_safety.domain.duties.coverage import Coverage
from campus_safety.domain.duties.obligation import State
from campus_safety.domain.governance.accountability import Item, assess
from campus_safety.engines.duties.rules import LISTED_BY
from campus_safety.exceptions import ArchivedAssessmentError
from campus_safety.records.scope import nodes_of
from campus_safety.services.governance import clause_tasks
from campus_safety.services.governance.settings import get_scheme, get_task_weight

ASSESSMENT = "Campus Accountability Assessment"

OBLIGATION = "Campus Duty Obligation"
DECIDED = ("Approved", "Archived")
# what people may still write once it has left the draft; figures and score are the app's in every state
OPEN_FIELDS = {
	"Submitted": ("comment", "incident_deductions"),
	"Reviewed": ("comment", "incident_deductions"),
	"Approved": ("appeal_reason",),
	"Appealed": ("comment", "incident_deductions"),
	"Archived": (),
}
ENTERED = (
	"subject_type",
	"assessed_unit",
	"user",
	"period_from",
	"period_to",
	"comment",
	"appeal_reason",
	"incident_deductions",
)
COUNTS = {State.DONE: "done", State.DONE_LATE: "late", State.OVERDUE: "missed", State.EXEMPT: "exempt"}


def validate_draft(doc) -> None:
	"""What was submitted stays what it was."""
	if doc.status != "Draft":
		frappe.throw(
			_("This assessment is {0}: its figures are not computed again. Write a new one.").format(
				_(doc.status, context=doc.doctype)
			),
			ArchivedAssessmentError,
		)


def compute(doc, now: datetime) -> None:
	"""Count anew. Errors: ArchivedAssessmentError."""
	validate_draft(doc)
	doc.set("items", [])
	late_credit = get_scheme().late_credit
	_append_rules(doc, late_credit)
	_append_tasks(doc, late_credit, now)
	_count_exemptions(doc)
	doc.computed_at = now
	score(doc)


def _append_rules(doc, late_credit: float) -> None:
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
				"is_risk": int(values.subject_type in LISTED_BY),
				"weight": flt(values.weight),
				**_figures(coverage, late_credit),
			},
		)


def _append_tasks(doc, late_credit: float, now: datetime) -> None:
	"""Clause tasks due in the period, a line for each clause; a person has none."""
	if doc.subject_type != "Unit":
		return
	first, last = getdate(doc.period_from), getdate(doc.period_to)
	found = clause_tasks.count_of_unit(doc.assessed_unit, first, last, now.date())
	for clause, coverage in sorted(found.items()):
		doc.append(
			"items",
			{"clause": clause, "weight": get_task_weight(), **_figures(coverage, late_credit)},
		)


def _figures(coverage: Coverage, late_credit: float) -> dict:
	return {
		"due": coverage.due,
		"rate": coverage.merit(late_credit) or 0,
		**{field: getattr(coverage, field) for field in COUNTS.values()},
	}


def score(doc) -> None:
	"""The arithmetic alone, over the figures that stand in the document."""
	items = [
		Item(Coverage(cint(row.done), cint(row.late), cint(row.missed)), flt(row.weight), bool(row.is_risk))
		for row in doc.items
	]
	result = assess(items, [flt(row.points) for row in doc.incident_deductions], get_scheme())
	for row, points in zip(doc.items, result.points, strict=True):
		row.points = points
	doc.score, doc.grade, doc.missed_risk_duties = result.score or 0, result.grade, result.missed_risk_duties


def recompute(doc) -> None:
	"""Count anew and keep it: saving a draft counts. Errors: ArchivedAssessmentError."""
	validate_draft(doc)
	doc.save()


FIGURES = {
	"due": (State.DONE, State.DONE_LATE, State.OVERDUE),
	**{name: (state,) for state, name in COUNTS.items()},
}
MOST_RECORDS = 500


def get_records(doc, rule: str, figure: str) -> dict:
	"""What stands behind a figure: {"total", "rows"}, the rows by date; subject and evidence of a duty only for
	whoever may read the duty itself.

	Duties live on after the figure was computed, so the total may differ from it. Errors: ValidationError for a
	figure that counts no duties.
	"""
	if figure not in FIGURES:
		frappe.throw(_("No records are counted behind this figure."))
	duty, query = _query(doc)
	query = query.where((duty.rule == rule) & duty.state.isin([state.value for state in FIGURES[figure]]))
	total = query.select(Count("*")).run()[0][0]
	rows = (
		query.select(
			duty.name,
			duty.period_start,
			duty.due_date,
			duty.first_done_on,
			duty.state,
			duty.exempt_kind,
			duty.is_risk,
			duty.college,
			duty.unit,
			duty.responsible_user,
		)
		.orderby(duty.due_date)
		.orderby(duty.name)
		.limit(MOST_RECORDS)
		.run(as_dict=True)
	)
	readable, people = _readable([row.name for row in rows]), _names_of(rows)
	return {"total": total, "rows": [{**_told(row, people), **readable.get(row.name, {})} for row in rows]}


def _names_of(rows: list[dict]) -> dict[str, str]:
	users = {row.responsible_user for row in rows if row.responsible_user}
	return dict(
		frappe.get_all(
			"User", filters={"name": ("in", users or [""])}, fields=["name", "full_name"], as_list=True
		)
	)


def _told(row: dict, people: dict[str, str]) -> dict:
	"""Whose duty it was, and in which class: enough to check a figure by. Of a key student's duty the college alone,
	as a class and a counsellor would point at the student (domain §6)."""
	is_risk, user = row.pop("is_risk"), row.pop("responsible_user")
	college, unit = row.pop("college"), row.pop("unit")
	where = college if is_risk else unit or college
	return {**row, "unit": where, "responsible": "" if is_risk else people.get(user) or ""}


def _readable(names: list[str]) -> dict[str, dict]:
	"""{duty: subject, its title, evidence} of those in the session user's own list."""
	if not frappe.has_permission(OBLIGATION, "read"):
		return {}
	found = frappe.get_list(
		OBLIGATION,
		filters={"name": ("in", names or [""])},
		fields=["name", "subject_doctype", "subject", "student", "unit", "evidence_doctype", "evidence"],
		limit_page_length=0,
	)
	names_of = dict(
		frappe.get_all(
			"Campus Student",
			filters={"name": ("in", [row.student for row in found if row.student] or [""])},
			fields=["name", "student_name"],
			as_list=True,
		)
	)
	return {row.pop("name"): {**row, "title": names_of.get(row.student) or row.subject} for row in found}


def _query(doc):
	"""A person's own; a unit's, which are those about it and below it, and those it answers for as a department."""
	duty = frappe.qb.DocType(OBLIGATION)
	query = frappe.qb.from_(duty).where(duty.due_date.between(doc.period_from, doc.period_to))
	if doc.subject_type == "Person":
		return duty, query.where(duty.responsible_user == doc.user)
	nodes = nodes_of("Campus Unit", doc.assessed_unit)
	return duty, query.where(duty.unit.isin(nodes) | duty.responsible_unit.isin(nodes))


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


def make_for_colleges(first, last) -> list[str]:
	"""A draft for each college that has none over this period; names of those made. Errors: those of the assessment."""
	made = []
	for college in frappe.get_all(
		"Campus Unit", filters={"unit_type": "College", "disabled": 0}, order_by="lft asc", pluck="name"
	):
		values = {"subject_type": "Unit", "assessed_unit": college, "period_from": first, "period_to": last}
		if not frappe.db.exists(ASSESSMENT, values):
			made.append(frappe.get_doc({"doctype": ASSESSMENT, **values}).insert().name)
	return made
