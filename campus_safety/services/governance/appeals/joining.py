"""Several ask for the same: one is handled, the others follow it. What all may read of it was written for all."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.scopes.appeals import takes
from campus_safety.access.secrets import own_key
from campus_safety.domain.governance.appeals import JOINED, OPEN
from campus_safety.engines.sets.transactions import ONCE, repeat_when_lost
from campus_safety.exceptions import AppealStepError
from campus_safety.services.governance.appeals import filing, senders
from campus_safety.services.incidents import floods
from campus_safety.services.incidents.nobody import as_nobody

TICKET = filing.TICKET
SHOWN, KEY_LENGTH = 20, 16


def join(ticket, into, user: str, now: datetime) -> None:
	"""`ticket` is closed as one with `into`; whoever asked for it follows that. Errors: AppealStepError."""
	if not (takes(user, ticket) and takes(user, into)):
		_refuse(_("This step is the office's that takes complaints."))
	if ticket.name == into.name or into.joined_to:
		_refuse(_("Choose a complaint that is handled by itself."))
	if ticket.status == "Closed" or into.status == "Closed":
		_refuse(_("Both have to be open."))
	if ticket.personal or into.personal:
		_refuse(_("What is about a person is handled by itself."))
	if not (into.public_summary or "").strip():
		_refuse(_("Write what all may read of the other one first: whoever is joined reads nothing else."))
	ticket.update(
		{
			"status": "Closed",
			"workflow_state": "Closed",
			"outcome": JOINED,
			"joined_to": into.name,
			"closed_at": now.replace(microsecond=0),
			"replied_at": ticket.replied_at or now.replace(microsecond=0),
			"first_response_at": ticket.first_response_at or now.replace(microsecond=0),
		}
	)
	_save(ticket)
	senders.move(ticket.name, into.name)
	into.followers += 1 + ticket.followers
	into.released_by = user
	_save(into)


def get_open(category: str) -> list[dict]:
	"""[{"key", "summary", "followers"}] of what others ask for already, as it was written for all."""
	rows = frappe.get_all(
		TICKET,
		filters={
			"category": category,
			"status": ("in", OPEN),
			"personal": 0,
			"public_summary": ("is", "set"),
			"released_by": ("is", "set"),
			"joined_to": ("is", "not set"),
		},
		fields=["name", "public_summary", "followers"],
		order_by="received_at desc",
		limit=SHOWN,
	)
	return [
		{"key": _key(row.name), "summary": row.public_summary, "followers": row.followers} for row in rows
	]


def get_changed() -> list[dict]:
	"""[{"summary", "change", "on"}]: what changed because somebody asked, the newest first."""
	rows = frappe.get_all(
		TICKET,
		filters={"published_on": ("is", "set"), "personal": 0},
		fields=["public_summary", "change_made", "published_on"],
		order_by="published_on desc",
		limit=SHOWN,
	)
	return [
		{"summary": row.public_summary, "change": row.change_made, "on": f"{row.published_on:%Y-%m}"}
		for row in rows
	]


def follow_nameless(key: str, token: str, now: datetime) -> str:
	"""The code with which they see what becomes of it. Errors: AppealStepError."""
	arrival = floods.arrive(token, now)

	def work() -> str:
		ticket = _find(key)
		if not senders.find_request(arrival.key):
			_count(ticket)
		return senders.write_nameless(ticket, arrival.key, now, follows=True)

	with as_nobody():
		return repeat_when_lost(work, filing.TRIES, lost=ONCE)


def follow_named(key: str, user: str, now: datetime) -> None:
	"""Once for each account. Errors: AppealStepError."""

	def work() -> None:
		ticket = _find(key)
		request_key = f"follow|{own_key('appeal-follow', f'{ticket.name}|{user}')}"
		if not senders.find_request(request_key):
			_count(ticket)
			senders.write_named(ticket, user, "", "", request_key, now, follows=True)

	with as_nobody():
		repeat_when_lost(work, filing.TRIES, lost=ONCE)


def _count(ticket) -> None:
	ticket.followers += 1
	_save(ticket)


def _find(key: str):
	names = frappe.get_all(
		TICKET,
		filters={
			"status": ("in", OPEN),
			"personal": 0,
			"public_summary": ("is", "set"),
			"released_by": ("is", "set"),
		},
		pluck="name",
	)
	found = next((name for name in names if _key(name) == key), None)
	if not found:
		_refuse(_("It is not open any more. Ask anew."))
	return frappe.get_doc(TICKET, found, for_update=True)


def _key(name: str) -> str:
	"""Leads from the page to the complaint and tells neither its number nor how many there are."""
	return own_key("appeal-public", name)[:KEY_LENGTH]


def _save(ticket) -> None:
	with ticket.as_app():
		ticket.save(
			ignore_permissions=True
		)  # who may was checked above; whoever follows has rights on nothing


def _refuse(text: str) -> None:
	frappe.throw(text, AppealStepError)
