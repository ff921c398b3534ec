"""Plan, attempt, diagnosis and factors stood in plain columns; they move into the encrypted text of their ledger."""

import frappe
from frappe.utils import cint, getdate

from campus_safety.access.secrets import encrypt
from campus_safety.domain.risk.facts import Facts, dump
from campus_safety.engines.seal.leaves import follow_rows

LEDGER, FACTOR = "Campus Risk Ledger", "Campus Risk Ledger Factor"


def execute() -> None:
	"""Harmless when repeated: a ledger that has its text is left alone."""
	for row in frappe.get_all(
		LEDGER,
		filters={"danger_facts": ("is", "not set")},
		fields=["name", "has_plan", "attempt_date", "diagnosis"],
	):
		factors = frappe.get_all(
			FACTOR,
			filters={"parent": row.name, "parenttype": LEDGER},
			pluck="risk_factor",
			order_by="idx asc",
		)
		attempt = getdate(row.attempt_date) if row.attempt_date else None
		facts = Facts(bool(cint(row.has_plan)), attempt, bool(cint(row.diagnosis)), tuple(factors))
		frappe.db.set_value(
			LEDGER,
			row.name,
			{"danger_facts": encrypt(dump(facts)), "has_plan": 0, "attempt_date": None, "diagnosis": 0},
			update_modified=False,
		)
		frappe.db.delete(FACTOR, {"parent": row.name, "parenttype": LEDGER})
		follow_rows(LEDGER, [row.name])
