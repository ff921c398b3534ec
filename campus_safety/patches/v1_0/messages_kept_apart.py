"""Messages about reports, and to those who reported, stand in nobody's list but their recipient's."""

import frappe

from campus_safety.access.secrets import own_key
from campus_safety.engines.messages.outbox import OUTBOX


def execute() -> None:
	reports = frappe.get_all(
		"Campus Alert", {"reference_doctype": "Campus Abnormal Report"}, pluck="name", limit=0
	)
	for begins in ("report|", "report-heard|", *(f"alert|{name}|" for name in reports)):
		frappe.db.set_value(
			OUTBOX,
			{"idempotency_key": ("like", f"{begins}%")},
			"confidential",
			1,
			update_modified=False,
		)
	for name, key in frappe.get_all(
		OUTBOX, {"idempotency_key": ("like", "report-heard|%")}, ["name", "idempotency_key"], as_list=True
	):
		kept = f"report-heard|{own_key('report-heard', key)}"
		frappe.db.set_value(OUTBOX, name, "idempotency_key", kept, update_modified=False)
