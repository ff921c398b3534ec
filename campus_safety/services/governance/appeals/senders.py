"""Who asks (L4): kept apart from the complaint, encrypted; found again by a keyed digest of the code or of the account."""

from datetime import datetime
from typing import NamedTuple

import frappe
from frappe import _

from campus_safety.access.scopes.appeals import DISCIPLINE_OFFICE, ETHICS, SCHOOL_OFFICE
from campus_safety.access.secrets import decrypt, own_key
from campus_safety.domain.incidents import receipt
from campus_safety.exceptions import CodeError

SENDER = "Campus Appeal Sender"
OWN_SHOWN = 10


class Sender(NamedTuple):
	name: str
	ticket: str
	follows: bool = False


def write_nameless(ticket, request_key: str, now: datetime, follows: bool = False) -> str:
	"""The code: told this once, kept by nobody. The same request again gets a new one for the same complaint."""
	code = receipt.new_code()
	code_key = _code_key(receipt.digits_of(code))
	if found := find_request(request_key):
		sender = frappe.get_doc(SENDER, found.name)
		sender.code_key = code_key
		with sender.as_app():
			sender.save(ignore_permissions=True)  # whoever asks has rights on nothing
		return code
	_insert(
		ticket, now, anonymous=1, code_key=code_key, request_key=request_key or None, follows=int(follows)
	)
	return code


def write_named(
	ticket,
	user: str | None,
	words: str,
	contact: str,
	request_key: str | None,
	now: datetime,
	follows: bool = False,
) -> None:
	"""user: None for a name that was taken down on the telephone. words: how they are called."""
	_insert(
		ticket,
		now,
		appellant="\n".join(filter(None, (user, words))),
		contact=contact,
		person_key=user and person_key(user),
		request_key=request_key or None,
		follows=int(follows),
	)


def find_request(request_key: str | None) -> Sender | None:
	return _find(request_key=request_key) if request_key else None


def find_by_code(code: str) -> Sender:
	"""Errors: CodeError."""
	digits = receipt.digits_of(code)
	found = digits and _find(code_key=_code_key(digits))
	if not found:
		frappe.throw(_("This code leads to no complaint. Compare it once more, digit by digit."), CodeError)
	return found


def get_own(user: str) -> list[Sender]:
	"""The newest first."""
	rows = frappe.get_all(
		SENDER,
		filters={"person_key": person_key(user)},
		fields=["name", "ticket", "follows"],
		order_by="occurred_on desc",
		limit=OWN_SHOWN,
	)
	return [Sender(row.name, row.ticket, bool(row.follows)) for row in rows]


def get_accounts(ticket: str) -> list[tuple[str, str]]:
	"""(row, account) of whoever asks with an account; for the app alone, which tells them something."""
	rows = frappe.get_all(
		SENDER, filters={"ticket": ticket, "person_key": ("is", "set")}, fields=["name", "appellant"]
	)
	return [(row.name, decrypt(row.appellant).split("\n")[0]) for row in rows]


def can_answer(ticket: str) -> bool:
	"""Is there anybody who reads a question?"""
	return bool(
		frappe.db.exists(SENDER, {"ticket": ticket, "follows": 0, "code_key": ("is", "set")})
		or frappe.db.exists(SENDER, {"ticket": ticket, "follows": 0, "person_key": ("is", "set")})
	)


def follow_keeper(ticket) -> None:
	"""What turns out to be ethics, or about the office itself, is kept by the Discipline Office from then on."""
	for name in frappe.get_all(SENDER, filters={"ticket": ticket.name}, pluck="name"):
		sender = frappe.get_doc(SENDER, name)
		if sender.kept_by != get_keeper(ticket):
			sender.kept_by = get_keeper(ticket)
			with sender.as_app():
				sender.save(ignore_permissions=True)  # written by the app alone


def move(old: str, new: str) -> int:
	"""Whoever asked for the one follows the other. How many."""
	names = frappe.get_all(SENDER, filters={"ticket": old}, pluck="name")
	for name in names:
		sender = frappe.get_doc(SENDER, name)
		sender.update({"ticket": new, "follows": 1})
		with sender.as_app():
			sender.save(ignore_permissions=True)  # written by the app alone
	return len(names)


def get_keeper(ticket) -> str:
	return DISCIPLINE_OFFICE if ticket.concerns_intake or ticket.category == ETHICS else SCHOOL_OFFICE


def person_key(user: str) -> str:
	return own_key("appeal-person", user)


def _code_key(digits: str) -> str:
	return receipt.key_of(digits, bytes.fromhex(own_key("appeal-receipt", "")))


def _find(**key) -> Sender | None:
	found = frappe.db.get_value(SENDER, key, ["name", "ticket", "follows"])
	return Sender(found[0], found[1], bool(found[2])) if found else None


def _insert(ticket, now: datetime, **values) -> None:
	sender = frappe.get_doc(
		{
			"doctype": SENDER,
			"ticket": ticket.name,
			"kept_by": get_keeper(ticket),
			"occurred_on": now.replace(microsecond=0),
			**values,
		}
	)
	with sender.as_app():
		sender.insert(ignore_permissions=True)  # whoever asks has rights on nothing
