"""Every minute: leaves that wait get the next numbers, and the tree grows by them.

Number n is place n - 1 of the tree. One runner at a time; each part is a transaction of its own, so a killed run goes on
where it stood and one that is called twice changes nothing.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import frappe

from campus_safety.domain.seal.leaf import mark, plain
from campus_safety.domain.seal.tree import Frontier, grow
from campus_safety.engines.seal import keys
from campus_safety.engines.seal.leaves import FIELDS, LEAF, text_of
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.engines.sets.chunks import commit_chunk

TREE, MAIN = "Campus Seal Tree", "main"
PART = 5000
ROWS_OF_AN_UPDATE = 200


def run(now: datetime) -> int:
	"""How many leaves got their number; 0 also while another runner is at it. Commits, also what the caller has written."""
	sealed = 0
	with one_runner() as alone:
		after = "" if alone else None
		while after is not None:
			part, after = _seal_part(after, now)
			sealed += part
			commit_chunk()
	return sealed


@contextmanager
def one_runner() -> Iterator[bool]:
	"""A named lock of the database server: it ends with the connection, whatever happens to the process."""
	name = f"campus_seal:{frappe.conf.db_name}"[:64]
	alone = bool(frappe.db.sql("select get_lock(%s, 0)", (name,))[0][0])
	try:
		if alone:
			commit_chunk()  # begun before the lock was ours, this transaction may see an older tree
		yield alone
	finally:
		if alone:
			frappe.db.sql("select release_lock(%s)", (name,))


def _seal_part(after: str, now: datetime) -> tuple[int, str | None]:
	"""(leaves numbered, name to go on after; None at the end). A leaf that does not carry the app's mark never gets a number."""
	waiting = read_waiting(after)
	frontier, key = get_frontier(), keys.get_mark_key()
	texts, lines = [], []
	for row in waiting:
		text = text_of(row)
		if is_ours(row, key):
			texts.append(text.encode())
			number = frontier.size + len(texts)
			lines.append((row.name, number, mark(key, text, number)))
	if lines:
		grow(frontier, texts)
		for first in range(0, len(lines), ROWS_OF_AN_UPDATE):
			_number(lines[first : first + ROWS_OF_AN_UPDATE])
		keep(frontier, now)
	return len(lines), waiting[-1].name if len(waiting) == PART else None


def read_waiting(after: str = "") -> list:
	"""Leaves without a number, in the order of their names. Raw SQL: read each minute, plain tuples, values are bound."""
	return frappe.db.sql(
		f"select `name`, `mark`, {', '.join(f'`{field}`' for field in FIELDS)} from `tab{LEAF}`"
		" where `sequence` = 0 and `name` > %s order by `name` limit %s",
		(after, PART),
		as_dict=True,
	)


def is_ours(row, key: bytes | None) -> bool:
	"""Was this waiting leaf written by the app, on a site with its keys?"""
	return key is not None and mark(key, text_of(row), 0) == row.mark


def _number(lines: Sequence[tuple[str, int, str]]) -> None:
	"""Raw SQL: one statement for many rows, each by its own name. A leaf that has a number keeps it."""
	cases = " ".join(["when %s then %s"] * len(lines))
	numbers = [value for name, number, _mark in lines for value in (name, number)]
	marks = [value for name, _number, new in lines for value in (name, new)]
	frappe.db.sql(
		f"update `tab{LEAF}` set `mark` = case `name` {cases} end, `sequence` = case `name` {cases} end"
		" where `name` in %s and `sequence` = 0",
		(*marks, *numbers, tuple(name for name, _number, _mark in lines)),
	)


def get_frontier() -> Frontier:
	"""The tree as far as it has grown."""
	stored = frappe.db.get_value(TREE, MAIN, ["size", "frontier"])
	if not stored:
		return Frontier()
	size, peaks = stored
	return Frontier(size, [bytes.fromhex(peak) for peak in (peaks or "").split()])


def keep(frontier: Frontier, now: datetime) -> None:
	"""Where the next run goes on."""
	values = {
		"size": frontier.size,
		"root": frontier.root().hex(),
		"frontier": "\n".join(peak.hex() for peak in frontier.peaks),
		"sealed_at": now,
	}
	if frappe.db.exists(TREE, MAIN):
		frappe.db.set_value(TREE, MAIN, values, modified=now)
	else:
		stamps = {"creation": now, "modified": now, "owner": "Administrator", "modified_by": "Administrator"}
		line = {"name": MAIN, **stamps, **values}
		insert_rows(TREE, tuple(line), [tuple(line.values())])


def count_waiting() -> int:
	return frappe.db.count(LEAF, {"sequence": 0})


def oldest_waiting() -> str | None:
	at = frappe.db.get_value(LEAF, {"sequence": 0}, "at", order_by="name asc")
	return plain(at) if at else None
