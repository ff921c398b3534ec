"""What whoever asked reads, answers and says. Nothing here says who handles it, nor who else asks."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import getdate

from campus_safety.access.secrets import own_key
from campus_safety.domain.governance.appeals import CAME_BACK, STILL_SOLVED
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages.telling import About, tell
from campus_safety.exceptions import AppealStepError
from campus_safety.records.changes import has_changed
from campus_safety.services.governance.appeals import filing, senders
from campus_safety.services.incidents.filing import clean, file_found
from campus_safety.services.incidents.nobody import as_nobody
from campus_safety.services.incidents.settings import get_help_words

TICKET = filing.TICKET
MOST_QUESTIONS = 20
RATINGS = ("Satisfied", "Mostly Satisfied", "Not Satisfied")
AGAIN = (STILL_SOLVED, CAME_BACK)


def get_one(sender: senders.Sender, now: datetime) -> dict:
	"""As its own page shows it. Who only follows reads what was written for all."""
	ticket = frappe.get_doc(TICKET, sender.ticket)
	common = {"state": ticket.status, "asked": f"{ticket.received_at:%m-%d %H:%M}", "follows": sender.follows}
	if sender.follows:
		shown = ticket.released_by  # the office has read what all may read
		return {
			**common,
			"summary": (ticket.public_summary or "") if shown else "",
			"change": (ticket.change_made or "") if shown else "",
		}
	asked = get_open_question(ticket)
	return {
		**common,
		"first_answer": ticket.first_response or "",
		"reply": ticket.reply if ticket.replied_at else "",
		"outcome": ticket.outcome if ticket.replied_at else "",
		"question": asked.question if asked else "",
		"may_rate": bool(ticket.status == "Replied" and not ticket.satisfaction),
		"may_answer_again": may_answer_again(ticket, now),
	}


def get_open_question(ticket):
	return next((row for row in ticket.questions if row.question and not row.answered_at), None)


def may_answer_again(ticket, now: datetime) -> bool:
	return bool(
		ticket.status == "Closed"
		and ticket.ask_again_on
		and getdate(ticket.ask_again_on) <= now.date()
		and not ticket.asked_again
	)


def ask(ticket, question: str, now: datetime) -> None:
	"""The clock of the solving stops until it is answered. The caller handles it. Errors: AppealStepError."""
	if ticket.status not in ("Triaged", "Assigned", "Handling"):
		_refuse(_("Somebody is asked while it is being handled."))
	if get_open_question(ticket):
		_refuse(_("One question at a time: the last one has not been answered yet."))
	if not senders.can_answer(ticket.name):
		_refuse(_("Nobody would read the question: it was taken down by the office. Call them."))
	if not clean(question):
		_refuse(_("Write the question."))
	ticket.append(
		"questions",
		{
			"question": clean(question),
			"asked_at": now.replace(microsecond=0),
			"asked_by": frappe.session.user,
		},
	)
	_save(ticket)
	tell_asker(
		ticket,
		lambda: _("There is a question about what you asked for: open the page Ask for Something."),
		f"asked|{len(ticket.questions)}",
		now,
	)


def answer(sender: senders.Sender, text: str, now: datetime) -> bool:
	"""Does it ask for help? Then it is a report at once. Errors: AppealStepError."""
	words = clean(text)
	if not words or sender.follows:
		_refuse(_("Write an answer."))
	filing.validate_no_code(words)
	asks = filing.asks_for_help(words, get_help_words())
	with as_nobody():
		ticket = frappe.get_doc(TICKET, sender.ticket, for_update=True)
		row = get_open_question(ticket)
		if not row and (ticket.status == "Closed" or len(ticket.questions) >= MOST_QUESTIONS):
			_refuse(_("It is closed. If something is new, ask anew."))
		row = row or ticket.append("questions", {})
		row.answer, row.answered_at = words, now.replace(microsecond=0)
		if asks:
			ticket.handed_to_reports = 1
			file_found(words, "", ticket.place or "", now)
		_save(ticket)
		tell_handler(
			ticket,
			lambda: _("Complaint {0}: whoever asked has answered").format(ticket.name),
			f"answered|{len(ticket.questions)}|{row.answered_at}",
			now,
		)
	return asks


def rate(sender: senders.Sender, satisfaction: str, words: str, now: datetime) -> None:
	"""Errors: AppealStepError."""
	if satisfaction not in RATINGS or sender.follows:
		_refuse(_("Choose one of the answers."))
	filing.validate_no_code(words)
	with as_nobody():
		ticket = frappe.get_doc(TICKET, sender.ticket, for_update=True)
		if ticket.status != "Replied" or ticket.satisfaction:
			_refuse(_("You have answered already, or there is no reply yet."))
		ticket.update({"satisfaction": satisfaction, "said": clean(words), "workflow_state": "Revisited"})
		ticket.status = "Revisited"
		_save(ticket)


def answer_again(sender: senders.Sender, text: str, now: datetime) -> None:
	"""Four weeks later: what came back is taken up again. Errors: AppealStepError."""
	if text not in AGAIN or sender.follows:
		_refuse(_("Choose one of the answers."))
	with as_nobody():
		ticket = frappe.get_doc(TICKET, sender.ticket, for_update=True)
		if not may_answer_again(ticket, now):
			_refuse(_("You have answered already, or there is no reply yet."))
		ticket.asked_again = text
		if text == CAME_BACK:
			reopen(ticket, now)
		_save(ticket)
		if text == CAME_BACK:
			tell_handler(
				ticket,
				lambda: _("Complaint {0}: it has come back").format(ticket.name),
				f"back|{ticket.reopened}",
				now,
			)


def reopen(ticket, now: datetime) -> None:
	"""It is handled again, with a clock of its own; what was answered first stays as it was."""
	ticket.reopened += 1
	ticket.update(
		{"status": "Handling", "workflow_state": "Handling", "clock_from": now.replace(microsecond=0)}
	)
	clear_reply(ticket)


def clear_reply(ticket) -> None:
	ticket.update(
		{
			"replied_at": None,
			"replied_by": None,
			"closed_at": None,
			"second_reader": None,
			"second_read_at": None,
			"satisfaction": "",
			"said": "",
		}
	)


def follow(ticket, now: datetime) -> None:
	"""After a save: whoever asked hears that there is an answer, whoever handles it that they do."""
	if ticket.first_response and has_changed(ticket, "first_response"):
		tell_asker(
			ticket,
			lambda: _("There is a first answer to what you asked for: open the page Ask for Something."),
			"first",
			now,
		)
	if ticket.replied_at and has_changed(ticket, "replied_at"):
		tell_asker(
			ticket,
			lambda: _("There is a reply to what you asked for: open the page Ask for Something."),
			f"reply|{ticket.reopened}",
			now,
		)
	if ticket.handler and has_changed(ticket, "handler"):
		tell_handler(
			ticket,
			lambda: _("Complaint {0} is yours to handle").format(ticket.name),
			f"yours|{ticket.handler}",
			now,
		)


def tell_asker(ticket, words, what: str, now: datetime) -> None:
	"""No number: it stands in no list. From the key nobody gets to the sender or the complaint."""
	for row, account in senders.get_accounts(ticket.name):
		tell(
			[account],
			words,
			f"appeal-heard|{own_key('appeal-heard', f'{row}|{what}')}",
			now=now,
			confidential=True,
		)


def tell_handler(ticket, words, what: str, now: datetime) -> None:
	if ticket.handler:
		tell(
			[ticket.handler],
			words,
			f"appeal|{ticket.name}|{what}",
			About(TICKET, ticket.name),
			Weight.PERSONAL,
			now,
		)


def _save(ticket) -> None:
	with ticket.as_app():
		ticket.save(ignore_permissions=True)  # who may was checked before; whoever asks has rights on nothing


def _refuse(text: str) -> None:
	frappe.throw(text, AppealStepError)
