"""Are the leaves those that were sealed? Numbers without gaps, the roots of the checkpoints, the marks of the leaves."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import frappe

from campus_safety.domain.seal.findings import Fault, Finding
from campus_safety.domain.seal.leaf import Leaf, mark
from campus_safety.domain.seal.tree import Frontier, grow
from campus_safety.engines.seal import keys
from campus_safety.engines.seal.leaves import FIELDS, LEAF

PAGE = 20_000
# the text of a leaf, as `Leaf.text` writes it, made by the database: a million rows are read in seconds
TEXT = f"concat_ws('\\n', {', '.join(f'`{field}`' for field in FIELDS[:-1])}, date_format(`at`, '%%Y-%%m-%%d %%H:%%i:%%s.%%f'))"


class Fixed(NamedTuple):
	"""A state of the tree that is known from elsewhere."""

	size: int
	root: bytes


class Checked(NamedTuple):
	"""tree: over all leaves that have a number, as far as they were walked. good: for how many a fixed state vouches."""

	tree: Frontier
	good: int
	findings: list[Finding]


def check_tree(fixed: Sequence[Fixed]) -> Checked:
	"""Walk all leaves once. The first break ends the walk: what comes after it stands on other leaves."""
	states = sorted({*fixed})
	tree, good = Frontier(), 0
	for numbers, texts in read_pages(0):
		first = tree.size + 1
		if numbers != tuple(range(first, first + len(numbers))):
			return _broken(tree, good, _find_gap(numbers, first))
		place = 0
		while states and states[0].size <= tree.size + len(texts) - place:
			state = states.pop(0)
			take = state.size - tree.size
			grow(tree, texts[place : place + take])
			place += take
			if tree.root() != state.root:
				return _broken(
					tree, good, [*_find_changed(good, state.size), _rewritten(good, state.size)][:1]
				)
			good = state.size
		grow(tree, texts[place:])
	if states:
		return _broken(tree, good, [*_find_changed(good, tree.size), _cut(tree.size, states[-1].size)][:2])
	return Checked(tree, good, _find_changed(good, tree.size))


def read_pages(after: int, until: int | None = None) -> Iterator[tuple[tuple[int, ...], list[bytes]]]:
	"""(numbers, texts) of the leaves with a number above `after`, up to `until`. Raw SQL: the database writes the text of
	each leaf, millions of them, and values are bound."""
	end = " and `sequence` <= %(until)s" if until is not None else ""
	while True:
		rows = frappe.db.sql(
			f"select `sequence`, {TEXT} from `tab{LEAF}` where `sequence` > %(after)s{end}"
			" order by `sequence` limit %(page)s",
			{"after": after, "until": until, "page": PAGE},
		)
		if rows:
			numbers, texts = zip(*rows, strict=True)
			yield numbers, [text.encode() for text in texts]
			after = numbers[-1]
		if len(rows) < PAGE:
			return


def _broken(tree: Frontier, good: int, findings: list[Finding]) -> Checked:
	return Checked(tree, good, findings)


def _find_gap(numbers: Sequence[int], first: int) -> list[Finding]:
	"""The first number that is not there, or there twice."""
	for expected, number in enumerate(numbers, start=first):
		if number < expected:
			return [_of_entry(Fault.ENTRY_CHANGED, number)]
		if number > expected:
			return [_of_entry(Fault.ENTRY_MISSING, expected, number)]
	return []


def _find_changed(after: int, until: int) -> list[Finding]:
	"""The first leaf in this run whose mark is not the app's. Raw SQL, as above."""
	key = keys.get_mark_key()
	while key and after < until:
		rows = frappe.db.sql(
			f"select `sequence`, {TEXT}, `mark` from `tab{LEAF}` where `sequence` > %s and `sequence` <= %s"
			" order by `sequence` limit %s",
			(after, until, PAGE),
		)
		for number, text, written in rows:
			if mark(key, text, number) != written:
				return [_of_entry(Fault.ENTRY_CHANGED, number)]
		if not rows:
			break
		after = rows[-1][0]
	return []


def _of_entry(fault: Fault, number: int, neighbour: int | None = None) -> Finding:
	"""neighbour: the entry after one that is not there."""
	row = frappe.db.get_value(
		LEAF, {"sequence": neighbour or number}, ["reference_doctype", "reference_name", "at", "writer"]
	)
	doctype, name, at, writer = row or ("", "", "", "")
	if neighbour:
		return Finding(fault, number, at=str(at), last=neighbour - 1)
	return Finding(fault, number, doctype, name, str(at), writer)


def _rewritten(good: int, until: int) -> Finding:
	"""Every mark is right and the root is not: by somebody who has the keys, too. Between these two it was."""
	return Finding(Fault.REWRITTEN, good + 1, last=until)


def _cut(entries: int, known: int) -> Finding:
	return Finding(Fault.ENTRIES_CUT, entries + 1, last=known)


def leaf_of(text: bytes) -> Leaf:
	fields = text.decode().split("\n")
	return Leaf(*fields[:3], int(fields[3]), *fields[4:])
