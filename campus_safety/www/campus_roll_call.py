"""The roll-call page for phones: a light page of its own, not the Desk, because corridors are dark and networks thin."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.page_words import get_words
from campus_safety.services.presence import page, phone_store

no_cache = 1


def get_context(context) -> None:
	"""A shell without any student in it: what it shows comes by the API, or from the phone's own store."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = "/login?redirect-to=/campus-roll-call"
		raise frappe.Redirect
	page.validate_may_call()
	phone_store.give_key(now_datetime())
	context.user_id = frappe.session.user
	context.words = get_words("roll_call", "Roll Call")
