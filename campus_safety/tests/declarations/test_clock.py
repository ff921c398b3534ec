"""Services and engines do not read the clock: whoever calls them says what moment it is.

Front doors (api, jobs, www, reports), controllers and hooks read it once and hand it on, so that one request is at one
moment and a test stands where it wants. A function that is named by its dotted path (hooks.py, a queue) is a front door.
"""

import ast
from collections import Counter
from pathlib import Path
from unittest import TestCase

from campus_safety.tests.declarations.sources import nodes_of
from campus_safety.tests.declarations.test_floors import PACKAGE, floor_of, sources

FLOORS = ("services", "engines")
ALWAYS = frozenset(("now_datetime", "nowdate", "nowtime", "now", "today", "utcnow", "get_timestamp"))
WITHOUT_ARGUMENT = frozenset(("getdate", "get_datetime", "get_time"))
OF_MODULES = frozenset(
	("frappe", "utils", "datetime", "date", "time")
)  # `now()` of an object of ours is no clock

STAMP = "creation and modified of rows written set-based, as the framework's own save stamps them"
ALIVE = "signs of life, begin and end of a job: true only when read where they are written"
LOG = "an entry says itself when it was written; nobody hands that in"
SENT = "the moment of a message, where nobody has one at hand"
# {module: (readings left, why)}; a number may only become smaller
LEFT = {
	"engines.calendar": (1, STAMP),
	"engines.duties.coverage": (1, "a report that names no term means the current one"),
	"engines.duties.escalate": (1, STAMP),
	"engines.duties.generate": (4, STAMP),
	"engines.duties.run": (8, ALIVE),
	"engines.duties.saved": (1, STAMP),
	"engines.duties.settle": (1, STAMP),
	"engines.ledgers.export": (1, "the date printed on what was exported"),
	"engines.messages.outbox": (1, SENT),
	"engines.opening.access_log": (1, LOG),
	"engines.seal.leaves": (1, LOG),
	"engines.sheets.lifecycle": (7, ALIVE),
	"engines.sheets.run": (2, ALIVE),
	"services.gate.events": (3, "rules of a message, last seen, stamps: with the import as a kind"),
	"services.people.staff_import.kind": (1, "a kind of import gets no moment"),
	"services.people.student_import.kind": (3, "the day that decides who is a minor"),
	"services.people.student_import.write": (1, STAMP),
	"services.presence.roll_rows": (2, STAMP),
	"services.psychology.sheet": (3, "a kind of import gets no moment: its plan, its stamps"),
	"services.warning.run": (2, ALIVE),
	"services.presence.watch": (2, "how long the run itself took"),
}


def named_by_path() -> frozenset[str]:
	"""Every text of the sources that is a dotted path of ours."""
	return frozenset(
		node.value
		for path in (*sources().values(), ast.parse((PACKAGE / "hooks.py").read_text(encoding="utf-8")))
		for node in ast.walk(path)
		if isinstance(node, ast.Constant)
		and isinstance(node.value, str)
		and node.value.startswith("campus_safety.")
	)


def readings(tree: ast.Module, module: str, doors: frozenset[str] = frozenset()) -> list[int]:
	"""Lines that ask the clock, those of front doors aside."""
	aside = {
		id(inner)
		for node in tree.body
		if isinstance(node, ast.FunctionDef) and f"{module}.{node.name}" in doors
		for inner in ast.walk(node)
	}
	return [node.lineno for node in ast.walk(tree) if id(node) not in aside and _asks(node)]


def _asks(node: ast.AST) -> bool:
	if not isinstance(node, ast.Call):
		return False
	name, of = _name(node.func)
	if of is not None and of not in OF_MODULES:
		return False
	return name in ALWAYS or (name in WITHOUT_ARGUMENT and not node.args and not node.keywords)


def _name(node: ast.expr) -> tuple[str, str | None]:
	"""(function, the last word of what it hangs on)."""
	if isinstance(node, ast.Name):
		return node.id, None
	if isinstance(node, ast.Attribute):
		of = node.value
		return node.attr, of.attr if isinstance(of, ast.Attribute) else getattr(of, "id", "")
	return "", ""


class TestClock(TestCase):
	maxDiff = None

	def test_services_and_engines_are_told_the_moment(self) -> None:
		doors, found = named_by_path(), Counter()
		for module, tree in sources().items():
			if floor_of(module) in FLOORS:
				found[module.removeprefix("campus_safety.")] += len(readings(tree, module, doors))
		self.assertEqual(
			{module: number for module, number in found.items() if number},
			{module: number for module, (number, _why) in LEFT.items()},
			"hand `now` or `today` in; a number of LEFT only ever becomes smaller",
		)

	def test_no_test_patches_the_clock_of_a_module(self) -> None:
		found = [
			f"{path.relative_to(PACKAGE)}:{node.lineno}"
			for path in sorted(PACKAGE.rglob("*.py"))
			for node in nodes_of(path)
			if path != Path(__file__)
			and isinstance(node, ast.Constant)
			and isinstance(node.value, str)
			and node.value.startswith("campus_safety.")
			and node.value.rpartition(".")[2] in ALWAYS | WITHOUT_ARGUMENT
		]
		self.assertEqual(found, [], "`with at(moment):` of tests.base, or hand the moment in")

	def test_each_way_to_ask_is_seen(self) -> None:
		for text in (
			"now_datetime()",
			"frappe.utils.now_datetime()",
			"getdate(nowdate())",
			"getdate()",
			"frappe.utils.now()",
			"datetime.now()",
			"date.today()",
		):
			with self.subTest(text):
				self.assertEqual(readings(ast.parse(text), "x"), [1])
		for text in ("getdate(day)", "period.now()", "Now.of(today)"):
			with self.subTest(text):
				self.assertEqual(readings(ast.parse(text), "x"), [])
