"""Are the records those that were sealed? Each against its newest leaf."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

import frappe
from frappe.utils import get_datetime

from campus_safety.declared import EVIDENCE
from campus_safety.domain.seal.findings import Fault, Finding
from campus_safety.domain.seal.leaf import Kind, canonical, digest
from campus_safety.engines.seal.content import Layout, get_layout, read_contents, read_layout
from campus_safety.engines.seal.leaves import BEGUN, GONE, LAYOUT, LEAF, all_names, get_last, is_digest_of

# a record may be made so long before its transaction ends, and the job gives the leaf its number
LONGEST_TRANSACTION = timedelta(hours=1)


class Stood(NamedTuple):
	"""So many leaves had a number at that time, says a checkpoint."""

	size: int
	time: datetime


def check_records(
	stood: Sequence[Stood], doctypes: Iterable[str] = tuple(EVIDENCE)
) -> tuple[int, list[Finding]]:
	"""(records looked at, what is wrong with them)."""
	looked_at, findings = 0, []
	begun = dict(
		frappe.get_all(
			LEAF,
			filters={"kind": Kind.BEGUN.value, "reference_name": BEGUN},
			fields=["reference_doctype", "sequence"],
			as_list=True,
		)
	)
	for doctype in doctypes:
		if doctype not in begun:
			continue  # its first leaves come with the next migrate
		layouts = _read_layouts(doctype)
		for names in all_names(doctype):
			looked_at += len(names)
			findings += _check_part(doctype, names, layouts)
		findings += _find_deleted(doctype)
		if begun[doctype] and not EVIDENCE[doctype].statuses:
			findings += _find_late(doctype, begun[doctype], sorted({*stood}))
	return looked_at, findings


def _read_layouts(doctype: str) -> dict[str, Layout]:
	"""{its name: the columns}; only those that are what their leaf says."""
	rows = frappe.get_all(
		LEAF,
		filters={"kind": Kind.LAYOUT.value, "reference_doctype": doctype},
		fields=["reference_name", "detail", "digest"],
	)
	layouts = {
		row.reference_name.removeprefix(LAYOUT): read_layout(row.detail)
		for row in rows
		if row.detail and digest(b"", row.detail.encode()) == row.digest
	}
	return layouts or {(today := get_layout(doctype)).name(): today}


def _check_part(doctype: str, names: Sequence[str], layouts: dict[str, Layout]) -> Iterator[Finding]:
	last, by_layout = get_last(doctype, names), defaultdict(list)
	for name in names:
		if found := last.get(name):
			by_layout[found.layout].append(name)
	if missing := [name for name in names if name not in last]:
		yield from _find_unsealed(doctype, missing)
	for layout_name, those in by_layout.items():
		layout = layouts.get(layout_name)
		contents = read_contents(doctype, those, layout) if layout else {}
		for name in those:
			found = last[name]
			if found.kind == Kind.ERASED:
				continue
			content = contents.get(name)
			if found.kind in GONE or content is None or not is_digest_of(found, canonical(content)):
				yield _finding(Fault.RECORD_CHANGED, doctype, found)


def _find_unsealed(doctype: str, names: Sequence[str]) -> Iterator[Finding]:
	"""Records that were put into the database past the app; not those that are only on their way."""
	statuses = EVIDENCE[doctype].statuses
	filters = {"name": ("in", names), **({"status": ("in", statuses)} if statuses else {})}
	rows = frappe.get_all(doctype, filters=filters, fields=["name", "creation", "owner"], order_by="name asc")
	for row in rows:
		yield Finding(Fault.RECORD_UNSEALED, 0, doctype, row.name, str(row.creation), row.owner)


def _find_deleted(doctype: str) -> Iterator[Finding]:
	"""Leaves that are a record's newest, and there is no such record. Raw SQL: the table's name is a declared DocType's."""
	rows = frappe.db.sql(
		f"""select l.`reference_name`, l.`sequence`, l.`at`, l.`writer` from `tab{LEAF}` l
		left join `tab{doctype}` r on r.`name` = l.`reference_name`
		left join `tab{LEAF}` later on later.`reference_doctype` = l.`reference_doctype`
			and later.`reference_name` = l.`reference_name` and later.`version` = l.`version` + 1
		where l.`reference_doctype` = %s and l.`kind` in %s and r.`name` is null and later.`name` is null""",
		(doctype, (Kind.RECORD.value, Kind.ACCESS.value)),
	)
	for name, sequence, at, writer in rows:
		yield Finding(Fault.RECORD_DELETED, sequence, doctype, name, str(at), writer)


def _find_late(doctype: str, begun: int, stood: Sequence[Stood]) -> Iterator[Finding]:
	"""Records that claim to be older than a checkpoint which knew no leaf of theirs: put in afterwards, with a leaf.

	Raw SQL, as above.
	"""
	rows = frappe.db.sql(
		f"""select l.`reference_name`, l.`sequence`, l.`at`, l.`writer`, r.`creation` from `tab{LEAF}` l
		join `tab{doctype}` r on r.`name` = l.`reference_name`
		where l.`reference_doctype` = %s and l.`version` = 1 and (l.`sequence` > %s or l.`sequence` = 0)
		and l.`kind` in %s""",
		(doctype, begun, (Kind.RECORD.value, Kind.ACCESS.value)),
	)
	sizes = [state.size for state in stood]
	for name, sequence, at, writer, creation in rows:
		before = bisect_left(sizes, sequence) if sequence else len(sizes)
		if before and get_datetime(creation) < stood[before - 1].time - LONGEST_TRANSACTION:
			yield Finding(Fault.SEALED_TOO_LATE, sequence, doctype, name, str(at), writer)


def _finding(fault: Fault, doctype: str, last) -> Finding:
	at, writer = frappe.db.get_value(
		LEAF,
		{"reference_doctype": doctype, "reference_name": last.name, "version": last.version},
		["at", "writer"],
	)
	return Finding(fault, last.sequence, doctype, last.name, str(at), writer)
