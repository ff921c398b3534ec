"""What a request may not ask, whichever endpoint it goes to."""

import json
import re
from itertools import chain

import frappe
from frappe.translate import get_user_lang

from campus_safety.access import conditions, endpoints
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
	("doc", "name"),
	("reference_doctype", "reference_name"),
	("reference_doctype", "reference_docname"),
	("reference_type", "reference_name"),
	("ref_doctype", "ref_docname"),
	("ref_doctype", "ref_name"),
	("link_doctype", "link_name"),
	("attached_to_doctype", "attached_to_name"),
	("reminder_doctype", "reminder_docname"),
	("goal_doctype", "docname"),
	("document_type", "document_name"),
)
SPELLED = {doctype.casefold(): doctype for doctype in RULES}
LISTS = ("docnames", "items", "names", "docs")
RESOURCES = ("/api/resource/", "/api/v1/resource/", "/api/v2/document/")
# answer by themselves what is out of reach like what is not there; a form asks them while one types
ANSWER_ALIKE = frozenset(("frappe.client.validate_link", "frappe.desk.search.get_link_title"))
OF_EVERY_RECORD = (
	*frappe.model.default_fields,
	*frappe.model.optional_fields,
	*frappe.model.child_table_fields,
)
# what everybody may know of a colleague; else a column of a linked account tells where and when they logged in
OF_COLLEAGUES = frozenset(("name", "full_name", "first_name", "last_name", "user_image", "enabled", "email"))
LISTED_WITH = frozenset(
	("user_type", "creation", "modified", "idx", "docstatus", "owner")
)  # no more than everybody's
WORD = re.compile(r"\w+")
COLUMNS = (*conditions.COLUMNS, *conditions.FILTERS, *conditions.COLUMNS_OF_CARDS)
DOTTED = re.compile(r"\b([a-z]\w*)`?\.`?(\w+)")
UNQUOTED = re.compile(r"\b([a-z_]+)\.\w")  # a table stands in backticks
DEVICE_ENDPOINT = "/api/method/campus_safety.api.gate.push"


def read_json_alike() -> None:
	"""`before_request`: a blank before what is JSON means nothing to whoever reads it, and would hide it from all that asks here."""
	for name, value in frappe.form_dict.items():
		if isinstance(value, str) and value[:1].isspace() and (bare := value.lstrip())[:1] in ("[", "{", '"'):
			frappe.form_dict[name] = bare


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

	Of accounts what colleagues may know, of our records the name they are shown by; as a filter and an order as well, in a
	list, in one value, in a calendar, on a card or a chart.
	"""
	if administers(frappe.session.user):
		return
	form = frappe.form_dict
	questions = [(_listed_doctype(), form)]
	for name in conditions.DOCUMENTS:
		card = conditions.read(form.get(name))
		if isinstance(card, dict) and isinstance(card.get("document_type"), str):
			questions += [(card["document_type"], card), (card["document_type"], form)]
	for doctype, asked in questions:
		if doctype and frappe.db.exists("DocType", doctype, cache=True):
			_refuse_foreign_columns(doctype, asked)


def _refuse_foreign_columns(doctype: str, asked: dict) -> None:
	meta = frappe.get_meta(doctype)
	if doctype == "User":
		_refuse_columns_of_colleagues(meta)
	if doctype in ROW_RESTRICTED:
		_refuse_columns_through_no_field(meta)
	for column in COLUMNS:
		for fieldname, of_target in DOTTED.findall(str(asked.get(column) or "")):
			field = meta.get_field(fieldname)
			target = "User" if fieldname in ("owner", "modified_by") else field and field.options
			if target and (not field or field.fieldtype == "Link") and not _is_open(target, of_target):
				raise frappe.PermissionError


def _refuse_columns_through_no_field(meta) -> None:
	"""The framework stumbles over them. Columns alone: what somebody looks for may hold a full stop."""
	for fieldname in UNQUOTED.findall(str(frappe.form_dict.get("fields") or "")):
		if not (meta.get_field(fieldname) or fieldname in OF_EVERY_RECORD or fieldname.startswith("tab")):
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
	if request.method in ("GET", "HEAD", "OPTIONS") or user == "Guest" or not endpoints.is_own():
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
	if user == "Administrator" or endpoints.is_own() or endpoints.asked() in ANSWER_ALIKE:
		return
	path, form = frappe.request.path, frappe.form_dict
	if not all(frappe.has_permission(doctype, "create", user=user) for doctype in _made(path, form)):
		raise frappe.PermissionError  # else the links of what is not made anyway would be looked for first
	named = _named(path, form)
	attached = [each for each in _as_list(form.get("attachments")) if isinstance(each, str)]
	if not all(_may_be_named(doctype, name, user) for doctype, name in named) or not _may_attach(attached):
		frappe.clear_messages()  # newer frameworks say of a record that is there why it is refused
		raise frappe.PermissionError


def _may_be_named(doctype: str, name: str, user: str) -> bool:
	if SPELLED.get(doctype.strip().casefold(), doctype) != doctype:
		return False  # the database finds it all the same, and no rule of ours does
	if doctype not in RULES or RULES[doctype].parent or name == "new" or name.startswith("new-"):
		return True
	if doctype not in ROW_RESTRICTED:
		return any(frappe.has_permission(doctype, right, user=user) for right in ("read", "select"))
	if not frappe.db.exists(doctype, name):
		return frappe.has_permission(doctype, "read", user=user) and reach_of(user, doctype).everything
	return bool(frappe.has_permission(doctype, "read", doc=name, user=user))


def _may_attach(files: list[str]) -> bool:
	"""The framework attaches any file by its id to a mail or a record, with every right waived."""
	return all(
		frappe.db.exists("File", each) and frappe.has_permission("File", "read", doc=each) for each in files
	)


def _named(path: str, form) -> list[tuple[str, str]]:
	"""(DocType, name) of every record that the request names, in its path or among its arguments."""
	documents = [
		each for key in ("doc", "docs") for each in _as_list(form.get(key)) if isinstance(each, dict)
	]
	found = []
	for start in RESOURCES:
		if path.startswith(start):
			doctype, _slash, name = path.removeprefix(start).strip("/").partition("/")
			found += [(doctype, name.split("/method/")[0])]
			documents += [] if doctype in RULES else [form]
	found += [
		(each.get(doctype), each.get(name))
		for each in (form, *_with_rows(documents))
		for doctype, name in PAIRS
	]
	for doctype in ("doctype", "dt"):
		for key in LISTS:
			found += [(form.get(doctype), name) for name in _as_list(form.get(key)) if isinstance(name, str)]
	found += _cards(form)
	return [pair for pair in found if all(isinstance(part, str) and part for part in pair)]


def _cards(form) -> list[tuple[str | None, str]]:
	"""Records that a request names as the cards of a board, which knows their kind."""
	if not isinstance(board := form.get("board_name"), str):
		return []
	doctype = frappe.db.get_value("Kanban Board", board, "reference_doctype")
	columns = [
		each for order in _as_list(form.get("order")) if isinstance(order, dict) for each in order.values()
	]
	return [(doctype, card) for card in (form.get("docname"), *chain.from_iterable(map(_as_list, columns)))]


def _made(path: str, form) -> set[str]:
	"""Kinds of our records that the request makes one of."""
	found = set()
	for start in RESOURCES:
		if path.startswith(start) and frappe.request.method == "POST" and "run_method" not in form:
			doctype, _slash, name = path.removeprefix(start).strip("/").partition("/")
			found |= {doctype} if not name else set()
	for key in ("doc", "docs"):
		for each in _as_list(form.get(key)):
			if (
				isinstance(each, dict)
				and (each.get("__islocal") or not each.get("name"))
				and not each.get("docname")
			):
				found |= {each.get("doctype")}
	return {
		doctype
		for doctype in found
		if isinstance(doctype, str) and doctype in RULES and not RULES[doctype].parent
	}


def _with_rows(documents: list[dict]):
	"""A row of a table names records as its document does: who takes part in an event, whose address it is.

	What a record of ours names it checks itself.
	"""
	own = ("name", "docname")
	for document in documents:
		is_ours = document.get("doctype") in RULES
		left_out = own if document.get("__islocal") else ()  # what is new has no name yet
		kept = (*own, "doctype") if is_ours else document
		yield {key: document.get(key) for key in kept if key not in left_out}
		for value in () if is_ours else document.values():
			yield from (row for row in value if isinstance(row, dict)) if isinstance(value, list) else ()


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
