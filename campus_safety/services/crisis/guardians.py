"""Calls to the guardians: each try is a row that stays, and what to try next is said (domain §12)."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.crisis import guardians
from campus_safety.domain.crisis.guardians import Next, Try
from campus_safety.exceptions import AppendOnlyError
from campus_safety.records.content import content_of

TABLE = "guardian_contacts"


def get_guardians(student: str) -> list[frappe._dict]:
	"""Name, relation and number of those the school knows, the primary one first."""
	return frappe.get_all(
		"Campus Student Guardian",
		filters={"parent": student, "parenttype": "Campus Student", "mobile": ("is", "set")},
		fields=["guardian_name", "relation", "mobile"],
		order_by="is_primary desc, idx asc",
	)


def get_next(case) -> Next | None:
	"""What to try now; None once a guardian or near relative was reached."""
	tries = [Try(row.rung, row.number or "", row.result) for row in case.get(TABLE)]
	return guardians.get_next(tries, [row.mobile for row in get_guardians(case.student)])


def follow(case, now: datetime) -> None:
	"""Who called and when comes from the login and the clock. Errors: AppendOnlyError for a row that was changed or taken out."""
	before = case.get_doc_before_save()
	saved, rows = (content_of(before, TABLE) if before else []), content_of(case, TABLE)
	if rows[: len(saved)] != saved:
		frappe.throw(
			_("A call that is written down stays as it is. Add a row for what came later."),
			AppendOnlyError,
			title=_("Calls are kept"),
		)
	for row in case.get(TABLE)[len(saved) :]:
		row.recorded_at, row.called_by = now, frappe.session.user
