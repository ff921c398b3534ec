"""Every list, count and report an account may open, as questions; and which of the queries behind them no index could answer."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe
from frappe.desk import query_report

from campus_safety.access.rules import RULES
from campus_safety.api import overrides, workbench, workspace

COUNTED = 1_001  # rows at most, as v15 counts for a list
# tables that grow with every day of a school
DUTY, TALK = "Campus Duty Obligation", "Campus Heart Talk"
GROWING = (
	DUTY,
	TALK,
	"Campus Parent Contact",
	"Campus Leave Permit",
	"Campus Night Roll Call Row",
	"Campus Gate Event",
	"Campus Access Log",
	"Campus Seal Leaf",
	"Campus Message Outbox",
	"Campus Alert",
)

# (part of the query, why it reads the whole table)
# (what stands in the statement, whatever the framework's way of writing it; why)
ALLOWED = (
	(
		re.compile(r"`occurred_on`(, '0001[^)]*\))? between", re.IGNORECASE),
		"the cover sheet counts each kind once by the day it happened, for the whole school, a few times a year",
	),
	(
		re.compile(r"`creation`(, '0001[^)]*\))? between", re.IGNORECASE),
		"the burden account's sample: the framework keeps no index on creation in v15",
	),
)


def questions(user: str, day: str, term: str) -> Iterator[tuple[str, Callable]]:
	"""(label, ask) of each list, count and report that is the account's, its workbench and its start page."""
	frappe.set_user(user)
	for doctype, rule in sorted(RULES.items()):
		if rule.parent or not frappe.has_permission(doctype, "read", user=user) or _is_single(doctype):
			continue
		yield f"list {doctype}", lambda doctype=doctype: ask_list(doctype)
		yield f"count {doctype}", lambda doctype=doctype: ask_count(doctype)
	for state in ("Open", "Overdue", "Exempt"):
		yield f"list duties {state}", lambda state=state: ask_list(DUTY, {"state": state})
	student = frappe.db.get_value("Campus Student", {}, "name")
	yield "list duties of a student", lambda: ask_list(DUTY, {"student": student})
	yield "list talks Void", lambda: ask_list(TALK, {"status": "Void"})
	for report in frappe.get_all(
		"Report", {"module": ("like", "Campus%"), "disabled": 0}, ["name", "ref_doctype"], order_by="name"
	):
		if (
			frappe.has_permission(report.ref_doctype, "report", user=user)
			and frappe.get_doc("Report", report.name).is_permitted()
		):
			for filters in filters_of(report.name, day, term):
				words = " ".join(map(str, filters.values()))
				yield (
					f"report {report.name} {words}",
					lambda name=report.name, filters=filters: query_report.run(
						name, dict(filters), ignore_prepared_report=True
					),
				)
	yield "workbench", workbench.get_workbench
	yield "start page", workspace.get_workbench


def _is_single(doctype: str) -> bool:
	return bool(frappe.get_meta(doctype).issingle)


def filters_of(report: str, day: str, term: str) -> list[dict]:
	if report == "Campus Duty Coverage":
		return [{"group_by": group, "term": term} for group in ("College", "Class", "Person", "Rule")]
	if report == "Campus Nightly Report":
		return [{"roll_date": day, "group_by": "Class"}]
	return [{}]


def ask_list(doctype: str, filters: dict | None = None):
	"""What the Desk's list view asks for."""
	meta = frappe.get_meta(doctype)
	shown = (
		field.fieldname
		for field in meta.fields
		if field.in_list_view and field.fieldtype not in ("Table", "Button", "HTML")
	)
	field, upwards = meta.sort_field or "modified", (meta.sort_order or "").lower() == "asc"
	frappe.local.form_dict = frappe._dict(
		doctype=doctype,
		fields=frappe.as_json([f"`tab{doctype}`.`{name}`" for name in ("name", "modified", *shown)]),
		filters=frappe.as_json([[doctype, key, "=", value] for key, value in (filters or {}).items()]),
		order_by=f"`tab{doctype}`.`{field}` asc" if upwards else f"`tab{doctype}`.`{field}` desc",
		start=0,
		page_length=20,
		view="List",
	)
	return overrides.get_rows()


def ask_count(doctype: str):
	"""What the Desk asks for beside a list: it says 1000+ where there are more."""
	frappe.local.form_dict = frappe._dict(
		doctype=doctype, filters="[]", fields="[]", distinct="false", limit=COUNTED
	)
	return overrides.get_row_count()


@contextmanager
def listening(queries: list):
	"""Whatever the database is asked meanwhile is added to `queries` as (text, values), and answered as ever.

	At this connection, not at its class: the framework's `assertQueryCount` leaves a `sql` of its own there for ever.
	"""
	real = frappe.db.sql

	def heard(query, values=(), *args, **kwargs):
		text = str(query)
		if text.lstrip().lower().startswith(("select", "(select", "update", "insert", "with")):
			queries.append((text, values))
		return real(query, values, *args, **kwargs)

	frappe.db.sql = heard
	try:
		yield
	finally:
		frappe.db.sql = real


def get_unindexed(queries: list) -> set[str]:
	"""Queries with a condition that read a growing table whole because no index of it could serve: so on any number of rows.

	Which index the database takes of several is decided by their sizes: `benchmarks/big_school.py` asks for that.
	"""
	found = set()
	for query, values in queries:
		text = " ".join(query.split())
		if " where " not in text.lower() or not any(f"`tab{doctype}`" in text for doctype in GROWING):
			continue
		for row in frappe.db.sql(f"explain {query}", values or (), as_dict=True):
			whole = row.type in ("ALL", "index") and not row.possible_keys
			if whole and _is_growing(str(row.table), text):
				found.add(f"{row.table}: {text[:700]}")
	return found


def _is_growing(table: str, query: str) -> bool:
	"""table: as EXPLAIN names it, by its alias where the query gives it one."""
	return any(table == f"tab{doctype}" or f"`tab{doctype}` `{table}`" in query for doctype in GROWING)
