"""After the tree changed: college (or building) of nodes and students below, and everyone's scope."""

import frappe

# who carries a copy of the anchor; records do not: they keep the college they were written under
FOLLOWERS = {
	"Campus Unit": (("Campus Student", "unit", "college"),),
	"Campus Dormitory": (("Campus Student", "dormitory", "dormitory_building"),),
}
SCOPE_CACHE = "user_permissions"
CHUNK = 1000


def refresh(node) -> None:
	"""Put right the anchor of `node`, of all below it, and of the students in them."""
	field, anchor_type = node.anchor
	for anchor, names in get_wrong_anchors(node, field, anchor_type).items():
		for chunk in _chunks(names):
			frappe.db.set_value(node.doctype, {"name": ("in", chunk)}, field, anchor, update_modified=False)
	for anchor, names in get_names_by_anchor(node, field).items():
		for follower, link, copy in FOLLOWERS[node.doctype]:
			for chunk in _chunks(names):
				_follow(follower, link, chunk, copy, anchor)


def get_wrong_anchors(node, field: str, anchor_type: str) -> dict[str | None, list[str]]:
	"""{right anchor: names that carry another}, for the subtree, parents before children."""
	above = frappe.db.get_value(node.doctype, node.parent_node, field) if node.parent_node else None
	anchors, wrong = {node.parent_node: above}, {}
	for row in _subtree(node, field):
		right = row.name if row.kind == anchor_type else anchors.get(row.parent)
		anchors[row.name] = right
		if (row.anchor or None) != right:
			wrong.setdefault(right, []).append(row.name)
	return wrong


def get_names_by_anchor(node, field: str) -> dict[str | None, list[str]]:
	names: dict[str | None, list[str]] = {}
	for row in _subtree(node, field):
		names.setdefault(row.anchor or None, []).append(row.name)
	return names


def forget_scopes() -> None:
	"""Drop everybody's cached scope now, and again when other workers see the change, or it is undone."""
	drop_scope_cache()
	frappe.db.after_commit.add(drop_scope_cache)
	frappe.db.after_rollback.add(drop_scope_cache)


def drop_scope_cache() -> None:
	frappe.cache.delete_value(SCOPE_CACHE)


def _subtree(node, field: str) -> list:
	left, right = frappe.db.get_value(node.doctype, node.name, ["lft", "rgt"])
	return frappe.get_all(
		node.doctype,
		filters={"lft": (">=", left), "rgt": ("<=", right)},
		fields=[
			"name",
			f"{node.nsm_parent_field} as parent",
			f"{node.type_field} as kind",
			f"{field} as anchor",
		],
		order_by="lft asc",
	)


def _follow(doctype: str, link: str, names: list[str], copy: str, anchor: str | None) -> None:
	table = frappe.qb.DocType(doctype)
	frappe.qb.update(table).set(table[copy], anchor).where(table[link].isin(names)).run()


def _chunks(names: list[str]):
	for start in range(0, len(names), CHUNK):
		yield names[start : start + CHUNK]
