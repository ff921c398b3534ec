"""The first passwords of the accounts that one import has made: one file, with a line in the access log."""

import json
from datetime import datetime

import frappe
from frappe import _

from campus_safety.engines.messages.telling import in_school_language
from campus_safety.engines.opening import access_log, accounts
from campus_safety.exceptions import ImportRefusedError
from campus_safety.records.posts import ASSIGNMENT
from campus_safety.services.people.staff_import import passwords
from campus_safety.services.people.staff_import.kind import validate_may_import

DOCTYPE = "Campus Staff Import"
BY_PASSWORD = "First Passwords"


def hand_out(document, now: datetime) -> bytes:
	"""The file, as xlsx. Errors: ImportRefusedError where nobody is without a password, or the campus signs them in."""
	validate_may_import(frappe.session.user)
	frappe.db.get_value(
		document.doctype, document.name, "name", for_update=True
	)  # nobody else at the same time
	if document.sign_in != BY_PASSWORD:
		frappe.throw(
			_("These accounts sign in through the campus: they get no password."), ImportRefusedError
		)
	users = passwords.without_password(json.loads(document.accounts or "[]"))
	if not users:
		frappe.throw(
			_(
				"Nobody of this list waits for a first password. Whoever has signed in and lost theirs gets a new one in their account, “Set Password”; whoever opens what is most protected sets theirs on the page of sign-in, “Forgot Password?”."
			),
			ImportRefusedError,
		)
	handed = passwords.hand_out(users, _places_of(users))
	with in_school_language():
		access_log.record(
			accounts.ACTION,
			document.doctype,
			document.name,
			reason=_("First passwords of {0} accounts handed out").format(len(handed)),
		)
	document.db_set({"passwords_at": now, "passwords_by": frappe.session.user}, update_modified=False)
	return passwords.make_file(handed)


def count_waiting(document) -> int:
	"""Accounts of this import that wait for their first password."""
	if document.sign_in != BY_PASSWORD:
		return 0
	return len(passwords.without_password(json.loads(document.accounts or "[]")))


def _places_of(users: list[str]) -> dict[str, str]:
	"""{account: where its first post is}, for the order of the paper."""
	found: dict[str, str] = {}
	for row in frappe.get_all(
		ASSIGNMENT,
		filters={"holder_user": ("in", users), "is_covert": 0},
		fields=["holder_user", "unit", "dormitory"],
		order_by="unit asc, dormitory asc",
		limit_page_length=0,
	):
		found.setdefault(row.holder_user, row.unit or row.dormitory or "")
	return found
