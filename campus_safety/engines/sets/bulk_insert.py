"""Many rows in one INSERT."""

from collections.abc import Sequence
from datetime import date

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
	literals = _literals(lines)
	cells = (literals.get(place, "%s") for place in range(len(lines[0])))
	line = f"({', '.join(cells)})"
	return ", ".join([line] * len(lines)), [
		value for row in lines for place, value in enumerate(row) if place not in literals
	]


def _literals(lines: Sequence[tuple]) -> dict[int, str]:
	"""{place: SQL} of what is the same in every row: to bind a thousand times the moment of writing, or the campaign, takes
	longer than to send it. Text is escaped by the driver, as it does for each value that is bound."""
	return {
		place: _literal(value)
		for place, value in enumerate(lines[0])
		if isinstance(value, int | date | str | None) and all(row[place] == value for row in lines)
	}


def _literal(value: int | date | str | None) -> str:
	if value is None:
		return "null"
	if isinstance(value, str):
		return frappe.db.escape(value)
	return str(int(value)) if isinstance(value, int) else f"'{value}'"
