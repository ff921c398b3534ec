"""What a reporter hears 回执: received, taken, acted, closed. No details, no names, and never that there is another report."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.secrets import decrypt, own_key
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.services.incidents import joining, senders
from campus_safety.services.incidents.settings import get_ready_answers

REPORT = joining.REPORT
RECEIVED, TAKEN, ACTED, CLOSED = "Received", "Taken", "Acted", "Closed"
SHOWN = 10
STEPS = (("taken_at", TAKEN), ("acted_at", ACTED))


def get_own(user: str) -> list[dict]:
	"""As `get_one`, each with "report": what an answer of the account goes to."""
	return [{"report": sender.report, **get_one(sender.report)} for sender in senders.get_own(user, SHOWN)]


def get_one(name: str) -> dict:
	"""{"state", "reported", "question": {"text", "choices"} or None} of one report, as its reporter sees it."""
	own = frappe.get_doc(REPORT, name)
	asked = get_open_question(own)
	choices = (decrypt(asked.choices) or "").split("\n") if asked else []
	return {
		"state": get_state(own),
		"reported": f"{own.reported_at:%m-%d %H:%M}",
		"question": asked
		and {
			"text": decrypt(asked.question),
			"choices": list(filter(None, choices)) or list(get_ready_answers()),
		},
		"is_open": own.status not in joining.FINAL,
	}


def get_state(own) -> str:
	"""Of this report alone: one that joins another which somebody has long taken has only just been received."""
	if own.status in joining.FINAL:
		return CLOSED
	if own.acted_at:
		return ACTED
	return TAKEN if own.taken_at else RECEIVED


def get_open_question(report):
	return next((row for row in report.questions if row.question and not row.answered_at), None)


def follow(report, now: datetime) -> None:
	"""After a save of the first report: its reporter hears that it is taken, that something was done.

	Reporters of further ones hear the same when whoever has it comes to it after they have reported.
	"""
	before = report.get_doc_before_save()
	for field, state in STEPS:
		if report.get(field) and not (before and before.get(field)):
			_tell(report.name, state, now)
	if not report.flags.app_write and report.taken_at:
		for name in joining.get_further(report.name):
			_follow_further(name, report, now)


def _follow_further(name: str, first, now: datetime) -> None:
	own = frappe.db.get_value(REPORT, name, [field for field, _state in STEPS], as_dict=True)
	for field, state in STEPS:
		if first.get(field) and not own[field]:
			frappe.db.set_value(REPORT, name, field, now.replace(microsecond=0), update_modified=False)
			follow_rows(REPORT, [name])
			_tell(name, state, now)


def _tell(name: str, state: str, now: datetime) -> None:
	found = senders.get_account(name)
	if not found:
		return
	row, account = found
	words = {
		TAKEN: lambda: _("What you reported has been taken. Thank you."),
		ACTED: lambda: _("Something was done about what you reported. Thank you."),
	}
	# no number: it stands in no list
	tell([account], words[state], _heard_key(row, state), now=now, confidential=True)


def tell_of_question(name: str, number: int, now: datetime) -> None:
	if found := senders.get_account(name):
		row, account = found
		tell(
			[account],
			lambda: _("There is a question about what you reported: open the page Report Something."),
			_heard_key(row, f"asked|{number}"),
			now=now,
			confidential=True,
		)


def _heard_key(row: str, what: str) -> str:
	"""Once for each, and from it nobody gets to the sender or the report."""
	return f"report-heard|{own_key('report-heard', f'{row}|{what}')}"
