"""Who reported 上报人 (L4): kept apart from the report, encrypted; found again by a keyed digest of the code or of the account.

Who takes reports opens it, with a line in the access log; the app opens it to tell a named reporter "taken" and "acted".
"""

from datetime import datetime
from typing import NamedTuple

import frappe
from frappe import _

from campus_safety.access.secrets import decrypt, own_key
from campus_safety.domain.incidents import receipt
from campus_safety.exceptions import CodeError

SENDER = "Campus Report Sender"


class Sender(NamedTuple):
	name: str
	report: str


def write_nameless(report: str, request_key: str, now: datetime) -> str:
	"""The code: told this once, kept by nobody. The same request again gets a new one for the same report."""
	code = receipt.new_code()
	code_key = _code_key(receipt.digits_of(code))
	if found := find_request(request_key):
		_save(frappe.get_doc(SENDER, found.name), code_key=code_key)
		return code
	_insert(report, now, anonymous=1, code_key=code_key, request_key=request_key or None)
	return code


def write_named(
	report: str, user: str | None, words: str, contact: str, request_key: str | None, now: datetime
) -> str:
	"""user: None for a name that was taken down on the telephone. words: how they are called. Name of the row."""
	return _insert(
		report,
		now,
		reporter="\n".join(filter(None, (user, words))),
		contact=contact,
		person_key=user and person_key(user),
		request_key=request_key or None,
	)


def find_request(request_key: str) -> Sender | None:
	return _find(request_key=request_key) if request_key else None


def find_by_code(code: str) -> Sender:
	"""Errors: CodeError."""
	digits = receipt.digits_of(code)
	found = digits and _find(code_key=_code_key(digits))
	if not found:
		frappe.throw(_("This code leads to no report. Compare it once more, digit by digit."), CodeError)
	return found


def is_own_code(digits: str) -> bool:
	"""Does it lead somewhere?"""
	return bool(_find(code_key=_code_key(digits)))


def get_own(user: str, most: int) -> list[Sender]:
	"""The newest first."""
	rows = frappe.get_all(
		SENDER,
		filters={"person_key": person_key(user)},
		fields=["name", "report"],
		order_by="occurred_on desc",
		limit=most,
	)
	return [Sender(row.name, row.report) for row in rows]


def get_account(report: str) -> tuple[str, str] | None:
	"""(row, account) of a named reporter who has an account; for the app alone, which tells them something."""
	rows = frappe.get_all(
		SENDER, filters={"report": report, "person_key": ("is", "set")}, fields=["name", "reporter"]
	)
	return (rows[0].name, decrypt(rows[0].reporter).split("\n")[0]) if rows else None


def has_sender(report: str) -> bool:
	"""Is there anybody to ask?"""
	return bool(
		frappe.db.exists(SENDER, {"report": report, "code_key": ("is", "set")})
		or frappe.db.exists(SENDER, {"report": report, "person_key": ("is", "set")})
	)


def person_key(user: str) -> str:
	return own_key("report-person", user)


def _code_key(digits: str) -> str:
	return receipt.key_of(digits, bytes.fromhex(own_key("report-receipt", "")))


def _find(**key) -> Sender | None:
	found = frappe.db.get_value(SENDER, key, ["name", "report"])
	return Sender(*found) if found else None


def _insert(report: str, now: datetime, **values) -> str:
	sender = frappe.get_doc({"doctype": SENDER, "report": report, "occurred_on": now, **values})
	with sender.as_app():
		return sender.insert(ignore_permissions=True).name  # who reports has rights on nothing


def _save(sender, **values) -> None:
	sender.update(values)
	with sender.as_app():
		sender.save(ignore_permissions=True)  # who reports has rights on nothing
