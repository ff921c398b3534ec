"""The two questions the framework asks, answered from one reach: which rows, and may this document be opened."""

from contextlib import contextmanager

import frappe
from frappe.utils import now_datetime

from campus_safety.access.rules import RULES
from campus_safety.domain.roles import SYSTEM_MANAGER
from campus_safety.domain.visibility import EVERYTHING, Match, Reach

READING = frozenset(("read", "select", "print"))
MAKING = frozenset(("create",))


def reach_of(user: str, doctype: str, ptype: str = "read") -> Reach:
	"""What the user reaches of a DocType for one kind of access; breaking the glass adds reading only."""
	if user == "Administrator":
		return EVERYTHING
	known = getattr(frappe.local, "campus_reaches", None)
	if known is None:
		return _work_out(user, doctype, ptype)
	if (user, doctype, ptype) not in known:
		known[user, doctype, ptype] = _work_out(user, doctype, ptype)
	return known[user, doctype, ptype]


def _work_out(user: str, doctype: str, ptype: str) -> Reach:
	rule = RULES[doctype]
	reach = rule.reach(user, doctype)
	if rule.opens_in_emergency and ptype in READING:
		reach |= Reach.of(Match.on(name=granted_names(user, doctype)))
	return reach


@contextmanager
def worked_out_once():
	"""Inside, the reach over a DocType is worked out once: for a page that reads many lists and writes nothing."""
	frappe.local.campus_reaches = {}
	try:
		yield
	finally:
		frappe.local.campus_reaches = None


def granted_names(user: str, doctype: str) -> frozenset[str]:
	"""Documents opened to the user by a break-glass grant that has not run out."""
	once = getattr(frappe.local, "campus_reaches", None)
	if once is None:
		return frozenset(name for _doctype, name in _get_granted(user, doctype))
	if ("grants", user) not in once:
		once["grants", user] = _get_granted(user)
	return frozenset(name for of, name in once["grants", user] if of == doctype)


def _get_granted(user: str, doctype: str | None = None) -> list[tuple[str, str]]:
	filters = {"user": user, "expires_at": (">", now_datetime())}
	if doctype:
		filters["reference_doctype"] = doctype
	fields = ["reference_doctype", "reference_name"]
	return frappe.get_all("Campus Emergency Access", filters=filters, fields=fields, as_list=True)


def list_condition(doctype: str, user: str | None = None) -> str:
	"""`permission_query_conditions`: also asked for Administrator, who reads ciphertext only."""
	reach = reach_of(user or frappe.session.user, doctype)
	return reach.sql(f"`tab{doctype}`", literal)


def literal(value: str) -> str:
	"""A value in a condition's text. v15 runs the text as it is, v16 formats it: no percent sign may stand in it."""
	if "%" not in value:
		return frappe.db.escape(value)
	parts = ", char(37 using utf8mb4), ".join(frappe.db.escape(part) for part in value.split("%"))
	return f"concat({parts})"


def covers(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""`has_permission`: always a real True or False (None means allow on v15 and deny on v16).

	A document being made has no row yet: what it may be made about is checked by the record itself
	(`CampusRecord.validate_scope`), with the values it is saved with. Asked about a row that is there, to make it is to
	write it: a new row of its child table is a change of the record.
	"""
	stored, asked = stored_row(doc), ptype or "read"
	if asked in MAKING or doc.get("__islocal") or not doc.get("name"):
		if not stored:
			return True
		asked = "write"
	return reach_of(user or frappe.session.user, doc.doctype, asked).covers(stored or doc)


def stored_row(doc):
	"""The row as the database holds it, None while there is none: a client's unsaved changes must not widen its own reach."""
	return frappe.db.get_value(doc.doctype, doc.name, "*", as_dict=True) if doc.get("name") else None


def administers(user: str) -> bool:
	"""Who administers the machine configures it and opens nothing, whatever other role the account has."""
	return user == "Administrator" or SYSTEM_MANAGER in frappe.get_roles(user)


def opens_to_session(doc) -> bool:
	"""Does the session user belong to the circle of this protected document?"""
	return not administers(frappe.session.user) and bool(
		frappe.has_permission(doc.doctype, "read", doc=doc.name)
	)


def covers_student(student: str | None, user: str | None = None) -> bool:
	"""Does the user look after this student (domain §0: unit, dormitory, or named)?"""
	if not student:
		return False
	reach = reach_of(user or frappe.session.user, "Campus Student")
	row = frappe.db.get_value("Campus Student", student, ["name", "unit", "dormitory"], as_dict=True)
	return bool(row) and reach.covers(row)


def get_permitted(doctype: str, name: str, ptype: str, refusal: str):
	"""The document, for whoever may. Who may not hears the same of one that is there and of one that is not.

	refusal: what is said to them. Errors: frappe.PermissionError.
	"""
	may = frappe.has_permission(doctype, ptype) and frappe.db.exists(doctype, name)
	document = frappe.get_doc(doctype, name) if may else None
	if not (document and frappe.has_permission(doctype, ptype, doc=document)):
		frappe.throw(refusal, frappe.PermissionError)
	return document
