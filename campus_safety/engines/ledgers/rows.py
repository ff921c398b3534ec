"""Cells of a ledger's rows: read set-based in the caller's scope, decrypted, put into plain words."""

from collections.abc import Iterator

import frappe
from frappe import _
from frappe.utils import cint, format_datetime, formatdate

from campus_safety.access.checks import granted_names
from campus_safety.access.rules import RULES
from campus_safety.domain.ledger_layouts import (
	CONTEXT,
	Fact,
	First,
	Layout,
	Related,
	Rows,
	Serial,
	Signed,
	Span,
	Value,
)
from campus_safety.engines.ledgers.layouts import get_facts_shown, get_secrets_shown, level_of
from campus_safety.engines.ledgers.wording import plain_text, title_of
from campus_safety.engines.opening.reveal import in_words

CHUNK = 500
_HEAD = ("unit", "college", "student", "status", "occurred_on")


def get_heads(layout: Layout, filters) -> list[frappe._dict]:
	"""Name, and unit, college, student, status, day where there are such, of every row the user may export, in order.

	Whoever broke the glass may read that record, not carry it away: such rows stay out.
	"""
	meta = frappe.get_meta(layout.doctype)
	heads = frappe.get_list(
		layout.doctype,
		filters=filters or {},
		fields=["name", *filter(meta.has_field, (*_HEAD, layout.never, layout.order_by[0]))],
		order_by=", ".join(f"`tab{layout.doctype}`.`{field}` asc" for field in layout.order_by),
		limit_page_length=0,
	)
	_sort_by_option(heads, meta.get_field(layout.order_by[0]))
	if layout.never:
		heads = [head for head in heads if not cint(head.get(layout.never))]
	granted = (
		granted_names(frappe.session.user, layout.doctype)
		if level_of(layout.doctype).is_protected
		else frozenset()
	)
	if not granted:
		return heads
	own = RULES[layout.doctype].reach(frappe.session.user, layout.doctype)
	return [
		head
		for head in heads
		if head.name not in granted
		or own.covers(frappe.db.get_value(layout.doctype, head.name, "*", as_dict=True))
	]


def _sort_by_option(heads: list, field) -> None:
	"""Levels and kinds stand in the order of their form, not of the alphabet; within one the order stays."""
	if field and field.fieldtype == "Select":
		places = {option: place for place, option in enumerate((field.options or "").split("\n"))}
		heads.sort(key=lambda head: places.get(head.get(field.fieldname), len(places)))


def get_rows(layout: Layout, names: list[str]) -> Iterator[list[str]]:
	"""Cells as text, row by row, in the order of `names`; they have passed the caller's own list already."""
	cells = Cells(layout)
	stored = [field for field in layout.fields if cells.meta.has_field(field)]
	for start in range(0, len(names), CHUNK):
		chunk = names[start : start + CHUNK]
		rows = {
			row.name: row
			for row in frappe.get_all(
				layout.doctype, filters={"name": ("in", chunk)}, fields=["name", *stored]
			)
		}
		children = {table: cells.children_of(table, chunk) for table in layout.tables}
		children |= {(each.doctype, each.by): cells.related_to(each, chunk) for each in layout.related}
		for number, name in enumerate(chunk, start + 1):
			yield cells.of(
				number, rows[name], {table: found.get(name, []) for table, found in children.items()}
			)


class Cells:
	"""Turns values of one layout into text, remembering titles of links it has met."""

	def __init__(self, layout: Layout):
		self.layout, self.meta = layout, frappe.get_meta(layout.doctype)
		self.titles: dict[tuple[str, str], str] = {}
		self.opens = frappe.session.user != "Administrator"
		# secret text leaves only where the declared layout lets it, whatever a school's own layout names
		self.shown = get_secrets_shown(layout.doctype)
		self.facts = get_facts_shown(layout.doctype)
		self.levels: dict[str, set[int]] = {}

	def children_of(self, table: str, names: list[str]) -> dict[str, list]:
		"""{record: its rows} of one child table."""
		found: dict[str, list] = {}
		for row in frappe.get_all(
			self.meta.get_field(table).options,
			filters={"parent": ("in", names), "parenttype": self.layout.doctype, "parentfield": table},
			fields=["*"],
			order_by="parent, idx",
		):
			found.setdefault(row.parent, []).append(row)
		return found

	def related_to(self, related: Related, names: list[str]) -> dict[str, list]:
		"""{record: those of another DocType that name it}, from the caller's own list."""
		found: dict[str, list] = {}
		if not frappe.has_permission(related.doctype, "read"):
			return found
		for row in frappe.get_list(
			related.doctype,
			filters={related.by: ("in", names)},
			fields=["name", related.by, *related.fields],
			order_by=f"`tab{related.doctype}`.`name` asc",
			limit_page_length=0,
		):
			found.setdefault(row.get(related.by), []).append(row)
		return found

	def of(self, number: int, row, children: dict[str, list]) -> list[str]:
		return [self.cell(column.source, number, row, children) for column in self.layout.columns]

	def cell(self, source, number: int, row, children: dict[str, list]) -> str:
		match source:
			case Serial():
				return str(number)
			case Value(field):
				return self.text(self.meta.get_field(field), row.get(field))
			case Fact(field, label):
				return self.fact(field, label, row.get(field))
			case Signed(field, reason):
				return (
					_("Signed", context="Ledger")
					if row.get(field)
					else self.text(self.meta.get_field(reason), row.get(reason))
				)
			case First(fields):
				return next(
					filter(None, (self.text(self.meta.get_field(each), row.get(each)) for each in fields)), ""
				)
			case Span(first, last):
				return self.span(row.get(first), row.get(last))
			case Rows(table, fields, joined_by, between):
				meta = frappe.get_meta(self.meta.get_field(table).options)
				return self.lines(meta, fields, children[table], joined_by, between)
			case Related(doctype, by, fields, joined_by, between):
				return self.lines(frappe.get_meta(doctype), fields, children[doctype, by], joined_by, between)

	def lines(self, meta, fields, rows: list, joined_by: str, between: str) -> str:
		"""Several rows in one cell, numbered when they stand below each other."""
		lines = [
			between.join(filter(None, (self.text(meta.get_field(field), row.get(field)) for field in fields)))
			for row in rows
		]
		numbered = joined_by == "\n" and len(lines) > 1
		return joined_by.join(f"{i}. {line}" if numbered else line for i, line in enumerate(lines, 1))

	def fact(self, field: str, label: str, value) -> str:
		"""Of a secret field that is no prose; the caller has checked and logged the opening."""
		opens = self.opens and Fact(field, label) in self.facts
		text = plain_text(value, opens=opens)
		return in_words(self.layout.doctype, field, text, label) if opens and text else text

	def span(self, first, last) -> str:
		if not first:
			return ""
		begin = formatdate(first, "yyyy-MM-dd")
		if not last:
			return _("since {0}", context=CONTEXT).format(begin)
		return _("{0} to {1}", context=CONTEXT).format(begin, formatdate(last, "yyyy-MM-dd"))

	def may_read(self, field) -> bool:
		"""Fields of a higher level, as the school has set them, only for whoever may read that level."""
		if not field.permlevel:
			return True
		if field.parent not in self.levels:
			above = self.layout.doctype if frappe.get_meta(field.parent).istable else None
			self.levels[field.parent] = set(
				frappe.get_meta(field.parent).get_permlevel_access("read", parenttype=above)
			)
		return field.permlevel in self.levels[field.parent]

	def text(self, field, value) -> str:
		if not field or not self.may_read(field):
			return ""  # a custom field that was taken away again leaves its column empty
		if field.fieldtype == "Check":
			return _(field.label, context=field.parent) if cint(value) else ""
		if value in (None, ""):
			return ""
		if field.fieldtype == "Date":
			return formatdate(value, "yyyy-MM-dd")
		if field.fieldtype == "Datetime":
			return format_datetime(value, "yyyy-MM-dd HH:mm")
		if field.fieldtype == "Select":
			return _(value, context=field.parent)
		if field.fieldtype == "Link":
			key = (field.options, value)
			if key not in self.titles:
				self.titles[key] = title_of(*key)
			return self.titles[key]
		return plain_text(value, opens=self.opens and (field.parent, field.fieldname) in self.shown)
