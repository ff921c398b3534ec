"""Counting within a person's own list: the framework's count checks nothing (frappe-facts 1)."""

import frappe


def count_permitted(doctype: str, filters: dict | list | None = None) -> int:
	"""Rows of the session user's own list that fit `filters`."""
	rows = frappe.get_list(
		doctype,
		filters=filters or {},
		fields=["name"],
		limit_page_length=0,
		order_by=None,
		distinct=True,
		run=False,
	)
	# the list's own SQL, with the caller's conditions in it: counting it in the database keeps 300,000 names out of memory
	return frappe.db.sql(f"select count(*) from ({rows}) as permitted")[0][0]
