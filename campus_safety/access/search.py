"""What a link field finds: only rows that the user's own list would show.

On v15 the framework's own link search reads any column of any row for whoever has role read
(frappe-facts 1); a `standard_queries` entry for every row-restricted DocType replaces it.
"""

from typing import Any

import frappe
from frappe import _
from frappe.utils import cint


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
	return _list(
		doctype,
		filters=filters or {},
		or_filters=[[doctype, field, "like", f"%{txt}%"] for field in shown] if txt else None,
		fields=shown,
		limit_start=start,
		limit_page_length=page_len,
		order_by=f"`tab{doctype}`.`name` asc",
		as_list=not as_dict,
	)


def _list(doctype: str, **asked: Any) -> list:
	"""The framework's list; nothing for whoever may not read it: in production the framework swallows the refusal of a search
	and fails on the answer that is not there.
	"""
	try:
		return frappe.get_list(doctype, **asked)
	except frappe.PermissionError:
		return []


# masters of a school whose order means something: levels by gravity, the notice's factors as it names them
IN_ORDER = ("Campus Risk Level", "Campus Risk Factor", "Campus Network Position", "Campus Alert Kind")


@frappe.whitelist(methods=["GET", "POST"])
@frappe.validate_and_sanitize_search_inputs
def get_masters(
	doctype: str,
	txt: str,
	searchfield: str,
	start: int,
	page_len: int,
	filters: dict | list | None = None,
	as_dict: bool = False,
	**_ignored: Any,
) -> list:
	"""Masters in their own order, found by what people read; the framework sorts what it finds by the translated word."""
	if doctype not in IN_ORDER:
		return []
	meta, said = frappe.get_meta(doctype), txt.strip().casefold()
	column = f"`tab{doctype}`.`{meta.sort_field}`"
	rows = _list(
		doctype,
		filters=filters or {},
		fields=["name"],
		order_by=f"{column} desc" if meta.sort_order == "DESC" else f"{column} asc",
		limit_page_length=0,
	)
	found = [row for row in rows if said in row.name.casefold() or said in _(row.name).casefold()]
	page = found[cint(start) : cint(start) + cint(page_len)]
	return page if as_dict else [(row.name,) for row in page]
