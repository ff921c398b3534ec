"""Many rows in one INSERT."""

from collections.abc import Sequence
from datetime import date
from itertools import compress

import frappe


def insert_rows(
	doctype: str, columns: Sequence[str], lines: Sequence[tuple], ignore_duplicates: bool = False
) -> None:
	"""One INSERT of many rows. Raw SQL, because the query builder makes an object of every cell, which takes
	longer than all else together; DocType and columns come from our own code, values are bound.

	ignore_duplicates: rows whose name is there already are left as they are.
	"""
	if not lines:
		return
	values, bound = _values(lines)
	frappe.db.sql(
		f"insert {'ignore ' if ignore_duplicates else ''}into `tab{doctype}` ({_names(columns)}) values {values}",
		bound,
	)


def upsert_rows(doctype: str, columns: Sequence[str], lines: Sequence[tuple], changed: Sequence[str]) -> None:
	"""The same; of rows whose name is there already the columns `changed` are written and no others."""
	if not lines:
		return
	values, bound = _values(lines)
	sets = ", ".join(f"`{name}` = values(`{name}`)" for name in changed)
	frappe.db.sql(
		f"insert into `tab{doctype}` ({_names(columns)}) values {values} on duplicate key update {sets}",
		bound,
	)


def _names(columns: Sequence[str]) -> str:
	return ", ".join(f"`{name}`" for name in columns)


def _values(lines: Sequence[tuple]) -> tuple[str, list]:
	"""The rows as SQL, and what is bound in it."""
	columns = list(zip(*lines, strict=True))
	literals = _literals(columns)
	places = range(len(columns))
	line = f"({', '.join(literals.get(place, '%s') for place in places)})"
	bound = [place not in literals for place in places]
	return ", ".join([line] * len(lines)), [value for row in lines for value in compress(row, bound)]


def _literals(columns: Sequence[tuple]) -> dict[int, str]:
	"""{place: SQL} of what is the same in every row: to bind a thousand times the moment of writing, or the campaign, takes
	longer than to send it. Text is escaped by the driver, as it does for each value that is bound."""
	return {
		place: _literal(column[0])
		for place, column in enumerate(columns)
		if isinstance(column[0], int | date | str | None) and column.count(column[0]) == len(column)
	}


def _literal(value: int | date | str | None) -> str:
	if value is None:
		return "null"
	if isinstance(value, str):
		return frappe.db.escape(value)
	return str(int(value)) if isinstance(value, int) else f"'{value}'"
