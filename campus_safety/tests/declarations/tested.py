"""Which DocTypes the tests work with: not which names stand in their text.

A test works with a DocType when a method of a test class makes, reads or asks for documents of it: it names the DocType
in a call (`frappe.get_doc("Campus Unit", …)`, `frappe.db.count(RUN)`) or as the `doctype` of a document's values.
"""

import ast
import importlib
from collections.abc import Iterator
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.tests.declarations.sources import tree_of

PACKAGE = Path(campus_safety.__file__).parent
# calls that take the DocType first and touch its documents
TOUCHING = frozenset(
	(
		"get_doc",
		"new_doc",
		"get_all",
		"get_list",
		"get_value",
		"get_values",
		"set_value",
		"exists",
		"count",
		"delete_doc",
		"rename_doc",
		"get_last_doc",
		"get_cached_doc",
	)
)


def find_tested_doctypes() -> set[str]:
	return {
		name
		for path in sorted(PACKAGE.rglob("test_*.py"))
		for name in _of_module(path)
		if name.startswith("Campus ")
	}


def _of_module(path: Path) -> Iterator[str]:
	tree = tree_of(path)
	place = path.relative_to(PACKAGE).with_suffix("").parts
	known = vars(importlib.import_module(".".join(("campus_safety", *place))))
	for node in tree.body:
		if isinstance(node, ast.ClassDef) and _runs_something(known[node.name]):
			for call in ast.walk(node):
				yield from _of_node(call, {**known, "self": known[node.name]})


def _runs_something(found: type) -> bool:
	return issubclass(found, TestCase) and any(name.startswith("test_") for name in dir(found))


def _of_node(node: ast.AST, known: dict) -> Iterator[str]:
	if isinstance(node, ast.Call):
		if isinstance(node.func, ast.Attribute) and node.func.attr in TOUCHING and node.args:
			yield from _text(node.args[0], known)
		yield from (
			name for word in node.keywords if word.arg == "doctype" for name in _text(word.value, known)
		)
	elif isinstance(node, ast.Dict):
		for key, value in zip(node.keys, node.values, strict=True):
			if isinstance(key, ast.Constant) and key.value == "doctype":
				yield from _text(value, known)


def _text(node: ast.expr, known: dict) -> Iterator[str]:
	"""A literal, or a name: `RUN`, `absence_cases.CASE`, `self.RUN`."""
	value = None
	if isinstance(node, ast.Constant):
		value = node.value
	elif isinstance(node, ast.Name):
		value = known.get(node.id)
	elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
		value = getattr(known.get(node.value.id), node.attr, None)
	if isinstance(value, str):
		yield value
