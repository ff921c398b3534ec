"""The screening page for phones: a shell without any data in it; what it shows comes by api/screening.py."""

import frappe

from campus_safety.api.student import own_student
from campus_safety.engines.page_words import get_words

no_cache = 1


def get_context(context) -> None:
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = "/login?redirect-to=/campus-screening"
		raise frappe.Redirect
	own_student()
	context.csrf_token = frappe.sessions.get_csrf_token()
	frappe.db.commit()  # a GET is rolled back, and the token made for this session with it
	context.words = get_words("phone", "Phone")
