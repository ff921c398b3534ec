"""What a rule would do, before it is saved: how many duties in the current period, how many met already, a sample."""

from datetime import date

import frappe
from pypika import Case
from pypika.functions import Coalesce, Count, Sum

from campus_safety.access.checks import reach_of
from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.access.scopes import SCHOOL_WIDE_L2, has_any_role
from campus_safety.domain.duties.obligation import count_until, due_date, first_whole, periods
from campus_safety.engines.duties import generate, rules, subjects
from campus_safety.engines.duties.evidence import EvidenceQuery, Group

SAMPLE = 20
FEWEST = 5  # people whom a number may speak about, to somebody who may not know them


def dry_run(values: dict, today: date) -> dict:
	"""{"duties", "met", "unowned", "period": [from, to], "due_date", "begins", "sample_of", "sample"}.

	begins: where the rule leaves the running period out, the day from which it makes duties.

	A number about fewer than five is None for whoever may not read those rows: it would answer about a person.

	sample_of "subjects": [{subject, title, unit, holder, holder_name, done}]; "classes", for whoever may not see duties
	of students: [{unit, holder, holder_name, duties, met}]; "nothing", for them about key students, and for everybody
	where the evidence is protected and not all of it theirs to read.
	Errors: DutyRuleError with the reason why the rule cannot work. Nothing is written.
	"""
	document = frappe.get_doc({**values, "doctype": rules.RULE})
	document.name = document.name or document.rule_name
	rules.validate(document)
	rule = rules.read(document)
	known = generate.Calendar.around(today, today)
	spans = periods(rule.policy.period, today, today, known.terms)
	window = spans and generate.owing_window(rule.policy, spans[0], known.days)
	if not window:
		nothing = {"duties": 0, "met": 0, "unowned": 0, "period": None, "due_date": None, "begins": None}
		return {**nothing, "sample_of": "nothing", "sample": []}
	span = spans[0]
	group = Group(
		span.first, span.last, due_date(rule.policy, span, known.terms), count_until(rule.policy, span)
	)
	found = subjects.select(rule)
	counted = EvidenceQuery(rule).counted(group, today).as_("counted")
	query = found.owing(window).left_join(counted).on(counted.subject == found.name)
	number = rule.policy.min_count if found.needed is None else found.needed
	met = Coalesce(counted.done, 0) >= number
	total = query.select(
		Count("*"),
		Sum(Case().when(met, 1).else_(0)),
		Sum(Case().when(Coalesce(found.holder, "") == "", 1).else_(0)),
	).run()[0]
	unowned = 0 if rule.role else int(total[2] or 0)
	return {
		**_counts(rule, int(total[0]), int(total[1] or 0)),
		"unowned": unowned if _reads_subjects(rule) else _of_many(unowned),
		"period": [span.first, span.last],
		"due_date": group.due_date,
		"begins": None
		if rule.is_owed_in(span)
		else first_whole(rule.policy.period, rule.effective_from, known.terms),
		**_get_sample(rule, query, found, counted, met),
	}


def _get_sample(rule, query, found, counted, met) -> dict:
	"""Who writes rules does not thereby see who was talked with (domain §0): then the sample is of classes.

	A line would say whether there is a record, and of a class even who can have written it.
	"""
	reads_evidence = _reads_all(rule.evidence_doctype)
	if rule.evidence_doctype in PROTECTED and not reads_evidence:
		return {"sample_of": "nothing", "sample": []}
	is_wide = reads_evidence and has_any_role(frappe.session.user, SCHOOL_WIDE_L2)
	if not rule.names_student or is_wide:
		rows = query.select(
			found.name.as_("subject"),
			found.unit.as_("unit"),
			found.holder.as_("holder"),
			Coalesce(counted.done, 0).as_("done"),
		).orderby(found.name)
		return {"sample_of": "subjects", "sample": _named(rule, rows.limit(SAMPLE).run(as_dict=True))}
	if rule.is_risk:
		return {"sample_of": "nothing", "sample": []}
	rows = (
		query.select(
			found.unit.as_("unit"),
			found.holder.as_("holder"),
			Count("*").as_("duties"),
			Sum(Case().when(met, 1).else_(0)).as_("met"),
		)
		.groupby(found.unit, found.holder)
		.orderby(found.unit)
	)
	sample = _named(rule, rows.limit(SAMPLE).run(as_dict=True))
	for row in sample:
		row.update(_counts(rule, row.duties, int(row.met or 0)))
	return {"sample_of": "classes", "sample": sample}


def _counts(rule, duties: int, met: int) -> dict[str, int | None]:
	"""Neither those who met it nor those who did not may be a handful; of what is protected not even two numbers differ."""
	shown = duties if _reads_subjects(rule) else _of_many(duties)
	if not _reads_evidence(rule):
		is_protected = rule.evidence_doctype in PROTECTED
		if is_protected or met < FEWEST or 0 < duties - met < FEWEST:
			met = None
	return {"duties": shown, "met": met}


def _of_many(number: int) -> int | None:
	return number if number >= FEWEST else None


def _reads_subjects(rule) -> bool:
	return _reads_all(rule.subject_doctype) and (
		not rule.is_risk or _reads_all(rules.LISTED_BY[rule.subject_type][0])
	)


def _reads_evidence(rule) -> bool:
	return _reads_subjects(rule) and _reads_all(rule.evidence_doctype)


def _reads_all(doctype: str) -> bool:
	"""May the session user read every row? Administrator reads no protected record."""
	user = frappe.session.user
	if not frappe.has_permission(doctype, "read") or (doctype in PROTECTED and user == "Administrator"):
		return False
	return doctype not in RULES or reach_of(user, doctype).everything


def _named(rule, rows: list[dict]) -> list[dict]:
	"""With the names of the students and of those responsible."""
	students = [row.subject for row in rows if rule.names_student and row.get("subject")]
	names = _names("Campus Student", "student_name", students)
	holders = _names("User", "full_name", [row.holder for row in rows if row.holder])
	for row in rows:
		row.holder_name = holders.get(row.holder)
		if row.get("subject"):
			row.title = names.get(row.subject) or row.subject
	return rows


def _names(doctype: str, field: str, wanted: list[str]) -> dict[str, str]:
	rows = frappe.get_all(doctype, filters={"name": ("in", wanted or [""])}, fields=["name", field])
	return {row.name: row[field] for row in rows}
