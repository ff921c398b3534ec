"""One question at a time to a reporter, with ready answers; the answer comes back by the code or the account."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.engines.messages.telling import About, tell
from campus_safety.exceptions import ReportStepError
from campus_safety.services.incidents import filing, intake, receipts, senders
from campus_safety.services.incidents.joining import FINAL, REPORT
from campus_safety.services.incidents.nobody import as_nobody

MOST = 20  # questions and further words of one report


def ask(report, question: str, choices: str, now: datetime) -> None:
	"""The caller may write the report. Errors: ReportStepError."""
	if report.status in FINAL:
		frappe.throw(_("This report is closed."), ReportStepError)
	if not senders.has_sender(report.name):
		frappe.throw(_("Nobody can answer: this report was taken down on the telephone."), ReportStepError)
	if receipts.get_open_question(report):
		frappe.throw(_("One question at a time: the last one has not been answered yet."), ReportStepError)
	if not question.strip():
		frappe.throw(_("Write the question."), ReportStepError)
	report.append(
		"questions",
		{
			"question": filing.clean(question),
			"choices": filing.clean(choices),
			"asked_at": now.replace(microsecond=0),
			"asked_by": frappe.session.user,
		},
	)
	with report.as_app():
		report.save()
	receipts.tell_of_question(report.name, len(report.questions), now)


def answer(name: str, text: str, now: datetime) -> None:
	"""The reporter's answer, or something more. Errors: ReportStepError, a code in the text included."""
	if not text.strip():
		frappe.throw(_("Write or choose an answer."), ReportStepError)
	filing.validate_no_code(text)
	with as_nobody():
		report = frappe.get_doc(REPORT, name, for_update=True)
		if report.status in FINAL or len(report.questions) >= MOST:
			frappe.throw(_("This report is closed. If something is new, report it anew."), ReportStepError)
		row = receipts.get_open_question(report) or report.append("questions", {})
		row.answer, row.answered_at = filing.clean(text), now.replace(microsecond=0)
		with report.as_app():
			report.save(ignore_permissions=True)  # who reports has rights on nothing
		users = {report.assigned_to} - {None} or intake.get_holders()
		tell(
			users,
			lambda: _("Report {0}: the reporter has answered").format(report.name),
			f"report|{report.name}|answered|{len(report.questions)}|{row.answered_at}",
			About(REPORT, report.name),
			now=now,
		)
