"""A complaint is filed on the page, without a name or by an account; a text that asks for help is a report at once."""

from datetime import datetime
from typing import NamedTuple

import frappe
from frappe import _
from frappe.utils import get_fullname

from campus_safety.domain import roles as r
from campus_safety.domain.incidents import receipt
from campus_safety.domain.incidents.words import asks_for_help, plain_of
from campus_safety.engines.sets.transactions import ONCE, repeat_when_lost
from campus_safety.exceptions import AppealStepError
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.governance.appeals import senders
from campus_safety.services.incidents import filing, floods
from campus_safety.services.incidents.filing import TRIES, clean
from campus_safety.services.incidents.nobody import as_nobody
from campus_safety.services.incidents.settings import get_help_words

TICKET = "Campus Appeal Ticket"
LONGEST_LINE = 140
CATEGORIES = ("Teaching", "Student Affairs", "Logistics", "Safety", "Ethics", "Other")
UNTAUGHT = "Other"
READING_ROLES = (r.SCHOOL_OFFICE, r.DISCIPLINE_OFFICE, r.HR_OFFICE, r.SCHOOL_LEADER)
SHORTEST_NAME = 2


class Told(NamedTuple):
	"""What the page sends. about: whom, in words. concerns_intake: it is about the office that takes complaints."""

	content: str
	category: str = UNTAUGHT
	place: str = ""
	about: str = ""
	urgent: bool = False
	concerns_intake: bool = False


class Filed(NamedTuple):
	"""code: the receipt of one without a name. help: shown large, where somebody asks for help."""

	code: str
	help: bool


def file_nameless(told: Told, token: str, now: datetime) -> Filed:
	"""Nothing about the sender is looked at. Errors: AppealStepError for an empty text, and for one that holds a code."""
	arrival = floods.arrive(token, now)
	_validate(told)
	with as_nobody():

		def work() -> Filed:
			if known := senders.find_request(arrival.key):
				ticket = frappe.get_doc(TICKET, known.ticket)
				return Filed(senders.write_nameless(ticket, arrival.key, now), asks(told))
			ticket = _write(told, now, anonymous=1)
			if asks(told):
				filing.file_found(told.content, told.about, told.place, now)
			return Filed(senders.write_nameless(ticket, arrival.key, now), asks(told))

		return repeat_when_lost(work, TRIES, lost=ONCE)


def file_named(told: Told, contact: str, key: str, user: str, now: datetime) -> Filed:
	"""By an account; its name goes to the office that takes it. The same key again is the same complaint."""
	whole_key = f"{senders.person_key(user)[:32]}|{key}"[:LONGEST_LINE]
	_validate(told)
	name = get_fullname(user)
	with as_nobody():

		def work() -> Filed:
			if senders.find_request(whole_key):
				return Filed("", asks(told))
			ticket = _write(told, now)
			senders.write_named(ticket, user, name, clean(contact)[:LONGEST_LINE], whole_key, now)
			if asks(told):
				report = filing.Told(
					told.content, told.about, told.place, ("Self-harm Words",), filing.URGENCIES[-1]
				)
				filing.file_named(report, "", clean(contact), key, user, now)
			return Filed("", asks(told))

		return repeat_when_lost(work, TRIES, lost=ONCE)


def hand_to_reports(ticket, now: datetime) -> None:
	"""Taken down in the Desk, and asking for help: a report, at once (domain §14)."""
	with as_nobody():
		filing.file_found(ticket.content, ticket.about_words or "", ticket.place or "", now)


def asks(told: Told) -> bool:
	return asks_for_help(f"{told.content} {told.about}", get_help_words())


def find_named(text: str) -> list[str]:
	"""Accounts of the offices that read complaints whose name stands in a text: they may be whom it is about."""
	plain = plain_of(text)
	found = []
	for role in READING_ROLES:
		for user in get_users_with_role(role):
			name = plain_of(frappe.db.get_value("User", user, "full_name"))
			if len(name) >= SHORTEST_NAME and name in plain and user not in found:
				found.append(user)
	return found


def validate_no_code(text: str) -> None:
	"""Whoever reads the text could use it. Whether it leads anywhere is not said. Errors: AppealStepError."""
	if receipt.codes_in(text):
		frappe.throw(
			_("A long number in your text looks like a receipt code. Take it out and send it again."),
			AppealStepError,
		)


def _validate(told: Told) -> None:
	if not clean(told.content):
		frappe.throw(_("Write in a few words what you ask for."), AppealStepError)
	validate_no_code(f"{told.content} {told.about} {told.place}")


def _write(told: Told, now: datetime, **values):
	ticket = frappe.get_doc(
		{
			"doctype": TICKET,
			"source": "Portal",
			"category": told.category if told.category in CATEGORIES else UNTAUGHT,
			"content": clean(told.content),
			"place": clean(told.place)[:LONGEST_LINE],
			"about_words": clean(told.about)[:LONGEST_LINE],
			"urgent": int(told.urgent),
			"concerns_intake": int(told.concerns_intake),
			"received_at": now.replace(microsecond=0),
			"handed_to_reports": int(asks(told)),
			"workflow_state": "Accepted",
			**values,
		}
	)
	with ticket.as_app():
		ticket.insert(ignore_permissions=True)  # whoever asks has rights on nothing
	return ticket
