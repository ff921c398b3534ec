"""Nodes for the tree views: what the caller may see, whichever part of the tree that is."""

from typing import Any

import frappe

from campus_safety.records.tree import CampusTree


@frappe.whitelist(methods=["GET", "POST"])
def get_children(doctype: str, parent: str = "", is_root: bool | str = False, **_filters: Any) -> list[dict]:
	"""Nodes right below `parent`; without one the topmost nodes of the caller's own part of the tree.

	The framework's own would ask for nodes without a parent, which somebody with one class never sees.
	"""
	frappe.has_permission(doctype, "read", throw=True)
	tree = frappe.get_meta(doctype)
	if not tree.is_nested_set() or not issubclass(frappe.get_doc(doctype=doctype).__class__, CampusTree):
		raise frappe.PermissionError
	rows = frappe.get_list(
		doctype,
		filters={tree.nsm_parent_field: parent} if parent else {},
		fields=["name as value", f"{tree.title_field} as title", "is_group as expandable", "lft", "rgt"],
		order_by="lft asc",
		limit_page_length=0,
	)
	return rows if parent else _topmost(rows)


def _topmost(rows: list[dict]) -> list[dict]:
	"""Rows in tree order, without those that lie within another."""
	top, right = [], 0
	for row in rows:
		if row.lft > right:
			top.append(row)
			right = row.rgt
	return top
