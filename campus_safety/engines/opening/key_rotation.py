"""Another key for what is secret 更换密钥: a new one in front, every text rewritten under it, and only then the old ones taken out.

Found by its prefix in whatever column it lies, declared or not. A rewritten record is another content, so its seal gets a leaf.
"""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import frappe
from frappe import _

from campus_safety.access.rules import RULES
from campus_safety.access.secrets import CONFIG_KEY, PREFIX, key_of, rotate, set_keys
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.exceptions import MissingKeyError

AT_ONCE = 500
TEXT = ("char", "text")  # parts of the column types that can hold ciphertext


class Place(NamedTuple):
	"""A column that holds ciphertext."""

	doctype: str
	column: str


def get_places() -> list[Place]:
	"""Every column of ours in which at least one ciphertext lies."""
	found = []
	for doctype in sorted(RULES):
		if not frappe.db.table_exists(doctype):
			continue
		for column in _text_columns(doctype):
			# names of tables and columns come from RULES and the database itself, never from a request
			if frappe.db.sql(f"select 1 from `tab{doctype}` where `{column}` like %s limit 1", f"{PREFIX}%"):
				found.append(Place(doctype, column))
	return found


def _text_columns(doctype: str) -> list[str]:
	rows = frappe.db.sql(f"show columns from `tab{doctype}`")  # a school's own columns may hold copies, too
	return [row[0] for row in rows if any(kind in row[1].lower() for kind in TEXT)]


def count() -> dict[Place, Counter]:
	"""{place: {number of the key, 0 the newest, None where it is lost: how many texts}}."""
	return {
		place: Counter(key_of(token) for _name, _parent, token in _texts(place)) for place in get_places()
	}


def rewrite() -> int:
	"""Every text under the newest key, a part at a time, each committed; how many. Run again it goes on, or does nothing.

	Errors: MissingKeyError before anything is written, where a text is found whose key is lost.
	"""
	lost = {place: found[None] for place, found in count().items() if found[None]}
	if lost:
		_refuse(lost)
	return sum(_rewrite(place) for place in get_places())


def _rewrite(place: Place) -> int:
	table, written, parent_of = f"tab{place.doctype}", 0, RULES[place.doctype].parent
	for part in _parts(place):
		names = set()
		for name, parent, token in part:
			if key_of(token) == 0:
				continue
			# only where nobody has written it meanwhile: their text is under the newest key already
			frappe.db.sql(
				f"update `{table}` set `{place.column}` = %s where name = %s and `{place.column}` = %s",
				(rotate(token), name, token),
			)
			names.add(parent or name)
			written += 1
		follow_rows(parent_of or place.doctype, names)
		frappe.db.commit()  # a part is whole by itself
	return written


def drop_old() -> int:
	"""Take out all keys but the newest, once nothing needs them; how many. Errors: MissingKeyError."""
	keys = frappe.conf.get(CONFIG_KEY) or []
	needed = {
		place: sum(number for key, number in found.items() if key != 0) for place, found in count().items()
	}
	if any(needed.values()):
		_refuse({place: number for place, number in needed.items() if number})
	set_keys(keys[:1])
	return len(keys) - 1


def _refuse(places: dict[Place, int]) -> None:
	frappe.throw(
		_("These texts need a key that is not the newest: {0}. Nothing was changed.").format(
			"; ".join(f"{place.doctype}.{place.column}: {number}" for place, number in places.items())
		),
		MissingKeyError,
	)


def _texts(place: Place) -> Iterator[tuple[str, str | None, str]]:
	for part in _parts(place):
		yield from part


def _parts(place: Place) -> Iterator[list[tuple[str, str | None, str]]]:
	"""(name, parent, ciphertext), by name, so that a part begins after the last one."""
	parent = "parent" if RULES[place.doctype].parent else "null"
	after = ""
	while True:
		rows = frappe.db.sql(
			f"select name, {parent}, `{place.column}` from `tab{place.doctype}`"
			f" where `{place.column}` like %s and name > %s order by name limit {AT_ONCE}",
			(f"{PREFIX}%", after),
		)
		if not rows:
			return
		yield list(rows)
		after = rows[-1][0]
