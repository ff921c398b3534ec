"""Stored values in words for paper; the `campus_…` ones are filters for Print Formats (hooks.py `jinja`)."""

import html

import frappe
from frappe import _
from frappe.utils import cstr, format_datetime
from markupsafe import Markup, escape

from campus_safety.access.rules import RULES
from campus_safety.access.secrets import decrypt, is_encrypted
from campus_safety.domain.plain_line import without_markup
from campus_safety.domain.visibility import Level
from campus_safety.records.school import get_school_name


def plain_text(value, opens: bool = False) -> str:
	"""Text without markup. Ciphertext is opened only where the caller has checked and logged it."""
	if is_encrypted(value):
		value = decrypt(value) if opens else _("(encrypted)")
	return html.unescape(without_markup(cstr(value).replace("<br>", "\n"))).strip()


def title_of(doctype: str, name: str) -> str:
	"""The full name of a user, the title of a master, the number of a record: paper is read by people.

	A record's title is the name of its student, which a column of numbers must not bring along.
	"""
	if is_numbered_record(doctype):
		return name
	field = "full_name" if doctype == "User" else frappe.get_meta(doctype).title_field
	return (frappe.db.get_value(doctype, name, field) if field else None) or _(name)


def is_numbered_record(doctype: str) -> bool:
	"""Of this app, no master, and called by its number wherever something links to it."""
	rule, meta = RULES.get(doctype), frappe.get_meta(doctype)
	return bool(
		rule
		and rule.level is not Level.L1
		and not meta.show_title_field_in_link
		and meta.autoname not in ("hash", None)
	)


def campus_text(value) -> Markup:
	"""`{{ doc.findings | campus_text }}`: safe on any page, line breaks kept, ciphertext never shown."""
	return Markup("<br>").join(escape(line) for line in plain_text(value).split("\n"))


def campus_title(name: str | None, doctype: str) -> Markup:
	"""`{{ doc.lead | campus_title("User") }}`."""
	return escape(title_of(doctype, name)) if name else Markup("")


def campus_option(value: str | None, doctype: str) -> Markup:
	"""`{{ doc.visit_mode | campus_option(doc.doctype) }}`: an option of a Select, translated."""
	return escape(_(value, context=doctype)) if value else Markup("")


def campus_moment(value) -> str:
	"""`{{ doc.talk_time | campus_moment }}`: day, hour and minute, "" for nothing: no paper shows seconds."""
	return format_datetime(value, "yyyy-MM-dd HH:mm") if value else ""


def campus_school() -> str:
	"""`{{ campus_school() }}`: the school's name, which heads every form."""
	return get_school_name()
