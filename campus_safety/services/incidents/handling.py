"""What the form of a report shows on top: the clocks, what belongs to it, whether its reporter can be asked."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.scopes.incidents import is_intake
from campus_safety.services.incidents import clocks, joining, receipts, senders

REPORT = joining.REPORT


WRITTEN = (
	"student",
	"about",
	"found_at",
	"place",
	"urgency",
	"help_seeking",
	"concerns_staff",
	"facts",
	"first_action",
	"reporter",
)


def file(values: dict, user: str) -> str:
	"""Of what the form sends only what a person writes. Its number for who takes reports; "" for everybody else."""
	signs = [{"sign": row.get("sign")} for row in values.get("signs") or [] if isinstance(row, dict)]
	report = frappe.get_doc(
		{
			"doctype": REPORT,
			**{field: values.get(field) for field in WRITTEN},
			"signs": [row for row in signs if row["sign"]],
		}
	).insert()
	return report.name if is_intake(user) else ""


def get_permitted(name: str, ptype: str = "read"):
	"""The report, locked for whoever writes it; nothing tells an outsider whether it exists. Errors: PermissionError."""
	if not (frappe.db.exists(REPORT, name) and frappe.has_permission(REPORT, ptype, doc=name)):
		frappe.throw(_("You may not open this record."), frappe.PermissionError)
	return frappe.get_doc(REPORT, name, for_update=ptype == "write")


def get_panel(name: str, now: datetime) -> dict:
	"""{"may_write", "clocks", "further", "may_join", "can_ask", "waits_for_answer"}. Errors: PermissionError."""
	report = get_permitted(name)
	return {
		"may_write": bool(frappe.has_permission(REPORT, "write", doc=name)),
		"may_join": is_intake(frappe.session.user) and not report.parent_report,
		"clocks": [_shown(row, now) for row in report.deadlines if clocks.is_open(row)],
		"further": [
			{"name": row.name, "reported_at": row.reported_at}
			for row in frappe.get_list(
				REPORT,
				filters={"parent_report": name},
				fields=["name", "reported_at"],
				order_by="reported_at asc",
			)
		],
		"can_ask": senders.has_sender(name) and not receipts.get_open_question(report),
		"waits_for_answer": bool(receipts.get_open_question(report)),
	}


def _shown(row, now: datetime) -> dict:
	how_to = row.clock and frappe.db.get_value(clocks.CLOCK, row.clock, "how_to")
	due = get_datetime(row.due)
	return {"what": row.what, "due": row.due, "is_overdue": due <= now, "how_to": how_to or ""}
