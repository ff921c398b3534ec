"""A path in a string is found by no import and no linter: each `campus_safety.…` there must lead to something that is there."""

import ast
import importlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety import hooks
from campus_safety.tests.declarations.sources import nodes_of

PACKAGE = Path(campus_safety.__file__).parent
ROOT = PACKAGE.parent
# a call right behind it is a script's own `campus_safety.show(…)`, no path of ours
PATH = re.compile(r"(?<![\w./])campus_safety(?:\.[A-Za-z_]\w*)+(?![\w(])")
# of a script: a method's whole path in quotes, or the beginning that a constant holds
SCRIPT_PATH = re.compile(r"""["'](?:/api/method/)?(campus_safety(?:\.\w+)+)\.?["']""")
SCRIPT_CONSTANT = re.compile(r"""(\w+)\s*=\s*["'](?:/api/method/)?(campus_safety(?:\.\w+)+)\.?["']""")
SCRIPT_USE = re.compile(r"\$\{(?:\w+\.)?(\w+)\}\.?(\w+)(?![\w$])")
BUNDLE = re.compile(r"\.bundle\.(js|css)$")


def resolve(path: str) -> object:
	"""The module, class or function a path leads to. Errors: AttributeError, ImportError."""
	parts = path.split(".")
	found = importlib.import_module(parts[0])
	for number, part in enumerate(parts[1:], start=2):
		if not hasattr(found, part):
			try:
				importlib.import_module(".".join(parts[:number]))
			except ModuleNotFoundError as error:
				raise AttributeError(f"{path}: there is no {part}") from error
		found = getattr(found, part)
	return found


def of_python(text: str) -> Iterator[str]:
	"""Of every string, docstrings and the fixed parts of f-strings, too."""
	yield from _of_nodes(ast.walk(ast.parse(text)))


def _of_nodes(nodes: Iterable[ast.AST]) -> Iterator[str]:
	for node in nodes:
		if isinstance(node, ast.Constant) and isinstance(node.value, str):
			yield from PATH.findall(node.value)


def of_script(text: str) -> Iterator[str]:
	yield from SCRIPT_PATH.findall(text)
	constants = dict(SCRIPT_CONSTANT.findall(text))
	yield from (
		f"{constants[name]}.{method}" for name, method in SCRIPT_USE.findall(text) if name in constants
	)


def of_values(value) -> Iterator[str]:
	"""Of a tree of dicts and lists: JSON, or the computed hooks."""
	if isinstance(value, dict):
		for key, item in value.items():
			yield from of_values(key)
			yield from of_values(item)
	elif isinstance(value, list | tuple | set | frozenset):
		for item in value:
			yield from of_values(item)
	elif isinstance(value, str):
		yield from PATH.findall(value)


BUILT = frozenset(("dist", "node_modules"))  # what `bench build` makes of the rest
READERS = {
	".py": of_python,
	".js": of_script,
	".html": of_script,
	".json": lambda text: of_values(json.loads(text)),
	".txt": PATH.findall,
	".md": PATH.findall,
	".toml": PATH.findall,
}


def find_paths() -> dict[str, set[str]]:
	"""{path: where it stands}."""
	found = defaultdict(set)
	folders = ("campus_safety", "benchmarks", "sandbox", "tests", "docs")
	files = (
		*(path for folder in folders for path in (ROOT / folder).rglob("*")),
		*ROOT.glob("*.md"),
		*ROOT.glob("*.toml"),
	)
	for path in files:
		built = not BUILT.isdisjoint(path.parts)
		if path.suffix in READERS and path != Path(__file__) and not built:
			read = READERS[path.suffix]
			texts = _of_nodes(nodes_of(path)) if read is of_python else read(path.read_text(encoding="utf-8"))
			for text in texts:
				found[text].add(path.relative_to(ROOT).as_posix())
	for name, value in vars(hooks).items():
		if not name.startswith("__"):
			for text in of_values(value):
				found[text].add(f"hooks.py: {name}")
	return {text: places for text, places in found.items() if not BUNDLE.search(text)}


class TestDottedPaths(TestCase):
	def test_each_leads_to_something(self) -> None:
		paths = find_paths()
		self.assertGreater(len(paths), 150)
		wrong = []
		for path, places in sorted(paths.items()):
			try:
				resolve(path)
			except (AttributeError, ImportError) as error:
				wrong.append(f"{error} ({', '.join(sorted(places))})")
		self.assertEqual(wrong, [])

	def test_bundles_of_the_desk_are_there(self) -> None:
		for name, folder in ((hooks.app_include_js, "js"), (hooks.app_include_css, "css")):
			stem, _dot, suffix = name.partition(".bundle.")
			files = {path.name for path in (PACKAGE / "public" / folder).glob(f"{stem}.bundle.*")}
			self.assertTrue(files, f"{name}: no {stem}.bundle.* in public/{folder} ({suffix})")

	def test_it_finds_what_is_wrong(self) -> None:
		"""The search itself: a path that leads nowhere is seen in each kind of file."""
		wrong = "campus_safety.services.nowhere"
		self.assertEqual(
			list(of_python(f'enqueue("{wrong}"); f"{wrong}.{{x}}"; "campus_safety.show(1)"')), [wrong] * 2
		)
		script = f'call("{wrong}"); campus_safety.nowhere.x; "campus_safety.bundle.js"'
		self.assertEqual(list(of_script(script)), [wrong, "campus_safety.bundle.js"])
		self.assertEqual(list(of_script(f'const A = "{wrong}"; call(`${{A}}.go`)')), [wrong, f"{wrong}.go"])
		self.assertEqual(
			list(of_script(f'static A = "{wrong}."; x(`${{Page.A}}go`, `${{A}}${{b}}`)')),
			[wrong, f"{wrong}.go"],
		)
		self.assertEqual(list(of_values({"a": [f"{wrong}"]})), [wrong])
		for path in (wrong, "campus_safety.hooks.nothing"):
			self.assertRaises(AttributeError, resolve, path)
		self.assertIs(resolve("campus_safety.hooks"), hooks)
