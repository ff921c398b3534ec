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
	literals = _literals(lines)
	cells = (literals.get(place, "%s") for place in range(len(columns)))
	line = f"({', '.join(cells)})"
	names = ", ".join(f"`{name}`" for name in columns)
	frappe.db.sql(
		f"insert {'ignore ' if ignore_duplicates else ''}into `tab{doctype}` ({names})"
		f" values {', '.join([line] * len(lines))}",
		[value for row in lines for place, value in enumerate(row) if place not in literals],
	)


def _literals(lines: Sequence[tuple]) -> dict[int, str]:
	"""{place: SQL} of numbers, moments and nothings that are the same in every row: to bind a thousand times the moment of
	writing takes longer than to send it. Text is always bound."""
	return {
		place: _literal(value)
		for place, value in enumerate(lines[0])
		if isinstance(value, int | date | None) and all(row[place] == value for row in lines)
	}


def _literal(value: int | date | None) -> str:
	if value is None:
		return "null"
	return str(int(value)) if isinstance(value, int) else f"'{value}'"
