"""Counting within a person's own list: the framework's count checks nothing (frappe-facts 1)."""

import frappe

from campus_safety.engines.workbench.permitted_rows import all_names_sql, names_sql


def count_permitted(doctype: str, filters: dict | list | None = None) -> int:
	"""Rows of the session user's own list that fit `filters`."""
	# `names_sql` escapes what the caller gave
	return frappe.db.sql(f"select count(*) from ({names_sql(doctype, filters)}) as permitted")[0][0]


def count_whole(doctype: str, filters: list | None = None) -> int:
	"""Rows of the whole table that fit `filters`, for an office that is told numbers and no rows."""
	# `all_names_sql` escapes what the card's filters hold
	return frappe.db.sql(f"select count(*) from ({all_names_sql(doctype, filters)}) as fitting")[0][0]


def count_listed(doctype: str, filters: dict | list | None, most: int, parent: str | None) -> int | None:
	"""As `count_permitted`, but counting ends at `most`, and after a second: None then, the list shows no number."""
	sql = f"select count(*) from ({names_sql(doctype, filters, most, parent)}) as permitted"
	try:
		return frappe.db.sql(f"set statement max_statement_time=1 for {sql}" if most else sql)[0][0]
	except Exception as error:
		if frappe.db.is_statement_timeout(error):
			return None
		raise
