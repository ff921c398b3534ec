"""Base of the two trees (units, dormitories): readable names, an anchor kept right, scopes refreshed."""

import frappe
from frappe import _
from frappe.utils.nestedset import NestedSet

from campus_safety.domain.plain_line import LONGEST_NAME, clean_line, name_of
from campus_safety.records import tree_anchors


class CampusTree(NestedSet):
	"""A node has a title, a type and a parent.

	title_field, type_field: where they are kept.
	anchor: (field, type): the nearest node above, or itself, of that type, e.g. the college of a class.
	parent_types: {type: types it may lie below}; types_at_top: those that may have no parent.
	leaf_types, group_types: what the type alone decides about `is_group`.
	"""

	title_field: str
	type_field: str
	anchor: tuple[str, str]
	parent_types: dict[str, tuple[str, ...]]
	types_at_top: tuple[str, ...]
	leaf_types: tuple[str, ...] = ()
	group_types: tuple[str, ...] = ()

	@property
	def parent_node(self) -> str | None:
		return self.get(self.nsm_parent_field) or None

	@property
	def node_title(self) -> str:
		return self.get(self.title_field)

	@property
	def node_type(self) -> str:
		return self.get(self.type_field)

	def autoname(self) -> None:
		self.set_title()
		self.set_parent()
		self.name = self.get_free_name()

	def validate(self) -> None:
		self.set_title()
		self.set_parent()
		self.set_is_group()
		self.validate_place()
		self.validate_title_among_siblings()
		self.set_anchor()

	def on_update(self) -> None:
		restructured = self.is_restructured()
		super().on_update()
		if restructured:
			tree_anchors.refresh(self)
			tree_anchors.forget_scopes()

	def on_trash(self) -> None:
		super().on_trash()
		tree_anchors.forget_scopes()

	def after_rename(self, old: str, new: str, merge: bool = False) -> None:
		super().after_rename(old, new, merge)
		tree_anchors.refresh(frappe.get_doc(self.doctype, new))
		tree_anchors.forget_scopes()

	# naming

	def get_wished_name(self) -> str:
		return name_of(self.node_title)

	def get_free_name(self) -> str:
		"""The title; with the parent's name when that is taken; then numbered."""
		wish = self.get_wished_name()
		if not wish:
			frappe.throw(
				_("{0} needs at least one letter or digit.").format(
					_(self.meta.get_label(self.title_field), context=self.doctype)
				)
			)
		wishes = [wish, f"{self.parent_node}-{wish}"[:LONGEST_NAME] if self.parent_node else wish]
		wishes += [f"{wish}-{number}" for number in range(2, 100)]
		return next((name for name in wishes if not frappe.db.exists(self.doctype, name)), None)

	# what the node is

	def set_title(self) -> None:
		self.set(self.title_field, clean_line(self.node_title))

	def set_parent(self) -> None:
		"""Trees that know a default parent override this."""

	def set_is_group(self) -> None:
		if self.node_type in self.leaf_types:
			self.is_group = 0
		elif self.node_type in self.group_types:
			self.is_group = 1

	def set_anchor(self) -> None:
		field, wanted = self.anchor
		if self.node_type == wanted:
			self.set(field, self.name)
		else:
			self.set(
				field,
				frappe.db.get_value(self.doctype, self.parent_node, field) if self.parent_node else None,
			)

	def is_restructured(self) -> bool:
		before = self.get_doc_before_save()
		return (
			not before
			or before.parent_node != self.parent_node
			or before.get(self.type_field) != self.node_type
		)

	# where it may lie

	def validate_place(self) -> None:
		if not self.parent_node:
			return self.validate_top()
		parent = frappe.db.get_value(
			self.doctype,
			self.parent_node,
			[f"{self.type_field} as kind", f"{self.title_field} as title", "is_group"],
			as_dict=True,
		)
		if not parent:
			return  # the framework's link check names the unknown parent
		allowed = self.parent_types.get(self.node_type, ())
		if parent.kind not in allowed:
			frappe.throw(
				_("{0} ({1}) cannot lie below {2} ({3}). Choose one of these as parent: {4}.").format(
					self.node_title,
					_(self.node_type, context=self.doctype),
					parent.title,
					_(parent.kind, context=self.doctype),
					", ".join(_(kind, context=self.doctype) for kind in allowed),
				),
				title=_("Wrong place in the tree"),
			)
		if not parent.is_group:
			frappe.throw(
				_("{0} holds nothing below it yet. Tick {1} on it first.").format(
					parent.title, _("Is Group", context=self.doctype)
				),
				title=_("Wrong place in the tree"),
			)

	def validate_top(self) -> None:
		if self.node_type not in self.types_at_top:
			frappe.throw(
				_("{0} ({1}) needs a parent: one of {2}.").format(
					self.node_title,
					_(self.node_type, context=self.doctype),
					", ".join(
						_(kind, context=self.doctype) for kind in self.parent_types.get(self.node_type, ())
					),
				),
				title=_("Wrong place in the tree"),
			)

	def validate_title_among_siblings(self) -> None:
		twin = frappe.db.get_value(
			self.doctype,
			{
				self.title_field: self.node_title,
				self.nsm_parent_field: self.parent_node or ("is", "not set"),
				"name": ("!=", self.name),
			},
		)
		if twin:
			frappe.throw(
				_("{0} already exists here: {1}.").format(
					self.node_title, frappe.utils.get_link_to_form(self.doctype, twin)
				),
				frappe.DuplicateEntryError,
			)
