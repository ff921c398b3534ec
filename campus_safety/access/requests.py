"""What a request may not ask, whichever endpoint it goes to."""

import frappe
from frappe.translate import get_user_lang

from campus_safety.access.rules import ROW_RESTRICTED
from campus_safety.domain.roles import GATE_DEVICE

NAMES = ("name", "docname", "doc_name", "dn", "reference_name")
DOCTYPES = ("doctype", "dt", "reference_doctype")
DEVICE_ENDPOINT = "/api/method/campus_safety.api.gate.push"


def refuse_names_that_are_filters() -> None:
	"""`before_request`: several endpoints take a filter where a name belongs, and answer 404 or 403 by what it finds.

	That tells whether a student has a ledger, and of which level. Names of our records are text.
	"""
	form = frappe.form_dict
	asks_ours = any(isinstance(form.get(key), str) and form.get(key) in ROW_RESTRICTED for key in DOCTYPES)
	if asks_ours and any(isinstance(form.get(key), dict | list) for key in NAMES):
		raise frappe.PermissionError


def keep_devices_to_their_endpoint() -> None:
	"""`auth_hooks`: the key of a gate device sends passages and opens nothing else, not even what every account may."""
	user = frappe.session.user
	if user in ("Guest", "Administrator") or GATE_DEVICE not in frappe.get_roles(user):
		return
	# the framework runs `cmd`, wherever it is sent, before it looks at the path
	if frappe.request.path != DEVICE_ENDPOINT or "cmd" in frappe.form_dict or "cmd" in frappe.request.args:
		raise frappe.PermissionError


def validate_asked_for(endpoint: str) -> None:
	"""Text is opened by a person's own request for it, never by a template or script that calls the endpoint in theirs.

	Else a notification that an administrator wrote would open a record in the session of whoever saves it.
	"""
	request = getattr(frappe.local, "request", None)
	path = request.path.rstrip("/").rsplit("/", 1)[-1] if request else None
	if path != endpoint or "cmd" in request.args:
		raise frappe.PermissionError


def answer_in_ones_language() -> None:
	"""`auth_hooks`: v15 chooses the language before it reads an API key or a bearer token, and then speaks English.

	An export made through a key would be English on a Chinese site. v16 does by itself what this does.
	"""
	user = frappe.session.user
	if user != "Guest" and frappe.get_request_header("Authorization") and not frappe.form_dict._lang:
		frappe.local.lang = get_user_lang(user)
