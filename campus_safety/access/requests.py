"""What a request may not ask, whichever endpoint it goes to."""

import json
import re

import frappe
from frappe.translate import get_user_lang

from campus_safety.access.checks import administers, reach_of
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
LISTS = ("docnames", "items", "names", "docs")
RESOURCES = ("/api/resource/", "/api/v1/resource/", "/api/v2/document/")
OWN_ENDPOINTS = ("/api/method/campus_safety.", "/api/v2/method/campus_safety.")
# answer by themselves what is out of reach like what is not there; a form asks them while one types
ANSWER_ALIKE = frozenset(("frappe.client.validate_link", "frappe.desk.search.get_link_title"))
# what everybody may know of a colleague; else a column of a linked account tells where and when they logged in
OF_COLLEAGUES = frozenset(("name", "full_name", "first_name", "last_name", "user_image", "enabled", "email"))
LISTED_WITH = frozenset(
	("user_type", "creation", "modified", "idx", "docstatus", "owner")
)  # no more than everybody's
WORD = re.compile(r"\w+")
COLUMNS = ("fields", "filters", "or_filters", "order_by", "group_by")
DOTTED = re.compile(r"\b([a-z]\w*)`?\.`?(\w+)")
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


def refuse_foreign_columns() -> None:
	"""`auth_hooks`: a column of a linked document ("student.mobile") is read past that document's own rules.

	Of accounts what colleagues may know, of our records the name they are shown by; as a filter and an order as well.
	"""
	doctype = _listed_doctype()
	if not doctype or administers(frappe.session.user) or not frappe.db.exists("DocType", doctype):
		return
	meta = frappe.get_meta(doctype)
	if doctype == "User":
		_refuse_columns_of_colleagues(meta)
	for column in COLUMNS:
		for fieldname, of_target in DOTTED.findall(str(frappe.form_dict.get(column) or "")):
			field = meta.get_field(fieldname)
			target = "User" if fieldname in ("owner", "modified_by") else field and field.options
			if target and (not field or field.fieldtype == "Link") and not _is_open(target, of_target):
				raise frappe.PermissionError


def _refuse_columns_of_colleagues(meta) -> None:
	"""In a list of accounts, too; one's own account is read whole."""
	form, user = frappe.form_dict, frappe.session.user
	if user in (form.get("filters"), form.get("name"), form.get("docname")):
		return
	closed = {*meta.get_valid_columns()} - OF_COLLEAGUES - LISTED_WITH
	for column in (*COLUMNS, "fieldname"):
		asked = str(form.get(column) or "")
		if closed & set(WORD.findall(asked)) or ("*" in asked and column in ("fields", "fieldname")):
			raise frappe.PermissionError


def _listed_doctype() -> str | None:
	path, asked = frappe.request.path, frappe.form_dict.get("doctype")
	for start in RESOURCES:
		if path.startswith(start):
			asked = path.removeprefix(start).strip("/").split("/")[0]
	return asked if isinstance(asked, str) else None


def _is_open(target: str, column: str) -> bool:
	if target == "User":
		return column in OF_COLLEAGUES
	return target not in ROW_RESTRICTED or column in ("name", frappe.get_meta(target).title_field)


def refuse_without_token() -> None:
	"""`auth_hooks`: the framework checks no token of a session that has loaded no page yet; the app's writes wait for one."""
	request, user = frappe.request, frappe.session.user
	if (
		request.method in ("GET", "HEAD", "OPTIONS")
		or user == "Guest"
		or not request.path.startswith(OWN_ENDPOINTS)
	):
		return
	if not frappe.get_request_header("Authorization") and not frappe.session.data.csrf_token:
		raise frappe.CSRFTokenError


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
	for doctype in ("doctype", "dt"):
		for key in LISTS:
			found += [(form.get(doctype), name) for name in _as_list(form.get(key)) if isinstance(name, str)]
	for key in ("doc", "docs"):
		found += [
			(each.get("doctype"), each.get("name") or each.get("docname"))
			for each in _as_list(form.get(key))
			if isinstance(each, dict) and not each.get("__islocal")
		]
	return [pair for pair in found if all(isinstance(part, str) and part for part in pair)]


def _as_list(value) -> list:
	"""What several endpoints take as JSON: names, or whole documents, one or many."""
	if isinstance(value, str) and value[:1] in ("[", "{"):
		try:
			value = json.loads(value)
		except ValueError:
			return []
	if isinstance(value, dict):
		return [value]
	return value if isinstance(value, list) else []
