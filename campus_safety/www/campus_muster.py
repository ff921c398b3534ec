"""The muster page: a shell without anybody in it; what it shows comes by api/muster.py."""

from urllib.parse import quote

import frappe

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import DESK_ROLES
from campus_safety.engines.page_words import get_words

no_cache = 1


def get_context(context) -> None:
	if frappe.session.user == "Guest":
		asked = frappe.request.query_string.decode() if frappe.request.query_string else ""
		address = "/campus-muster" + (f"?{asked}" if asked else "")
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(address)}"
		raise frappe.Redirect
	context.is_staff = 1 if has_any_role(frappe.session.user, DESK_ROLES) else ""
	context.csrf_token = frappe.sessions.get_csrf_token()
	frappe.db.commit()  # a GET is rolled back, and the token made for this session with it
	context.words = get_words("phone", "Phone")
