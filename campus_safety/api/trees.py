"""Nodes for the tree views: what the caller may see, whichever part of the tree that is."""

from typing import Any

import frappe
from frappe.model.meta import Meta
from frappe.utils import sbool

from campus_safety.records.tree import CampusTree


@frappe.whitelist(methods=["GET", "POST"])
def get_children(doctype: str, parent: str = "", is_root: bool | str = False, **_filters: Any) -> list[dict]:
	"""Nodes right below `parent`; without one the topmost nodes of the caller's own part of the tree.

	The framework's own would ask for nodes without a parent, which somebody with one class never sees.
	"""
	frappe.has_permission(doctype, "read", throw=True)
	tree = _get_tree(doctype)
	rows = frappe.get_list(
		doctype,
		filters={tree.nsm_parent_field: parent} if parent else {},
		fields=["name as value", f"{tree.title_field} as title", "is_group as expandable", "lft", "rgt"],
		order_by="lft asc",
		limit_page_length=0,
	)
	return rows if parent else _topmost(rows)


@frappe.whitelist(methods=["POST"])
def add_node(doctype: str, parent: str = "", is_root: bool | str = False, **fields: Any) -> str:
	"""A node below `parent`; below the list itself it has none: the first of a tree, or one more beside it.

	The framework's own writes the name of the list into it as its parent.
	"""
	if not frappe.has_permission(doctype, "create"):
		raise frappe.PermissionError
	tree = _get_tree(doctype)
	named = {field.fieldname for field in tree.fields} - {tree.nsm_parent_field}
	node = frappe.new_doc(doctype)
	node.update({name: value for name, value in fields.items() if name in named})
	node.set(tree.nsm_parent_field, None if sbool(is_root) is True else parent or None)
	return node.insert().name


def _get_tree(doctype: str) -> Meta:
	"""Errors: PermissionError for whatever is no tree of ours."""
	tree = frappe.get_meta(doctype)
	if not tree.is_nested_set() or not issubclass(frappe.get_doc(doctype=doctype).__class__, CampusTree):
		raise frappe.PermissionError
	return tree


def _topmost(rows: list[dict]) -> list[dict]:
	"""Rows in tree order, without those that lie within another."""
	top, right = [], 0
	for row in rows:
		if row.lft > right:
			top.append(row)
			right = row.rgt
	return top
