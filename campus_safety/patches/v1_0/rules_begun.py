"""Rules that had begun with the period that was running keep it: who joins it later owes what the others owe."""

import frappe

from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.engines.duties.rules import RULE


def execute() -> None:
	rule, duty = frappe.qb.DocType(RULE), frappe.qb.DocType(OBLIGATION)
	begun = (
		frappe.qb.from_(rule)
		.join(duty)
		.on(duty.rule == rule.name)
		.select(rule.name)
		.distinct()
		.where(duty.period_start < rule.effective_from)
		.run()
	)
	for (name,) in begun:
		frappe.db.set_value(RULE, name, "running_period", 1, update_modified=False)
