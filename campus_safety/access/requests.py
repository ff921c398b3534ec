"""What a request may not ask, whichever endpoint it goes to."""

import frappe
from frappe.translate import get_user_lang

from campus_safety.access.checks import reach_of
from campus_safety.access.rules import ROW_RESTRICTED, RULES
from campus_safety.domain.roles import GATE_DEVICE

NAMES = ("name", "docname", "doc_name", "dn", "reference_name")
DOCTYPES = ("doctype", "dt", "reference_doctype")
PAIRS = (
	*(
		(doctype, name)
		for doctype in ("doctype", "dt")
		for name in ("name", "docname", "doc_name", "dn", "old_name")
	),
	("reference_doctype", "reference_name"),
	("reference_type", "reference_name"),
	("ref_doctype", "ref_docname"),
	("document_type", "document_name"),
)
RESOURCES = ("/api/resource/", "/api/v1/resource/", "/api/v2/document/")
OWN_ENDPOINTS = ("/api/method/campus_safety.", "/api/v2/method/campus_safety.")
# answer by themselves what is out of reach like what is not there; a form asks them while one types
ANSWER_ALIKE = frozenset(("frappe.client.validate_link", "frappe.desk.search.get_link_title"))
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


def refuse_what_is_out_of_reach() -> None:
	"""`auth_hooks`: a record one may not read is answered like one that is not there.

	The framework says 403 to the one and 404 to the other, and so tells whoever counts numbers how many talks a year has.
	The app's own endpoints answer alike by themselves, and so do those replaced in `api.replaced`.
	"""
	user = frappe.session.user
	if user == "Administrator" or frappe.form_dict.cmd in ANSWER_ALIKE:
		return
	path = frappe.request.path
	if path.startswith(OWN_ENDPOINTS) or path.rsplit("/", 1)[-1] in ANSWER_ALIKE:
		return
	if not all(_may_be_named(doctype, name, user) for doctype, name in _named(path, frappe.form_dict)):
		frappe.clear_messages()  # newer frameworks say of a record that is there why it is refused
		raise frappe.PermissionError


def _may_be_named(doctype: str, name: str, user: str) -> bool:
	if doctype not in ROW_RESTRICTED or RULES[doctype].parent or name == "new" or name.startswith("new-"):
		return True
	if not frappe.db.exists(doctype, name):
		return frappe.has_permission(doctype, "read", user=user) and reach_of(user, doctype).everything
	return bool(frappe.has_permission(doctype, "read", doc=name, user=user))


def _named(path: str, form) -> list[tuple[str, str]]:
	"""(DocType, name) of every record that the request names, in its path or among its arguments."""
	found = [(form.get(doctype), form.get(name)) for doctype, name in PAIRS]
	for start in RESOURCES:
		if path.startswith(start):
			doctype, _slash, name = path.removeprefix(start).strip("/").partition("/")
			found += [(doctype, name.split("/method/")[0])]
	return [pair for pair in found if all(isinstance(part, str) and part for part in pair)]
