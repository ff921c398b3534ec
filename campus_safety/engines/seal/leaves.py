"""A leaf for every version of a record, in the record's own transaction and without a lock.

A save comes here by itself (`events`). Whoever writes past the document, by `frappe.db.set_value`, the query builder or in
bulk, calls `follow_rows` afterwards; the record's own row is locked by then, because it was written.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from secrets import token_bytes, token_hex
from time import time_ns
from typing import NamedTuple

import frappe
from frappe.utils import now_datetime

from campus_safety.declared import EVIDENCE
from campus_safety.domain.seal.leaf import (
	ALGORITHM,
	NO_DIGEST,
	SALT_BYTES,
	Kind,
	Leaf,
	canonical,
	digest,
	mark,
	one_line,
	plain,
)
from campus_safety.engines.seal import keys
from campus_safety.engines.seal.content import Layout, get_layout, read_contents
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.engines.sets.chunks import commit_chunk

LEAF, LOG = "Campus Seal Leaf", "Campus Access Log"
FIELDS = (
	"kind",
	"reference_doctype",
	"reference_name",
	"version",
	"layout",
	"algorithm",
	"digest",
	"writer",
	"at",
)
STAMPS = ("creation", "modified", "owner", "modified_by")
GONE = (Kind.DELETED, Kind.ERASED)
BEGUN, LAYOUT = "begun", "layout:"
AT_ONCE = 500


class Last(NamedTuple):
	"""The newest leaf of a record."""

	name: str
	version: int
	kind: str
	layout: str
	digest: str
	salt: str
	sequence: int


class New(NamedTuple):
	"""A leaf to be written. salt: hexadecimal, beside the leaf. detail: a layout's columns, a reason."""

	kind: str
	doctype: str
	name: str
	version: int
	layout: str = ""
	digest: str = NO_DIGEST
	salt: str = ""
	detail: str | None = None


def follow_rows(doctype: str, names: Collection[str], lock: bool = True) -> int:
	"""Give the records among these whose content is another than their last leaf says a new one; how many.

	Also a record that is gone gets one. DocTypes that are not declared as evidence get none.
	lock: look at the content as it is now (see `read_contents`); a document's save need not.
	"""
	written = 0
	if doctype in EVIDENCE:
		for part in _parts(sorted({*names} - {None, ""})):
			written += _follow(doctype, part, lock)
	return written


def _follow(doctype: str, names: Sequence[str], lock: bool) -> int:
	layout = get_layout(doctype)
	contents = read_contents(doctype, names, layout, lock)
	last = get_last(doctype, [*names, name_of_layout(layout)])
	if name_of_layout(layout) not in last:
		write_layout(doctype, layout)
	new = [
		leaf for name in names if (leaf := _next(doctype, name, contents.get(name), last.get(name), layout))
	]
	write(new)
	return len(new)


def _next(doctype: str, name: str, content: dict | None, last: Last | None, layout: Layout) -> New | None:
	"""The leaf this record is due, if any."""
	version = last.version + 1 if last else 1
	if content is None:
		return New(Kind.DELETED, doctype, name, version) if last and last.kind not in GONE else None
	statuses = EVIDENCE[doctype].statuses
	if not last and statuses and content.get("status") not in statuses:
		return None
	text, layout_name = canonical(content), layout.name()
	if last and last.layout == layout_name and is_digest_of(last, text):
		return None
	salt = token_bytes(SALT_BYTES)
	kind = Kind.ACCESS if doctype == LOG else Kind.RECORD
	return New(kind, doctype, name, version, layout_name, digest(salt, text), salt.hex())


def is_digest_of(last: Last, text: bytes) -> bool:
	return digest(bytes.fromhex(last.salt or ""), text) == last.digest


def get_last(doctype: str, names: Sequence[str], lock: bool = False) -> dict[str, Last]:
	"""{record: its newest leaf}. lock: those committed since this transaction began, too; the query builder knows no
	lock in share mode, hence raw SQL."""
	if not names:
		return {}
	rows = frappe.db.sql(
		f"""select `reference_name`, `version`, `kind`, `layout`, `digest`, `salt`, `sequence` from `tab{LEAF}`
		where `reference_doctype` = %s and `reference_name` in %s
		order by `version`{" lock in share mode" if lock else ""}""",
		(doctype, tuple(map(one_line, names))),
	)
	return {row[0]: Last(*row) for row in rows}


def name_of_layout(layout: Layout) -> str:
	return f"{LAYOUT}{layout.name()}"


def write_layout(doctype: str, layout: Layout) -> None:
	"""The columns that a digest speaks of are sealed, too. One that is there already stays."""
	text = layout.text()
	new = New(Kind.LAYOUT, doctype, name_of_layout(layout), 1, digest=digest(b"", text.encode()), detail=text)
	write([new], ignore_duplicates=True)


def write(new: Sequence[New], ignore_duplicates: bool = False) -> None:
	"""Insert the leaves. Who saw an older state of the database than another writer takes the number after that one's."""
	if not new:
		return
	try:
		_insert(new, ignore_duplicates)
	except Exception as error:
		if frappe.db.is_duplicate_entry(error):
			_insert([_after_the_others(leaf) for leaf in new], False)
			return
		raise


def _after_the_others(leaf: New) -> New:
	last = get_last(leaf.doctype, [leaf.name], lock=True).get(one_line(leaf.name))
	return leaf._replace(version=last.version + 1 if last else leaf.version)


def _insert(new: Sequence[New], ignore_duplicates: bool) -> None:
	now, user, key = now_datetime(), frappe.session.user, keys.get_mark_key()
	columns = ("name", *STAMPS, *FIELDS, "salt", "detail", "sequence", "mark")
	lines = []
	for each in new:
		leaf = Leaf(
			each.kind.value if isinstance(each.kind, Kind) else each.kind,
			each.doctype,
			one_line(each.name),
			each.version,
			each.layout,
			ALGORITHM,
			each.digest,
			user,
			plain(now),
		)
		own_mark = mark(key, leaf.text(), 0) if key else ""
		stamps = (now, now, user, user)
		lines.append((_new_name(), *stamps, *leaf[:-1], now, each.salt, each.detail, 0, own_mark))
	insert_rows(LEAF, columns, lines, ignore_duplicates)


def _new_name() -> str:
	"""In the order of writing, as far as clocks agree: neighbours in the table are neighbours in time."""
	return f"{time_ns() // 1000:014x}{token_hex(5)}"


# the first leaves of a DocType


def begin() -> None:
	"""Seal what stands there of DocTypes that are evidence only now; once for each, however often it is called."""
	begun = frozenset(frappe.get_all(LEAF, filters={"kind": Kind.BEGUN.value}, pluck="reference_doctype"))
	for doctype in EVIDENCE:
		if doctype not in begun and frappe.db.table_exists(doctype):
			for names in all_names(doctype):
				_follow(doctype, names, lock=False)
				commit_chunk()  # killed and called again, it goes on with those that have no leaf yet
			write([New(Kind.BEGUN, doctype, BEGUN, 1)], ignore_duplicates=True)


def follow_everything() -> int:
	"""For what writes on purpose past every document (the demo's past, a patch): all records whose content is new."""
	return sum(_follow(doctype, names, False) for doctype in EVIDENCE for names in all_names(doctype))


def all_names(doctype: str, at_once: int = AT_ONCE) -> Iterator[list[str]]:
	"""Names of all records, in pages."""
	table, last = frappe.qb.DocType(doctype), ""
	while True:
		query = frappe.qb.from_(table).select(table.name).orderby(table.name).limit(at_once)
		names = [row[0] for row in query.where(table.name > last).run()]
		if names:
			yield names
			last = names[-1]
		if len(names) < at_once:
			return


def text_of(row: Mapping) -> str:
	"""The leaf's text, from a row of the table."""
	return Leaf(*(row[field] for field in FIELDS[:-1]), plain(row["at"])).text()


def _parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
	for first in range(0, len(names), AT_ONCE):
		yield names[first : first + AT_ONCE]
