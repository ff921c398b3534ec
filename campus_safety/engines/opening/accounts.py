"""Accounts of the circle: who can open protected records, and who has changed that.

A role, a password, a key or an address given to the wrong person opens more than any form does. So each change is a line
in the access log and a message to those who answer for it; and whoever administers the machine is not of the circle.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.utils import cint

from campus_safety.access.circle import circle_roles, is_of_circle
from campus_safety.domain.roles import ALL_ROLES, PSYCH_HEAD, SCHOOL_LEADER, SYSTEM_MANAGER
from campus_safety.engines.messages.telling import About, in_school_language, tell
from campus_safety.engines.opening import access_log
from campus_safety.exceptions import CircleAccountError
from campus_safety.records.posts import get_users_with_role

ACTION = "Account Change"
TOLD = (PSYCH_HEAD, SCHOOL_LEADER)
SHOWN_ACCOUNTS = 10  # named in one message
MACHINES = ("Administrator", "Guest")
WATCHED = ("enabled", "email", "username", "mobile_no", "user_type", "api_key")


# the account itself


def note_incoming(doc, method: str | None = None) -> None:
	"""`User.before_validate`: what the framework takes out of the document before others see it."""
	doc.flags.campus_roles = _roles(doc)
	doc.flags.campus_secrets = [
		label
		for fieldname, label in (("new_password", "Password"), ("api_secret", "API Secret"))
		if (doc.get(fieldname) or "").strip("*")  # stars stand for what is kept already
	]
	if "Password" in doc.flags.campus_secrets and doc.name == frappe.session.user and is_of_circle(doc.name):
		frappe.throw(
			_("Change your own password on the page “Update Password”, which asks for the old one."),
			CircleAccountError,
		)


def keep_apart(doc, method: str | None = None) -> None:
	"""`User.validate`: no role of the circle together with System Manager. Errors: CircleAccountError.

	What the framework adds by itself, to the first account of a site and in its setup, is taken away again instead: nobody
	is locked out on the first day. An account that holds both already can be saved; it opens nothing (`access.checks`).
	"""
	roles = _roles(doc)
	circle = roles & circle_roles()
	if doc.name in MACHINES or SYSTEM_MANAGER not in roles or not circle:
		return
	if frappe.flags.in_setup_wizard or frappe.flags.in_install:
		_take_away(doc, circle)
	elif SYSTEM_MANAGER not in (doc.flags.campus_roles or roles):
		_take_away(doc, {SYSTEM_MANAGER})
	elif not _held_both(doc):
		frappe.throw(
			_(
				"{0} can open protected records and {1} administers the machine: no account has both. "
				"Use one account for each."
			).format(", ".join(_(role) for role in sorted(circle)), _(SYSTEM_MANAGER)),
			CircleAccountError,
			title=_("Two accounts needed"),
		)


def _held_both(doc) -> bool:
	before = doc.get_doc_before_save()
	held = _roles(before) if before else set()
	return SYSTEM_MANAGER in held and bool(held & circle_roles())


def _take_away(doc, roles: Iterable[str]) -> None:
	doc.set("roles", [row for row in doc.get("roles") if row.role not in roles])


def _roles(doc) -> set[str]:
	return {row.role for row in doc.get("roles") or []}


@in_school_language()
def follow_changes(doc, method: str | None = None) -> None:
	"""`User.on_update`: by whatever road it was saved, a form, an import, a profile of roles, a key."""
	before = doc.get_doc_before_save()
	was, now, circle = _roles(before) if before else set(), _roles(doc), circle_roles()
	if not (was | now) & circle:
		return
	changes = [f"+ {_(role)}" for role in sorted((now - was) & set(ALL_ROLES) | (now - was) & circle)]
	changes += [f"− {_(role)}" for role in sorted((was - now) & set(ALL_ROLES) | (was - now) & circle)]
	changes += [_(label) for label in doc.flags.campus_secrets or ()]
	if before:
		changes += [
			_(doc.meta.get_label(field), context=doc.doctype)
			for field in WATCHED
			if _differs(before, doc, field)
		]
	if changes:
		note(doc.name, changes)
	doc.flags.campus_secrets = []


def _differs(before, doc, field: str) -> bool:
	if field == "enabled":
		return cint(before.get(field)) != cint(doc.get(field))
	return (before.get(field) or "") != (doc.get(field) or "")


@in_school_language()
def follow_password(user: str, by_mail: bool = False) -> None:
	"""A password set by a mailed key, or with the old one: not through the account's document."""
	if is_of_circle(user):
		note(user, [_("Password, by a mailed link") if by_mail else _("Password")])


@in_school_language()
def follow_mailed_link(user: str) -> None:
	"""Somebody has signed in by a mailed link: whoever reads the mail was enough."""
	if is_of_circle(user):
		note(user, [_("Signed in by a mailed link")])


# the mailed key: older frameworks keep it as it was mailed, and whoever reads the account's row could use it


def hide_mailed_key(doc, method: str | None = None) -> None:
	"""`User.on_change`: of an account of the circle its digest is kept, as newer frameworks do for all."""
	key = doc.get("reset_password_key")
	if key and not _is_digest(key) and is_of_circle(doc.name):
		doc.reset_password_key = digest_of(key)
		frappe.db.set_value(
			"User", doc.name, "reset_password_key", doc.reset_password_key, update_modified=False
		)


def key_as_kept(key: str | None) -> str | None:
	"""What a framework that compares keys as they are finds the account by. Errors: PermissionError for a digest itself."""
	if key and _is_digest(key):
		raise frappe.PermissionError
	if key and frappe.db.exists("User", {"reset_password_key": digest_of(key)}):
		return digest_of(key)
	return key


def digest_of(key: str) -> str:
	return hashlib.sha256(key.encode()).hexdigest()


def _is_digest(key: str) -> bool:
	return bool(re.fullmatch("[0-9a-f]{64}", key))


@in_school_language()
def follow_deletion(doc, method: str | None = None) -> None:
	"""`User.on_trash`."""
	if is_of_circle(doc.name):
		note(doc.name, [_("Deleted")])


def follow_rename(doc, method: str | None = None, old: str = "", new: str = "", merge: bool = False) -> None:
	"""`User.before_rename`: a name is what records name; two accounts never become one of the circle."""
	if not (is_of_circle(old) or is_of_circle(new)):
		return
	if merge:
		frappe.throw(
			_("An account that can open protected records is not merged with another."), CircleAccountError
		)
	note(old, [f"→ {new}"])


@contextmanager
def told_together() -> Iterator[None]:
	"""Inside, changes of many accounts are one message; each has its own line in the access log all the same."""
	outer, changed = frappe.flags.campus_accounts_changed, []
	frappe.flags.campus_accounts_changed = changed
	try:
		yield
	finally:
		frappe.flags.campus_accounts_changed = outer
	if changed:
		_tell_of(changed)


def _tell_of(changed: list[tuple[str, str]]) -> None:
	"""changed: (account, line of the access log)."""
	actor, line = frappe.session.user, changed[-1][1]
	names = list(dict.fromkeys(account for account, _line in changed))
	shown = ", ".join(names[:SHOWN_ACCOUNTS]) + (" …" if len(names) > SHOWN_ACCOUNTS else "")
	tell(
		_who_is_told(),
		lambda: (
			_("{0} accounts were changed by {1} at once").format(len(names), actor),
			_(
				"They can open protected records: {0}. If you do not know why, ask today; the access log names each."
			).format(shown),
		),
		f"account|{line}",
		About(access_log.DOCTYPE, line),
	)


def _who_is_told() -> set[str]:
	return {person for role in TOLD for person in get_users_with_role(role)}


def note(user: str, changes: list[str]) -> None:
	"""One line in the access log, one message to Psych Head and School Leader; who did it is in both."""
	actor = frappe.session.user
	line = access_log.record(ACTION, "User", user, reason="; ".join(changes))
	together = frappe.flags.campus_accounts_changed
	if together is not None:
		together.append((user, line))
		return
	tell(
		_who_is_told(),
		lambda: (
			_("Account {0} was changed by {1}").format(user, actor),
			_("It can open protected records. Changed: {0}. If you do not know why, ask today.").format(
				"; ".join(changes)
			),
		),
		f"account|{line}",
		About(access_log.DOCTYPE, line),
	)


# roads beside the account


def refuse_loose_role(doc, method: str | None = None, *names) -> None:
	"""Has Role: a row of an account by itself passes by the account's own rules."""
	if doc.parenttype == "User" and doc.role in {*ALL_ROLES, *circle_roles()}:
		frappe.throw(_("Roles are given in the account itself."), CircleAccountError)


@in_school_language()
def follow_role(doc, method: str | None = None) -> None:
	"""`Role.before_validate`: a role of the circle that is disabled is taken from all who hold it."""
	if cint(doc.disabled) and doc.name in circle_roles():
		for user in get_users_with_role(doc.name):
			note(user, [f"− {_(doc.name)}"])


def refuse_rename_of_role(
	doc, method: str | None = None, old: str = "", new: str = "", merge: bool = False
) -> None:
	"""`Role.before_rename`: whoever holds the one would hold the other, and no account would show it."""
	if {old, new} & {*ALL_ROLES, *circle_roles()}:
		frappe.throw(_("Roles of Campus Safety keep their names."), CircleAccountError)
