"""Many rows in one INSERT."""

from collections.abc import Sequence

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
	line = f"({', '.join(['%s'] * len(columns))})"
	names = ", ".join(f"`{name}`" for name in columns)
	frappe.db.sql(
		f"insert {'ignore ' if ignore_duplicates else ''}into `tab{doctype}` ({names})"
		f" values {', '.join([line] * len(lines))}",
		[value for row in lines for value in row],
	)
