"""Telling somebody: in the reader's language, once, in the Desk and over the school's channels.

A message carries document numbers, counts and what to do: no names, no reasons (domain §0).
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple

import frappe

from campus_safety.access.rules import RULES
from campus_safety.domain.message_weight import Weight
from campus_safety.engines.messages import outbox
from campus_safety.records.posts import get_enabled

ADMINISTRATOR = "Administrator"
ALERT = "Campus Alert"
SCHOOL_LANGUAGE = "zh"  # of an account that has chosen none


class About(NamedTuple):
	"""What a message leads to where no document is at hand: a document by its number, or a whole list."""

	doctype: str
	name: str | None = None


def tell(
	users: Iterable[str | None],
	write: Callable[[], str | tuple[str, str]],
	key: str,
	about=None,
	weight: Weight = Weight.PERSONAL,
	now: datetime | None = None,
	*,
	is_end: bool = False,
	confidential: bool = False,
	in_desk_only: bool = False,
	on_channels_only: bool = False,
) -> list[str]:
	"""Who of them was told now.

	Not told are disabled accounts, Administrator, whoever causes the message, and who was told under this key already.
	write: gives the subject, or (subject, text), in the language that is set while it is called.
	about: the document, or an `About`; nothing where there is only something to say.
	weight: which channels carry it, and whether quiet hours hold it back there; the Desk shows it at once.
	now: of the school; the server's own where nobody has it at hand.
	confidential: that somebody was told stands in nobody's list but their own; so it is, too, where the record is one that no
	emergency opens.
	in_desk_only, on_channels_only: where the rest is said in another message.
	is_end: nobody has to act any more, so who can no longer open the document hears of it, too, without the link.
	"""
	told, confidential = [], confidential or _is_confidential(about)
	for user in get_enabled(set(users) - {None, frappe.session.user, ADMINISTRATOR}):
		with in_language_of(user):
			said = write()
		subject, text = (said, "") if isinstance(said, str) else said
		link = None if is_end and not _can_open(user, about) else about
		if outbox.notify(
			user,
			subject,
			text,
			get_key(key, user),
			link and link.doctype,
			link and link.name,
			weight=weight,
			now=now,
			confidential=confidential,
			in_desk=not on_channels_only,
			on_channels=not in_desk_only,
		):
			told.append(user)
	return told


def _can_open(user: str, about) -> bool:
	return bool(about) and bool(
		frappe.has_permission(about.doctype, "read", doc=about.name or None, user=user)
	)


def _is_confidential(about) -> bool:
	"""Reports, counselling, what is a student's own: of an alert, what it calls about."""
	doctype = about and about.doctype
	if doctype == ALERT and about.name:
		doctype = frappe.db.get_value(ALERT, about.name, "reference_doctype")
	rule = RULES.get(doctype)
	return bool(rule) and rule.level.is_protected and not rule.opens_in_emergency


def is_told(user: str, key: str) -> bool:
	"""For those to whom it would take long to say it a second time."""
	return outbox.is_written(get_key(key, user))


def get_key(key: str, user: str) -> str:
	return f"{key}|{user}"


@contextmanager
def in_language_of(user: str) -> Iterator[None]:
	"""Messages are written in the reader's language, whoever causes them; a job has none of its own."""
	before = frappe.local.lang
	frappe.local.lang = frappe.db.get_value("User", user, "language") or SCHOOL_LANGUAGE
	try:
		yield
	finally:
		frappe.local.lang = before


@contextmanager
def in_school_language() -> Iterator[None]:
	"""For words that are stored: whoever reads the record later reads the school's language, whoever caused it."""
	before = frappe.local.lang
	frappe.local.lang = SCHOOL_LANGUAGE
	try:
		yield
	finally:
		frappe.local.lang = before
