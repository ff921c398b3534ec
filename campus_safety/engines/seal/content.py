"""What of a record is sealed: its columns and those of its child rows, as they stand in the database.

Secrets are sealed as ciphertext: whoever checks the seal opens nothing and needs no key, and Fernet binds the text to it.
Not sealed is what the framework keeps beside the content: tags, likes, assignments, who has seen it, its `modified`.
"""

import hashlib
import json
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

import frappe

BESIDE = frozenset(
	(
		"modified",
		"modified_by",
		"_user_tags",
		"_comments",
		"_assign",
		"_liked_by",
		"_seen",
		"parent",
		"parentfield",
		"parenttype",
	)
)
AT_ONCE = 500
MANY = 100  # rows from which on a look at what is empty pays


class Layout(NamedTuple):
	"""Which columns a digest speaks of. A column that comes later does not make older digests wrong.

	tables: {table field: (its DocType, its columns)}.
	"""

	columns: tuple[str, ...]
	tables: dict[str, tuple[str, tuple[str, ...]]]

	def text(self) -> str:
		return json.dumps(self, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

	def name(self) -> str:
		return hashlib.sha256(self.text().encode()).hexdigest()[:16]


def read_layout(text: str) -> Layout:
	columns, tables = json.loads(text)
	return Layout(tuple(columns), {field: (child, tuple(names)) for field, (child, names) in tables.items()})


def get_layout(doctype: str) -> Layout:
	"""As the DocType is when this request or job first asks."""
	known = _known_layouts()
	if doctype not in known:
		known[doctype] = _make_layout(doctype)
	return known[doctype]


def _known_layouts() -> dict[str, Layout]:
	if not hasattr(frappe.local, "campus_seal_layouts"):
		frappe.local.campus_seal_layouts = {}
	return frappe.local.campus_seal_layouts


def _make_layout(doctype: str) -> Layout:
	meta = frappe.get_meta(doctype)
	return Layout(
		_columns_of(doctype, ("idx",)),
		{
			field.fieldname: (field.options, _columns_of(field.options, ()))
			for field in meta.get_table_fields()
			if not field.get("is_virtual")
		},
	)


def _columns_of(doctype: str, without: tuple[str, ...]) -> tuple[str, ...]:
	"""The DocType's columns that the database has, too."""
	there = frozenset(frappe.db.get_table_columns(doctype))
	known = frappe.get_meta(doctype).get_valid_columns()
	return tuple(sorted(there.intersection(known).difference(BESIDE, without)))


def read_contents(
	doctype: str, names: Collection[str], layout: Layout, lock: bool = False
) -> dict[str, dict]:
	"""{name: content} of those that are there.

	lock: as they are now, and not as this transaction saw them when it began; the record itself is the caller's by then.
	"""
	contents = {}
	if layout is not _known_layouts().get(doctype):
		layout = _still_there(doctype, layout)
	for part in _parts(sorted(names)):
		contents |= {row["name"]: row for row in _rows(doctype, layout.columns, {"name": part}, lock)}
		for field, (child, columns) in layout.tables.items():
			where = {"parent": part, "parenttype": doctype, "parentfield": field}
			for row in _rows(child, ("parent", *columns), where, lock):
				if parent := contents.get(row.pop("parent")):
					parent.setdefault(field, []).append(row)
	return contents


def _still_there(doctype: str, layout: Layout) -> Layout:
	"""What an older layout speaks of and the database still has."""

	def of(name: str, columns: tuple[str, ...]) -> tuple[str, ...]:
		there = frozenset(frappe.db.get_table_columns(name)) if frappe.db.table_exists(name) else ()
		return tuple(column for column in columns if column in there)

	tables = {field: (child, of(child, columns)) for field, (child, columns) in layout.tables.items()}
	return Layout(of(doctype, layout.columns), {field: each for field, each in tables.items() if each[1]})


def _rows(doctype: str, columns: Sequence[str], where: dict, lock: bool) -> Iterator[dict]:
	"""Raw SQL: the query builder takes longer than the database. Names come from a layout, values are bound."""
	moments = _moments_of(doctype)
	conditions = " and ".join(
		f"`{column}` in %({column})s" if isinstance(value, tuple) else f"`{column}` = %({column})s"
		for column, value in where.items()
	)
	locking = " lock in share mode" if lock else ""
	if any(isinstance(value, tuple) and len(value) >= MANY for value in where.values()):
		columns = _filled(doctype, columns, conditions + locking, where)
	order = " order by `parent`, `idx`, `name`" if "parent" in where else ""
	asked = ", ".join(_moment(column) if column in moments else f"`{column}`" for column in columns)
	# names from our own DocTypes, values bound: the query builder takes as long as the query
	for row in frappe.db.sql(f"select {asked} from `tab{doctype}` where {conditions}{order}{locking}", where):
		yield dict(zip(columns, row, strict=True))


def _filled(doctype: str, columns: Sequence[str], conditions: str, where: dict) -> list[str]:
	"""Of many rows the columns in which any of them has something: what is empty is in no content, and half of them are."""
	asked = ", ".join(f"count(`{column}`)" for column in columns)
	# as above
	(counts,) = frappe.db.sql(f"select {asked} from `tab{doctype}` where {conditions}", where)
	keys = {"name", "parent"}
	return [column for column, count in zip(columns, counts, strict=True) if count or column in keys]


def _moments_of(doctype: str) -> frozenset[str]:
	fields = frappe.get_meta(doctype).get("fields", {"fieldtype": "Datetime"})
	return frozenset(("creation", *(field.fieldname for field in fields)))


def _moment(column: str) -> str:
	"""As `plain` would write it: the framework parses each moment it reads, which takes longer than to seal it."""
	return f"date_format(`{column}`, '%%Y-%%m-%%d %%H:%%i:%%s.%%f')"


def _parts(names: Sequence[str]) -> Iterator[tuple[str, ...]]:
	for first in range(0, len(names), AT_ONCE):
		yield tuple(names[first : first + AT_ONCE])
