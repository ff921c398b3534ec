"""The timeline of one student: all the session user may see, each DocType asked through its own list."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import cint, get_datetime

from campus_safety.declared import TIMELINE
from campus_safety.domain.timeline import CONTEXT, Moment, Source
from campus_safety.engines.ledgers.wording import title_of

FURTHEST_ENTRY = 10_000
MOST_ENTRIES = 200  # per request


def get_timeline(student: str, start: int, limit: int, now: datetime, doctype: str | None = None) -> dict:
	"""{"entries": newest first, "has_more": whether older ones follow, "kinds": what the reader may choose from}.

	An entry: at, doctype, name, title, what, summary, author, icon. Dates that lie ahead (plans) come first.
	doctype: of one kind only.
	"""
	start, limit = min(max(cint(start), 0), FURTHEST_ENTRY), min(max(cint(limit), 1), MOST_ENTRIES)
	wanted = start + limit + 1
	readable = [source for source in TIMELINE if frappe.has_permission(source.doctype, "read")]
	entries = [
		entry
		for source in readable
		if doctype in (None, "", source.doctype)
		for moment in source.moments
		for entry in get_entries(source, moment, student, wanted, now)
	]
	entries.sort(key=lambda entry: (get_datetime(entry["at"]), entry["doctype"], entry["name"]), reverse=True)
	return {
		"entries": _with_authors(entries[start : start + limit]),
		"has_more": len(entries) > start + limit,
		"kinds": [{"doctype": source.doctype, "title": _(source.doctype)} for source in readable],
	}


def _with_authors(entries: list[dict]) -> list[dict]:
	users = {entry["author"] for entry in entries if entry["author"]}
	names = dict(
		frappe.get_all(
			"User",
			filters={"name": ("in", sorted(users) or [""])},
			fields=["name", "full_name"],
			as_list=True,
		)
	)
	return [{**entry, "author": names.get(entry["author"]) or ""} for entry in entries]


def get_entries(source: Source, moment: Moment, student: str, limit: int, now: datetime) -> list[dict]:
	"""The newest `limit` entries of one kind; `get_list`, so that the DocType's own conditions decide."""
	meta = frappe.get_meta(source.doctype)
	fields = [field for field in source.summary if meta.has_field(field)]
	author = ["recorded_by"] if meta.has_field("recorded_by") else []
	rows = frappe.get_list(
		source.doctype,
		filters=[[source.doctype, moment.date_field, "is", "set"]],
		or_filters=[[source.doctype, field, "=", student] for field in source.student_fields],
		fields=["name", f"{moment.date_field} as at", *author, *fields],
		order_by=f"`tab{source.doctype}`.`{moment.date_field}` desc",
		limit_page_length=limit,
	)
	return [
		{
			"at": str(row.at),
			"ahead": get_datetime(row.at) > now,
			"doctype": source.doctype,
			"name": row.name,
			"title": _(source.doctype),
			"what": _(moment.label, context=CONTEXT),
			"summary": [text for field in fields if (text := shown(meta.get_field(field), row.get(field)))],
			"author": row.get("recorded_by"),
			"icon": source.icon,
		}
		for row in rows
	]


def shown(field, value) -> str:
	if field.fieldtype == "Check":
		return _(field.label, context=field.parent) if cint(value) else ""
	if not value:
		return ""
	if field.fieldtype == "Link":
		return title_of(field.options, value)
	return _(value, context=field.parent) if field.fieldtype == "Select" else str(value)


def get_standing(student: str) -> dict | None:
	"""Level and advice for whoever may see the student's risk status; the record behind it stays closed."""
	if not frappe.has_permission("Campus Risk Status", "read"):
		return None
	rows = frappe.get_list(
		"Campus Risk Status",
		filters={"student": student, "status": "Active"},
		fields=["risk_level", "since", "advice"],
		limit_page_length=1,
	)
	if not rows:
		return None
	level = frappe.get_cached_doc("Campus Risk Level", rows[0].risk_level)
	return {
		"level": _(level.level_name),
		"color": level.color,
		"since": str(rows[0].since or ""),
		"advice": rows[0].advice,
		"reads_ledger": bool(
			frappe.has_permission("Campus Risk Ledger", "read")
			and frappe.get_list("Campus Risk Ledger", filters={"student": student}, limit_page_length=1)
		),
	}
