"""One question at a time to a reporter, with ready answers; the answer comes back by the code or the account."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.incidents.words import asks_for_help
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages.telling import About, tell
from campus_safety.exceptions import ReportStepError
from campus_safety.services.incidents import filing, intake, joining, receipts, senders
from campus_safety.services.incidents.joining import FINAL, REPORT
from campus_safety.services.incidents.nobody import as_nobody
from campus_safety.services.incidents.settings import get_help_words

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


def answer(name: str, text: str, now: datetime) -> bool:
	"""The reporter's answer, or something more. Does it ask for help? Then it calls like a report that does.

	Errors: ReportStepError, a code in the text included.
	"""
	if not filing.clean(text):
		frappe.throw(_("Write or choose an answer."), ReportStepError)
	asks = asks_for_help(text, get_help_words())
	with as_nobody():
		report = frappe.get_doc(REPORT, name, for_update=True)
		if report.status in FINAL or len(report.questions) >= MOST:
			frappe.throw(_("This report is closed. If something is new, report it anew."), ReportStepError)
		filing.validate_no_code(text, now)  # not before: of a closed one it would cost nothing
		row = receipts.get_open_question(report) or report.append("questions", {})
		row.answer, row.answered_at = filing.clean(text), now.replace(microsecond=0)
		if asks:
			_call(report)
		with report.as_app():
			report.save(ignore_permissions=True)  # who reports has rights on nothing
		if asks and report.parent_report:
			joining.follow(report, now)
		users = {report.assigned_to} - {None} or intake.get_holders()
		tell(
			users,
			lambda: _("Report {0}: the reporter has answered").format(report.name),
			f"report|{report.name}|answered|{len(report.questions)}|{row.answered_at}",
			About(REPORT, report.name),
			Weight.URGENT if asks else Weight.PERSONAL,
			now,
		)
	return asks


def _call(report) -> None:
	"""Urgent from now on; news to whoever has it already. It waits in no tray any more."""
	report.help_seeking, report.urgency, report.tray = 1, joining.URGENT, 0
	report.urgent_news = int(report.status != joining.FIRST)
