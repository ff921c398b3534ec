"""The page behind the code of a patrol point: a guard, logged in, says they are there. Opening it passes nothing."""

import frappe
from frappe.utils import get_fullname, now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.defence import GUARDING
from campus_safety.engines.page_words import get_words
from campus_safety.services.presence import phone_store

no_cache = 1


def get_context(context) -> None:
	user = frappe.session.user
	if user == "Guest":
		address = frappe.utils.quote(frappe.local.request.full_path, safe="")
		frappe.local.flags.redirect_location = f"/login?redirect-to={address}"
		raise frappe.Redirect
	phone_store.give_key(now_datetime())
	context.user_id = user
	context.csrf_token = frappe.sessions.get_csrf_token()
	frappe.db.commit()  # a GET is rolled back, and the token made for this session with it
	context.words = get_words("phone", "Phone")
	context.patrol = {"name": get_fullname(user), "is_guard": has_any_role(user, GUARDING)}
