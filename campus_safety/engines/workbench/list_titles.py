"""Titles of linked rows for a list view, read after the list.

A list view asks for them as columns of a join (`taken_by.full_name as taken_by_full_name`). The query engine of v16
puts the rules of the linked DocType on the whole list, not on the join: rows whose link is empty or out of reach
disappear, an absence case that nobody has taken for one. Read afterwards, the row stays and only its title is blank.
"""

import re
from dataclasses import dataclass

import frappe
from frappe import _

ACCOUNTS = ("owner", "modified_by", "assigned_to")
TITLE_COLUMN = re.compile(r"(?P<link>\w+)\.(?P<field>\w+) as (?P=link)_(?P=field)")


@dataclass(frozen=True)
class Title:
	"""One column: the link, the linked DocType, its field that is the title."""

	link: str
	doctype: str
	field: str


def take_from(request: dict) -> list[Title]:
	"""Take the title columns out of a list view's request, the links' own columns stay in it."""
	doctype, fields = request.get("doctype"), frappe.parse_json(request.get("fields"))
	if not isinstance(doctype, str) or not isinstance(fields, list) or request.get("group_by"):
		return []
	if not frappe.db.exists("DocType", doctype, cache=True):
		return []
	titles, kept = [], []
	for field in fields:
		title = _read(doctype, field)
		kept.append(f"`tab{doctype}`.`{title.link}`" if title else field)
		titles += [title] if title else []
	if titles:
		request["fields"] = frappe.as_json(list(dict.fromkeys(kept)))
	return titles


def _read(doctype: str, column) -> Title | None:
	found = TITLE_COLUMN.fullmatch(column) if isinstance(column, str) else None
	df = found and frappe.get_meta(doctype).get_field(found["link"])
	if not df or df.fieldtype != "Link" or frappe.get_meta(df.options).title_field != found["field"]:
		return None
	return Title(df.fieldname, df.options, found["field"])


def add_to(answer: dict | list, titles: list[Title]) -> dict | list:
	"""The framework's answer, {keys, values}, with a column for each title; rows out of the reader's reach have none."""
	if not isinstance(answer, dict) or not answer.get("values"):
		return answer
	for title in titles:
		if title.link not in answer["keys"]:
			continue  # a field the reader may not see
		place = answer["keys"].index(title.link)
		names = _read_titles(title, {row[place] for row in answer["values"] if row[place]})
		answer["keys"].append(f"{title.link}_{title.field}")
		for row in answer["values"]:
			row.append(names.get(row[place]))
	return answer


def _read_titles(title: Title, names: set[str]) -> dict[str, str]:
	if not names or not any(frappe.has_permission(title.doctype, ptype) for ptype in ("read", "select")):
		return {}
	return dict(
		frappe.get_list(
			title.doctype,
			filters={"name": ("in", sorted(names))},
			fields=["name", title.field],
			as_list=True,
			order_by=None,
			limit_page_length=0,
		)
	)


def name_values(rows: list[dict], doctype: str, field: str) -> list[dict]:
	"""Values of a field, {name, count}, with the `title` by which people know them; none where the value says it itself."""
	df = frappe.get_meta(doctype).get_field(field)
	if df and df.fieldtype == "Select":
		return [{**row, "title": _(row["name"], context=doctype)} if row["name"] else row for row in rows]
	linked = "User" if field in ACCOUNTS else df.options if df and df.fieldtype == "Link" else None
	if not linked:
		return rows
	meta = frappe.get_meta(linked)
	if meta.translated_doctype:
		return [{**row, "title": _(row["name"])} if row["name"] else row for row in rows]
	if not meta.title_field or not (meta.show_title_field_in_link or linked == "User"):
		return rows
	names = _read_titles(Title(field, linked, meta.title_field), {row["name"] for row in rows if row["name"]})
	return [{**row, "title": names.get(row["name"])} for row in rows]
