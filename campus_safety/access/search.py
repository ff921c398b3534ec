"""What a link field finds: only rows that the user's own list would show.

On v15 the framework's own link search reads any column of any row for whoever has role read
(frappe-facts 1); a `standard_queries` entry for every row-restricted DocType replaces it.
"""

from typing import Any

import frappe


@frappe.whitelist()
@frappe.validate_and_sanitize_search_inputs
def permitted_rows(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | None = None,
	as_dict: bool = False,
	**_ignored: Any,
) -> list:
	"""Rows of `doctype` whose name, title or search fields hold `txt`, within the user's reach.

	Caller's wishes for other columns or for ignoring user permissions are not heard.
	"""
	meta = frappe.get_meta(doctype)
	shown = ["name"]
	if meta.title_field and meta.show_title_field_in_link:
		shown.append(meta.title_field)
	shown += [field for field in meta.get_search_fields() if field not in shown]
	rows = frappe.get_list(
		doctype,
		filters=filters or {},
		or_filters=[[doctype, field, "like", f"%{txt}%"] for field in shown] if txt else None,
		fields=shown,
		limit_start=start,
		limit_page_length=page_len,
		order_by=f"`tab{doctype}`.`name` asc",
		as_list=not as_dict,
	)
	return rows
