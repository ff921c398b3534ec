"""What is called from outside: typed throughout, and nothing that writes answers a GET (which carries no CSRF token)."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import frappe

import campus_safety
from campus_safety import hooks
from campus_safety.api import replaced
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.contract import is_whitelisted
from campus_safety.tests.declarations.sources import nodes_of

PACKAGE = Path(campus_safety.__file__).parent
# how endpoints are called that only read; the framework rolls back whatever a GET has written
READING = ("get_", "preview_", "suggest_", "progress", "permitted_rows")
WRITING_CALLS = frozenset(
	("insert", "save", "submit", "delete", "db_set", "set_value", "delete_doc", "enqueue", "commit")
)
# what such an endpoint keeps all the same, with the reason beside its commit
KEEPING = {"campus_safety.api.roll_call.get_start": ["commit"]}


def functions(folder: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
	"""(module, function) of every function in the files below, nested ones and methods, too."""
	for path in sorted(folder.rglob("*.py")):
		if not path.name.startswith("test_") and "tests" not in path.relative_to(PACKAGE).parts:
			module = ".".join(("campus_safety", *path.relative_to(PACKAGE).with_suffix("").parts))
			for node in nodes_of(path):
				if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
					yield module, node


def untyped(node: ast.FunctionDef) -> list[str]:
	"""Its parameters without a type, and "return"."""
	given = node.args
	every = (*given.posonlyargs, *given.args, given.vararg, *given.kwonlyargs, given.kwarg)
	found = [each.arg for each in every if each and not each.annotation and each.arg not in ("self", "cls")]
	return found if node.returns else [*found, "return"]


def writes(node: ast.FunctionDef) -> list[str]:
	"""Calls in its own body that write."""
	called = (call.func for call in ast.walk(node) if isinstance(call, ast.Call))
	return sorted(
		each.attr for each in called if isinstance(each, ast.Attribute) and each.attr in WRITING_CALLS
	)


class TestEndpoints(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.whitelisted = [(module, node) for module, node in functions(PACKAGE) if is_whitelisted(node)]
		# each replaces something on one of the frameworks
		names = (*replaced.REPLACED.values(), *replaced.OF_THE_QUERY_ENGINE.values())
		cls.replacing = {replaced.own(name) for name in names}

	def methods_of(self, module: str, node: ast.FunctionDef) -> list[str]:
		"""As the framework knows them, by the function itself; a method of a controller by its class."""
		importlib.import_module(module)
		known = frappe.allowed_http_methods_for_whitelisted_func
		return next(
			methods
			for function, methods in known.items()
			if function.__module__ == module and function.__name__ == node.name
		)

	def test_no_function_of_api_without_types(self) -> None:
		wrong = {
			f"{module}.{node.name}": untyped(node)
			for module, node in functions(PACKAGE / "api")
			if untyped(node)
		}
		self.assertEqual(wrong, {})

	def test_every_whitelisted_function_is_typed(self) -> None:
		self.assertGreater(len(self.whitelisted), 80)
		wrong = {f"{module}.{node.name}": untyped(node) for module, node in self.whitelisted if untyped(node)}
		self.assertEqual(wrong, {})

	def test_what_answers_a_get_only_reads(self) -> None:
		for module, node in self.whitelisted:
			with self.subTest(endpoint=f"{module}.{node.name}"):
				path, methods = f"{module}.{node.name}", self.methods_of(module, node)
				if path in self.replacing or methods == ["POST"]:
					continue
				self.assertTrue(
					node.name.startswith(READING), f"is called like a write and answers {methods}"
				)
				self.assertEqual(writes(node), KEEPING.get(path, []), f"writes and answers {methods}")

	def test_only_get_and_post(self) -> None:
		"""The framework lets PUT and DELETE in, too, where nothing is said; those are committed like a POST."""
		search = "campus_safety.access.search.permitted_rows"  # called by the framework's search, with what that lets in
		for module, node in self.whitelisted:
			path = f"{module}.{node.name}"
			if path not in (*self.replacing, search):
				self.assertLessEqual(set(self.methods_of(module, node)), {"GET", "POST"}, path)

	def test_a_replacement_opens_no_more_than_what_it_replaces(self) -> None:
		for original, replacement in hooks.override_whitelisted_methods.items():
			with self.subTest(original=original):
				try:
					theirs = inspect.unwrap(frappe.get_attr(original))
				except (AttributeError, ImportError):
					continue  # not in this framework
				ours = inspect.unwrap(frappe.get_attr(replacement))
				methods = frappe.allowed_http_methods_for_whitelisted_func
				known = {inspect.unwrap(function): set(allowed) for function, allowed in methods.items()}
				self.assertLessEqual(known[ours], known[theirs])


class TestTheChecks(CampusTestCase):
	def test_untyped(self) -> None:
		node = ast.parse("def f(self, a, b: int, *c, d=1, **e): pass").body[0]
		self.assertEqual(untyped(node), ["a", "c", "d", "e", "return"])
		self.assertEqual(untyped(ast.parse("def f(a: int, **e: str) -> None: pass").body[0]), [])

	def test_writes(self) -> None:
		node = ast.parse("def f():\n\tdoc.save()\n\treturn frappe.db.get_value(x)").body[0]
		self.assertEqual(writes(node), ["save"])
