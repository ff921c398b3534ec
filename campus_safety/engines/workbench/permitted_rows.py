"""A person's own list as SQL, to be counted or joined in the database: 300,000 names never come into memory."""

import frappe


def names_sql(
	doctype: str, filters: dict | list | None = None, most: int = 0, parent: str | None = None
) -> str:
	"""SQL that selects the names of the session user's own list that fit `filters`; a part of a larger query.

	`most`: 0 for all; `parent`: the DocType through which a child table is read.
	"""
	# names alone: of other fields the framework leaves some out, any whose name holds "_seen" for one
	rows = frappe.get_list(
		doctype,
		filters=filters or {},
		fields=["name"],
		limit_page_length=most,
		order_by=None,
		distinct=True,
		parent_doctype=parent,
		run=False,
	)
	return as_sql(rows)


def all_names_sql(doctype: str, filters: list | None = None) -> str:
	"""The same of the whole table, for an office that is told a number and no rows."""
	rows = frappe.get_all(
		doctype, filters=filters, fields=["name"], limit_page_length=0, order_by=None, run=False
	)
	return as_sql(rows)


def as_sql(rows) -> str:
	"""v15 answers with text, its values escaped; v16 with a query object.

	Never `str()` of such an object: it doubles quotes and escapes no backslash, so a value of the caller's would run
	as SQL.
	"""
	if isinstance(rows, str):
		return rows
	text, values = rows.walk()
	return text % {key: frappe.db.escape(value, percent=False) for key, value in values.items()}
