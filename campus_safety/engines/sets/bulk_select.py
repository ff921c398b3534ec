"""Many rows by their keys in one SELECT."""

from collections.abc import Collection, Sequence

import frappe


def select_rows(
	doctype: str, columns: Sequence[str], key: str, values: Collection[str], **same: str
) -> Sequence[tuple]:
	"""Rows whose `key` is among `values` and whose other columns are as in `same`. Raw SQL, because the query builder makes an
	object of every value; DocType and columns come from our own code, values are bound."""
	if not values:
		return ()
	names = ", ".join(f"`{name}`" for name in columns)
	others = "".join(f" and `{name}` = %({name})s" for name in same)
	return frappe.db.sql(
		f"select {names} from `tab{doctype}` where `{key}` in %(among)s{others}",
		{"among": tuple(values), **same},
	)
