"""Several reports about the same: the first is handled, further ones belong to it. No reporter learns that there is another."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.secrets import own_key
from campus_safety.domain.incidents.clocks import FINAL
from campus_safety.domain.incidents.words import plain_of
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import ReportStepError

REPORT = "Campus Abnormal Report"
FIRST, FURTHER, LAST = "First", "Follow-up", "Final"
URGENT = "Urgent"
# what a further report takes over from the one it belongs to
TAKEN_OVER = ("status", "workflow_state", "assigned_to", "college", "unit", "restricted")


def content_key(text: str) -> str | None:
	"""The same for the same text, whatever its spaces and signs; nobody turns it back into the text."""
	plain = plain_of(text)
	return own_key("report-content", plain) if plain else None


def find_open(report, newest: bool = False) -> str | None:
	"""The open report about the same student, or of the very same text.

	newest: what was committed since this transaction began, too. Not otherwise: a lock on what is not there makes all who
	report at the same moment wait for each other.
	"""
	found = report.student and _get_open({"open_key": report.student}, newest)
	if not found and report.content_key:
		found = _get_open({"content_key": report.content_key, "parent_report": ("is", "not set")}, newest)
	return found or None


def _get_open(key: dict, lock: bool) -> str | None:
	filters = {**key, "status": ("not in", FINAL)}
	return frappe.db.get_value(REPORT, filters, for_update=lock, order_by="creation asc")


def follow(report, now: datetime) -> None:
	"""A further report has been written: the first one takes over what is graver, and whoever has it hears."""
	first = frappe.get_doc(REPORT, report.parent_report, for_update=True)
	is_urgent = report.urgency == URGENT
	if is_urgent:
		first.urgency = URGENT
		first.urgent_news = int(first.status != "First")
	first.help_seeking = int(first.help_seeking or report.help_seeking)
	first.concerns_staff = int(first.concerns_staff or report.concerns_staff)
	known = {row.sign for row in first.signs}
	for sign in dict.fromkeys(row.sign for row in report.signs if row.sign not in known):
		first.append("signs", {"sign": sign})
	with first.as_app():
		first.save(ignore_permissions=True)  # who reports has rights on nothing
	sync(first)
	if first.assigned_to:
		tell(
			[first.assigned_to],
			lambda: _("Report {0}: a further report has come").format(first.name),
			f"report|{first.name}|further|{report.name}",
			About(REPORT, first.name),
			Weight.URGENT if is_urgent else Weight.PERSONAL,
			now,
		)


def sync(first) -> None:
	"""Further reports go with the one they belong to, who may read them included."""
	names = get_further(first.name)
	if names:
		values = {field: first.get(field) for field in TAKEN_OVER}
		frappe.db.set_value(REPORT, {"name": ("in", names)}, values, update_modified=False)
		follow_rows(REPORT, names)


def get_further(name: str) -> list[str]:
	return frappe.get_all(REPORT, filters={"parent_report": name}, pluck="name", order_by="creation asc")


def join(report, into: str, now: datetime) -> None:
	"""By hand, where who takes reports sees that two are about the same. Errors: ReportStepError."""
	open_ones = {"name": into, "status": ("not in", FINAL), "parent_report": ("is", "not set")}
	if into == report.name or report.parent_report or not frappe.db.exists(REPORT, open_ones):
		frappe.throw(_("Choose another report that is open and belongs to no other."), ReportStepError)
	if report.status in FINAL:
		frappe.throw(_("This report is closed."), ReportStepError)
	further = get_further(report.name)
	report.parent_report = into
	with report.as_app():
		report.save()
	for name in further:
		frappe.db.set_value(REPORT, name, "parent_report", into, update_modified=False)
	follow_rows(REPORT, further)
	follow(report, now)
