"""Counting within a person's own list: the framework's count checks nothing (frappe-facts 1)."""

import frappe

from campus_safety.engines.workbench.permitted_rows import names_sql


def count_permitted(doctype: str, filters: dict | list | None = None) -> int:
	"""Rows of the session user's own list that fit `filters`."""
	# `names_sql` escapes what the caller gave
	return frappe.db.sql(f"select count(*) from ({names_sql(doctype, filters)}) as permitted")[0][0]
