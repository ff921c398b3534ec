"""Whoever follows a record by mail hears no more of it once they may not read it.

The framework asks for the right when somebody begins to follow, and mails what changes for as long as the row is there:
to a counsellor of another college by now, to whoever has left.
"""

import frappe

from campus_safety.access.pointers import reads
from campus_safety.access.rules import RULES

FOLLOW = "Document Follow"
MAILS = "frappe.desk.form.document_follow."


def end_out_of_reach(method: str | None = None, kwargs: dict | None = None, **_job) -> int:
	"""`before_job`: before the framework's mails to followers; how many follow no longer."""
	if not str((kwargs or {}).get("job_type") or method or "").startswith(MAILS):
		return 0
	ended = [
		row.name
		for row in frappe.get_all(
			FOLLOW,
			filters={"ref_doctype": ("in", list(RULES))},
			fields=["name", "ref_doctype", "ref_docname", "user"],
			order_by="name",
		)
		if not reads(row.ref_doctype, row.ref_docname, row.user)
	]
	if ended:
		frappe.db.delete(FOLLOW, {"name": ("in", ended)})
	return len(ended)
