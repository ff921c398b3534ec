"""What a rule would do, before it is saved: how many duties in the current period, how many met already, a sample."""

from datetime import date

import frappe
from frappe.utils import getdate, nowdate
from pypika import Case
from pypika.functions import Coalesce, Count, Sum

from campus_safety.domain.obligation import count_until, due_date, periods
from campus_safety.services.duties import generate, rules, subjects
from campus_safety.services.duties.evidence import EvidenceQuery, Group

SAMPLE = 20


def dry_run(values: dict, today: date | None = None) -> dict:
	"""{"duties", "met", "unowned", "period": [from, to], "due_date", "sample": [{subject, unit, holder, done}]}.

	Errors: DutyRuleError with the reason why the rule cannot work. Nothing is written.
	"""
	today = getdate(today or nowdate())
	document = frappe.get_doc({**values, "doctype": rules.RULE})
	document.name = document.name or document.rule_name
	rules.validate(document)
	rule = rules.read(document)
	known = generate.Calendar.around(today, today)
	spans = periods(rule.policy.period, today, today, known.terms)
	window = spans and generate.owing_window(rule.policy, spans[0], known.days)
	if not window:
		return {"duties": 0, "met": 0, "unowned": 0, "period": None, "due_date": None, "sample": []}
	span = spans[0]
	group = Group(
		span.first, span.last, due_date(rule.policy, span, known.terms), count_until(rule.policy, span)
	)
	found = subjects.select(rule)
	counted = EvidenceQuery(rule).counted(group, today).as_("counted")
	query = found.owing(window).left_join(counted).on(counted.subject == found.name)
	met = Coalesce(counted.done, 0) >= rule.policy.min_count
	total = query.select(
		Count("*"),
		Sum(Case().when(met, 1).else_(0)),
		Sum(Case().when(Coalesce(found.holder, "") == "", 1).else_(0)),
	).run()[0]
	rows = query.select(
		found.name.as_("subject"),
		found.unit.as_("unit"),
		found.holder.as_("holder"),
		Coalesce(counted.done, 0).as_("done"),
	)
	return {
		"duties": int(total[0]),
		"met": int(total[1] or 0),
		"unowned": 0 if rule.role else int(total[2] or 0),
		"period": [span.first, span.last],
		"due_date": group.due_date,
		"sample": rows.orderby(found.name).limit(SAMPLE).run(as_dict=True),
	}
