"""Rows of the framework that point at a record: assignments, followers, versions, comments and their kin follow it.

The framework lists them by role alone, so names, states and old texts of records were read past the record's own rule,
and anybody could hang a task or a follower on any record. Who may not read a record of ours sees nothing that points at it.
"""

import frappe
from frappe import _
from frappe.permissions import get_role_permissions

from campus_safety.access.checks import list_condition, reach_of, stored_row
from campus_safety.access.circle import is_mailed_to_circle, mails_to_circle
from campus_safety.access.rules import ROW_RESTRICTED, RULES

KEEPER = "Administrator"
# {DocType: (field with the DocType, field with the name)}
POINTERS = {
	"Activity Log": ("reference_doctype", "reference_name"),
	"Background Task": ("ref_doctype", "ref_docname"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"DocShare": ("share_doctype", "share_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Document Share Key": ("reference_doctype", "reference_docname"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"Email Unsubscribe": ("reference_doctype", "reference_name"),
	"Energy Point Log": ("reference_doctype", "reference_name"),
	"Error Log": ("reference_doctype", "reference_name"),
	"Integration Request": ("reference_doctype", "reference_docname"),
	"Milestone": ("reference_type", "reference_name"),
	"Reminder": ("reminder_doctype", "reminder_docname"),
	"Submission Queue": ("ref_doctype", "ref_docname"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Version": ("ref_doctype", "docname"),
	"View Log": ("reference_doctype", "reference_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
}
# what points through a table of its own
TABLES = {"Event": ("event_participants", "Event Participants", "reference_doctype", "reference_docname")}
# the app's and the framework's own code makes these for people, so it is asked whatever right is waived
NEVER_WAIVED = frozenset(("ToDo", "Document Follow"))
FOLLOWING = (*POINTERS, *TABLES, "Prepared Report", "Notification Log")


def condition_of(doctype: str, user: str | None = None) -> str:
	"""`permission_query_conditions`: one condition for the whole list; "" for Administrator."""
	user = user or frappe.session.user
	if user == KEEPER or not frappe.db.table_exists("Campus Student"):
		return ""
	if doctype == "Email Queue":
		reached = _rows_in_reach(f"`tab{doctype}`", *POINTERS[doctype], user)
		return f"({reached} and not {mails_to_circle(f'`tab{doctype}`')})"
	if doctype in POINTERS:
		return _rows_in_reach(f"`tab{doctype}`", *POINTERS[doctype], user)
	if doctype in TABLES:
		table, child, *fields = TABLES[doctype]
		return (
			f"not exists (select 1 from `tab{child}` pointing where pointing.parent = `tab{doctype}`.name"
			f" and pointing.parentfield = '{table}' and not {_rows_in_reach('pointing', *fields, user)})"
		)
	if doctype == "Prepared Report":
		ours = _listed(ROW_RESTRICTED)
		return (
			f"(`tabPrepared Report`.owner = {frappe.db.escape(user)} or `tabPrepared Report`.report_name not in"
			f" (select `tabReport`.name from `tabReport` where `tabReport`.ref_doctype in ({ours})))"
		)
	return f"`tabNotification Log`.for_user = {frappe.db.escape(user)}"


def _rows_in_reach(table: str, of_doctype: str, of_name: str, user: str) -> str:
	ways = [f"ifnull({table}.`{of_doctype}`, '') not in ({_listed(RULES)})"]
	for doctype in _readable(user):
		rows, asked = list_condition(doctype, user), f"{table}.`{of_doctype}` = {frappe.db.escape(doctype)}"
		if rows:
			asked += (
				f" and {table}.`{of_name}` in (select `tab{doctype}`.name from `tab{doctype}` where {rows})"
			)
		if rows != "1=0":
			ways.append(f"({asked})")
	return f"({' or '.join(ways)})"


def _readable(user: str) -> list[str]:
	"""The DocTypes of which the user may read some records, by a role or because one is shared; shares are asked for at once."""
	shared = set(
		frappe.get_all(
			"DocShare",
			filters={"read": 1, "share_doctype": ("in", list(RULES))},
			or_filters={"user": user, "everyone": 1},
			pluck="share_doctype",
		)
	)
	return [
		doctype
		for doctype, rule in RULES.items()
		if not rule.parent
		and (doctype in shared or get_role_permissions(frappe.get_meta(doctype), user=user).get("read"))
	]


def _listed(names) -> str:
	return ", ".join(frappe.db.escape(name) for name in sorted(names))


def follows_row(doc, ptype: str | None = None, user: str | None = None) -> bool:
	"""`has_permission`: denies what points at a record out of reach, else the framework's own answer."""
	user = user or frappe.session.user
	if user != KEEPER and not _is_in_reach(doc, user):
		return False
	return _frameworks_answer(doc, ptype, user)


def _is_in_reach(doc, user: str) -> bool:
	if doc.doctype == "Notification Log":
		return not doc.for_user or doc.for_user == user
	if doc.doctype == "Prepared Report":
		about = frappe.db.get_value("Report", doc.report_name, "ref_doctype") if doc.report_name else None
		return about not in ROW_RESTRICTED or doc.owner in (None, user)
	if doc.doctype == "Email Queue" and is_mailed_to_circle(row.recipient for row in doc.get("recipients")):
		return False
	return all(reads(doctype, name, user) for doctype, name in _targets(doc))


def _targets(doc) -> list[tuple[str, str]]:
	if doc.doctype in POINTERS:
		return [tuple(doc.get(field) for field in POINTERS[doc.doctype])]
	table, _child, *fields = TABLES[doc.doctype]
	return [tuple(row.get(field) for field in fields) for row in doc.get(table) or []]


def reads(doctype: str | None, name: str | None, user: str) -> bool:
	"""May the user read that record? Of other apps' DocTypes nothing is said here: yes."""
	rule = RULES.get(doctype)
	if not rule or user == KEEPER:
		return True
	if rule.parent or not frappe.has_permission(doctype, "read", user=user):
		return False
	if frappe.get_meta(doctype).issingle:
		return True
	row = stored_row(frappe._dict(doctype=doctype, name=name))
	return bool(row) and reach_of(user, doctype).covers(row)


def _frameworks_answer(doc, ptype: str | None, user: str) -> bool:
	own = f"{__name__}.{follows_row.__name__}"
	for path in frappe.get_hooks("has_permission").get(doc.doctype, []):
		if path == own:
			continue
		answer = frappe.call(frappe.get_attr(path), doc=doc, ptype=ptype, user=user)
		if answer is not None and not answer:
			return False
	return True


def refuse_pointer(doc, method: str | None = None) -> None:
	"""`validate`: nobody hangs anything on a record that they, or whoever follows it, may not read."""
	if doc.flags.ignore_permissions and doc.doctype not in NEVER_WAIVED:
		return
	before = doc.get_doc_before_save()
	known = set(_targets(before)) if before else set()
	users = {frappe.session.user} | ({doc.user} if doc.doctype == "Document Follow" and doc.user else set())
	for doctype, name in set(_targets(doc)) - known:
		if not all(reads(doctype, name, user) for user in users):
			frappe.throw(_("You may not open this record."), frappe.PermissionError)


def function_name(doctype: str) -> str:
	return "of_" + doctype.lower().replace(" ", "_")


def _condition(doctype: str):
	def condition(user: str | None = None, doctype: str = doctype) -> str:
		return condition_of(doctype, user)

	return condition


# older frameworks hand a list condition the user only, so each DocType has a function of its own (see access/hooks.py)
globals().update({function_name(doctype): _condition(doctype) for doctype in FOLLOWING})
