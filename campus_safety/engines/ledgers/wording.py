"""Stored values in words for paper; the `campus_…` ones are filters for Print Formats (hooks.py `jinja`)."""

import html

import frappe
from frappe import _
from frappe.utils import cstr
from markupsafe import Markup, escape

from campus_safety.access.secrets import decrypt, is_encrypted
from campus_safety.domain.plain_line import without_markup


def plain_text(value, opens: bool = False) -> str:
	"""Text without markup. Ciphertext is opened only where the caller has checked and logged it."""
	if is_encrypted(value):
		value = decrypt(value) if opens else _("(encrypted)")
	return html.unescape(without_markup(cstr(value).replace("<br>", "\n"))).strip()


def title_of(doctype: str, name: str) -> str:
	"""The full name of a user, the title of anything else: paper is read by people."""
	field = "full_name" if doctype == "User" else frappe.get_meta(doctype).title_field
	return (frappe.db.get_value(doctype, name, field) if field else None) or _(name)


def campus_text(value) -> Markup:
	"""`{{ doc.findings | campus_text }}`: safe on any page, line breaks kept, ciphertext never shown."""
	return Markup("<br>").join(escape(line) for line in plain_text(value).split("\n"))


def campus_title(name: str | None, doctype: str) -> Markup:
	"""`{{ doc.lead | campus_title("User") }}`."""
	return escape(title_of(doctype, name)) if name else Markup("")


def campus_option(value: str | None, doctype: str) -> Markup:
	"""`{{ doc.visit_mode | campus_option(doc.doctype) }}`: an option of a Select, translated."""
	return escape(_(value, context=doctype)) if value else Markup("")
