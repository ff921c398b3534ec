"""The page on which anybody asks for something: with an account by name or without. Nothing of anybody is in it."""

import frappe
from frappe.utils import get_fullname, now_datetime

from campus_safety.engines.page_words import get_words
from campus_safety.services.counselling import hotline
from campus_safety.services.incidents import help_lines
from campus_safety.services.incidents.settings import get_help_words

no_cache = 1


def get_context(context) -> None:
	now, user = now_datetime(), frappe.session.user
	is_known = user != "Guest"
	context.csrf_token = frappe.sessions.get_csrf_token() if is_known else ""
	if is_known:
		frappe.db.commit()  # a GET is rolled back, and the token made for this session with it
	context.words = get_words("phone", "Phone")
	context.hotline = hotline.get_card(now)
	context.complaint = {
		"name": get_fullname(user) if is_known else "",
		"lines": help_lines.get_lines(now),
		"help_words": get_help_words(),
	}
