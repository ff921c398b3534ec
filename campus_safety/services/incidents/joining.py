"""Several reports about the same: the first is handled, further ones belong to it. No reporter learns that there is another."""

from collections.abc import Iterable
from datetime import datetime

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.scopes.incidents import is_intake
from campus_safety.access.secrets import own_key
from campus_safety.domain.incidents.clocks import FINAL
from campus_safety.domain.incidents.words import plain_of
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages.telling import About, tell
from campus_safety.engines.opening import access_log
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import ReportStepError
from campus_safety.services.incidents import clocks, intake

REPORT = "Campus Abnormal Report"
FIRST, FURTHER, LAST = "First", "Follow-up", "Final"
URGENT = "Urgent"
# what a further report takes over from the one it belongs to
TAKEN_OVER = ("status", "workflow_state", "assigned_to", "college", "unit", "restricted")
CARRIED = ("clock", "what", "ends_with", "due")


def content_key(text: str) -> str | None:
	"""The same for the same text, whatever its spaces and signs; nobody turns it back into the text."""
	plain = plain_of(text)
	return own_key("report-content", plain) if plain else None


def find_open(report, newest: bool = False) -> str | None:
	"""The open report about the same student, or of the very same text. Never where either is confidential: whoever has the
	one may be whom the other is about.

	newest: what was committed since this transaction began, too. Not otherwise: a lock on what is not there makes all who
	report at the same moment wait for each other.
	"""
	if report.restricted:
		return None
	found = report.student and _get_open({"open_key": report.student}, newest)
	if not found and report.content_key:
		found = _get_open({"content_key": report.content_key, "parent_report": ("is", "not set")}, newest)
	return found or None


def _get_open(key: dict, lock: bool) -> str | None:
	filters = {**key, "status": ("not in", FINAL), "restricted": 0}
	return frappe.db.get_value(REPORT, filters, for_update=lock, order_by="creation asc")


def follow(report, now: datetime, carried: Iterable[dict] = ()) -> None:
	"""A further report has been written: the first one takes over what is graver, and whoever has it hears.

	carried: what a report that is joined by hand still had to be done by when.
	"""
	first = frappe.get_doc(REPORT, report.parent_report, for_update=True)
	is_urgent, known = report.urgency == URGENT, {row.sign for row in first.signs}
	if is_urgent:
		first.urgency = URGENT
		first.urgent_news = int(first.status != "First")
	first.help_seeking = int(first.help_seeking or report.help_seeking)
	first.concerns_staff = int(first.concerns_staff or report.concerns_staff)
	if report.restricted and not first.restricted:
		# named before anybody knew; who takes reports names anew
		first.assigned_to, first.urgent_news = None, 1
	first.student = first.student or report.student
	_carry(first, carried)
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


def _carry(first, carried: Iterable[dict]) -> None:
	"""What was to be done sooner stays due then."""
	for values in carried:
		row = next((row for row in first.deadlines if row.clock == values["clock"] and not row.done_at), None)
		if row:
			row.due = min(get_datetime(row.due), get_datetime(values["due"]))
		else:
			first.append("deadlines", values)


def tell_of_second(report, other: str, now: datetime) -> None:
	"""A student was recognised of whom there is an open report already: who takes reports joins them, or does not."""
	tell(
		intake.get_holders(),
		lambda: _("Reports {0} and {1} may be about the same: look whether to join them").format(
			report.name, other
		),
		f"report|{report.name}|second|{other}",
		About(REPORT, report.name),
		now=now,
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
	"""By hand, where who takes reports sees that two are about the same. Errors: ReportStepError, PermissionError."""
	if not is_intake(frappe.session.user):
		frappe.throw(_("Only who takes reports joins two."), frappe.PermissionError)
	open_ones = {"name": into, "status": ("not in", FINAL), "parent_report": ("is", "not set")}
	if into == report.name or report.parent_report or not frappe.db.exists(REPORT, open_ones):
		frappe.throw(_("Choose another report that is open and belongs to no other."), ReportStepError)
	if report.status in FINAL:
		frappe.throw(_("This report is closed."), ReportStepError)
	student = frappe.db.get_value(REPORT, into, "student")
	if student and report.student and student != report.student:
		frappe.throw(_("They are about two different students."), ReportStepError)
	further = get_further(report.name)
	carried = [
		{field: row.get(field) for field in CARRIED} for row in report.deadlines if clocks.is_open(row)
	]
	report.parent_report = into
	with report.as_app():
		report.save()
	for name in further:
		frappe.db.set_value(REPORT, name, "parent_report", into, update_modified=False)
	follow_rows(REPORT, further)
	access_log.record("Write", REPORT, report.name, report.student, reason=f"→ {into}")
	follow(report, now, carried)
