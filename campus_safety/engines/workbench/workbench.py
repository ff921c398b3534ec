"""The workbench 我的工作台: what waits for a person 待我办理, what they wait for from others 等待他人, and their duties.

What can wait is declared in declared/. Every row comes from the person's own list, so nothing is shown here
that the list of that DocType would not show.
"""

from collections import Counter
from datetime import date

import frappe
from frappe import _
from frappe.permissions import get_role_permissions
from frappe.utils import getdate

from campus_safety.access import checks
from campus_safety.access.queries import dated
from campus_safety.access.scopes import SCHOOL_WIDE, has_any_role, held
from campus_safety.declared import AWAITED, WAITING
from campus_safety.domain.waiting import Waiting
from campus_safety.engines.alerts import board
from campus_safety.engines.duties import exempt, mine, overview
from campus_safety.engines.workbench import permitted_lists, why_empty
from campus_safety.engines.workbench.permitted_count import count_permitted
from campus_safety.records.students import AT_SCHOOL

SHOWN = 5  # rows of one kind on the workspace; the rest is one tap away
MOST_GROUPS = 12
# documents that a line of WAITING names instead of filtering for them: from the user to their names
NAMED = {"exemptions asked for": exempt.get_asked, "alerts that call": board.get_calling}


def get_page(today: date, user: str | None = None) -> dict:
	"""All the page shows, in few queries (a test counts them): duties, progress, waiting, awaited, team or school."""
	user = user or frappe.session.user
	known, now = mine.get_rules(), overview.Now.of(today)
	with checks.worked_out_once():
		duties = mine.get_now(user, today, known, since=now.first)
		return {
			"today": today,
			"now": now.as_dict(),
			"duties": duties,
			"empty": None if duties else why_empty.find(user, today),
			"progress": mine.get_progress(user, now, known),
			**read_lines({"waiting": WAITING, "awaited": AWAITED}, user, today),
			"team": overview.get_team(user, now),
			"heat": overview.get_heat(user, now, known),
		}


def get_duty_counts(today: date, user: str | None = None) -> dict[str, int]:
	"""How many duties are due today, overdue, due soon, missed: for the block, which leads to the page."""
	since = overview.Now.of(today).first
	groups = mine.get_now(user or frappe.session.user, today, mine.get_rules(), since)
	return {
		urgency: sum(group["count"] for group in groups if group["urgency"] == urgency)
		for urgency in mine.ORDER
	}


def get_waiting(today: date, user: str | None = None) -> list[dict]:
	"""The kinds of work that wait for the user, each with its first rows; kinds with nothing are left out."""
	user = user or frappe.session.user
	with checks.worked_out_once():
		return read_lines({"waiting": WAITING}, user, today)["waiting"]


def read_lines(
	tables: dict[str, tuple[Waiting, ...]], user: str, today: date, shown: int = SHOWN
) -> dict[str, list[dict]]:
	"""Of each table the kinds with something in it, for the session's user: {table: [kind with its first `shown` rows]}."""
	concerned = {
		(table, waiting): _filters(waiting, user, today)
		for table, kinds in tables.items()
		for waiting in kinds
		if _concerns(waiting, user)
	}
	_leave_out_signed(concerned, user)
	found = permitted_lists.read(
		(
			permitted_lists.Asked(
				f"{table}|{waiting.label}",
				waiting.doctype,
				dated(filters)
				if waiting.due
				else filters,  # a device that was never heard is silent all the same
				waiting.when,
				waiting.title,
				waiting.note,
				waiting.level,
				waiting.details,
			)
			for (table, waiting), filters in concerned.items()
		),
		shown,
	)
	return {
		table: [
			_kind(waiting, filters, *found[f"{table}|{waiting.label}"], today)
			for (of_table, waiting), filters in concerned.items()
			if of_table == table and f"{table}|{waiting.label}" in found
		]
		for table in tables
	}


def _filters(waiting: Waiting, user: str, today: date) -> dict:
	filters = waiting.filters(user, today)
	return filters | {"name": ("in", NAMED[waiting.named](user) or ["-"])} if waiting.named else filters


def _concerns(waiting: Waiting, user: str) -> bool:
	if waiting.roles and not has_any_role(user, waiting.roles):
		return False
	# by role alone: what is shared with somebody is no work of theirs
	return bool(get_role_permissions(frappe.get_meta(waiting.doctype), user).get("read"))


def _kind(waiting: Waiting, filters: dict, count: int, rows: list[dict], today: date) -> dict:
	return {
		"label": waiting.label,
		"doctype": waiting.doctype,
		"filters": filters,
		"count": count,
		"since": waiting.since,
		"urgent": waiting.urgent,
		"rows": [_row(waiting, row, today) for row in rows],
	}


def _row(waiting: Waiting, row: dict, today: date) -> dict:
	when = row["at"]
	return {
		"name": row["name"],
		"title": _in_words(waiting, row["title"]) or _without_title(waiting, row["name"]),
		"when": when,
		"late": bool(waiting.due and when and getdate(when) < today),
		**({"note": row["note"]} if waiting.note else {}),
		**({"level": row["level"]} if waiting.level else {}),
		**({"details": frappe.parse_json(row["details"])} if waiting.details else {}),
	}


def _in_words(waiting: Waiting, title: list[str]) -> str:
	"""A choice that stands in a title is read in the words of its DocType."""
	fields = map(frappe.get_meta(waiting.doctype).get_field, waiting.title or ())
	options = {
		option
		for field in fields
		if field and field.fieldtype == "Select"
		for option in (field.options or "").split("\n")
	}
	return " ".join(_(part, context=waiting.doctype) if part in options else part for part in title)


def _without_title(waiting: Waiting, name: str) -> str:
	"""A line that says nothing is tapped by nobody."""
	return _("Student not known yet") if "student" in waiting.title else name


def _leave_out_signed(concerned: dict, user: str) -> None:
	"""Documents that carry a signature of the user which still counts wait for others."""
	if not any(waiting.unsigned for _table, waiting in concerned):
		return
	signed = frappe.get_all(
		"Campus Signature", filters={"user": user, "void": 0}, fields=["parent", "parenttype"]
	)
	for (_table, waiting), filters in concerned.items():
		if waiting.unsigned:
			names = {row.parent for row in signed if row.parenttype == waiting.doctype}
			filters["name"] = ("not in", sorted(names) or [""])


def get_students(user: str | None = None) -> list[dict]:
	"""Whom the user looks after, by class (or college, or building), and the key students among them."""
	user = user or frappe.session.user
	if not frappe.has_permission("Campus Student", "read", user=user):
		return []
	by, values = _grouping(user)
	keys = _key_students(by) if by != "dormitory_building" else Counter()
	return [
		{"by": by, "value": value, "count": count, "key_count": keys[value]}
		for value in values[:MOST_GROUPS]
		if (count := count_permitted("Campus Student", {by: value, "status": ("in", AT_SCHOOL)}))
	]


def _grouping(user: str) -> tuple[str, list[str]]:
	if has_any_role(user, SCHOOL_WIDE):
		return "college", frappe.get_all(
			"Campus Unit", {"unit_type": "College"}, order_by="lft", pluck="name"
		)
	buildings = held(user, "Campus Dormitory")
	if buildings:
		return "dormitory_building", frappe.get_all(
			"Campus Dormitory",
			{"name": ("in", buildings), "dormitory_type": "Building"},
			order_by="lft",
			pluck="name",
		)
	units = held(user, "Campus Unit") or {
		frappe.db.get_value("Campus Student", student, "unit") for student in held(user, "Campus Student")
	}
	return "unit", frappe.get_all(
		"Campus Unit", {"name": ("in", units), "unit_type": "Class"}, order_by="lft", pluck="name"
	)


def _key_students(by: str) -> Counter:
	if not frappe.has_permission("Campus Risk Status", "read"):
		return Counter()
	rows = frappe.get_list("Campus Risk Status", filters={"status": "Active"}, pluck=by, limit_page_length=0)
	return Counter(rows)
