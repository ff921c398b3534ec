"""The house (architecture.md): imports only run down the floors, and rooms of one floor meet only where a pair says so.

Read from the sources, nested imports included, so that an import hidden in a function counts, too.
"""

import ast
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.tests.declarations.sources import tree_of

PACKAGE = Path(campus_safety.__file__).parent
NAME = PACKAGE.name
# from the ground to the roof: a floor imports from itself and from those before it
FLOORS = (
	"exceptions",
	"domain",
	"declared",
	"access",
	"adapters",
	"records",
	"engines",
	"services",
	"modules",
	"setup",
	"jobs",
	"api",
	"www",
	"front doors",
)
FRONT_DOORS = frozenset(("boot", "commands", "hooks", "install"))
# rules and declarations as plain Python: not even exceptions, which are the framework's
WITHOUT_FRAMEWORK = ("domain", "declared")
# floors that do not call each other although one stands above the other
STRANGERS = frozenset((("api", "jobs"),))
# rooms of services/ that may import from another one, and why
SERVICE_PAIRS = frozenset(
	(
		("care", "risk"),  # an abnormal talk nominates for the risk ledger
		("crisis", "risk"),  # who answers for the student is asked in one place
		("incidents", "leave"),  # who is away with a reason is expected at no muster
		("incidents", "presence"),  # who really sleeps in a building tonight
		("incidents", "counselling"),  # the hotline and the centre's telephone stand on the page of a report
		("gate", "leave"),  # who left no trace or missed a class may be away with a reason
		("gate", "presence"),  # a passage marks the night's roll, a missing trace opens a case
		("presence", "leave"),  # the night asks who is away with a reason; an overdue leave opens a case
		("incidents", "privacy"),  # the police are told under an impact assessment
		("psychology", "privacy"),  # a campaign opens under an impact assessment
		(
			"psychology",
			"counselling",
		),  # the hotline and the centre's telephone stand on every page of a screening
		("people", "incidents"),  # and sends a canary down the channel of reports
		("people", "presence"),  # the self-test goes down the ladder of the night without telling anybody
		(
			"governance",
			"incidents",
		),  # a complaint comes by the reports' channel, and one that asks for help is a report
		("warning", "risk"),  # a confirmed warning nominates for the risk ledger
		("warning", "privacy"),  # a rule is switched on under an impact assessment
		("people", "risk"),  # a post ends when nobody depends on it any more
	)
)


@dataclass(frozen=True)
class Import:
	"""`source` imports from `target`, both dotted modules."""

	source: str
	target: str

	def __str__(self) -> str:
		return f"{self.source} imports {self.target}"


def is_test(path: Path) -> bool:
	return "tests" in path.relative_to(PACKAGE).parts or path.name.startswith("test_")


def dotted(path: Path) -> str:
	parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
	return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@lru_cache(maxsize=1)
def sources() -> dict[str, ast.Module]:
	"""{dotted module: its syntax tree} of the app, its own package and tests left out."""
	return {
		dotted(path): tree_of(path)
		for path in sorted(PACKAGE.rglob("*.py"))
		if not is_test(path) and "node_modules" not in path.parts and dotted(path) != NAME
	}


def imported_by(tree: ast.Module) -> list[str]:
	"""Modules a source names in its imports, wherever in it; `from package import module` counts as the module."""
	found = []
	for node in ast.walk(tree):
		if isinstance(node, ast.Import):
			found += [alias.name for alias in node.names]
		elif isinstance(node, ast.ImportFrom) and node.module:
			for alias in node.names:
				whole = f"{node.module}.{alias.name}"
				found.append(whole if whole in sources() else node.module)
	return found


@lru_cache(maxsize=1)
def imports() -> tuple[Import, ...]:
	return tuple(
		Import(source, target)
		for source, tree in sources().items()
		for target in imported_by(tree)
		if target.split(".")[0] == NAME and target != NAME
	)


def floor_of(module: str) -> str:
	name = module.split(".")[1]
	if name in FRONT_DOORS:
		return "front doors"
	if name == "patches":  # what setup does once to a site that was there before
		return "setup"
	return "modules" if name.startswith("campus_") else name


def room_of(module: str) -> str:
	"""The second part of a module below a floor."""
	return module.split(".")[2] if module.count(".") > 1 else ""


class TestFloors(TestCase):
	def test_every_module_stands_on_a_floor(self) -> None:
		lost = [
			module for module in sources() if module != NAME and floor_of(module) not in (*FLOORS, "patches")
		]
		self.assertEqual(lost, [], "architecture.md names the floors; a module stands on one of them")

	def test_nothing_imports_upward(self) -> None:
		wrong = [
			str(one)
			for one in imports()
			if FLOORS.index(floor_of(one.source)) < FLOORS.index(floor_of(one.target))
		]
		self.assertEqual(wrong, [])

	def test_api_and_jobs_do_not_call_each_other(self) -> None:
		wrong = [
			str(one)
			for one in imports()
			if tuple(sorted((floor_of(one.source), floor_of(one.target)))) in STRANGERS
		]
		self.assertEqual(wrong, [])

	def test_pure_floors_know_no_framework(self) -> None:
		wrong = [
			f"{module} imports {target}"
			for module, tree in sources().items()
			if floor_of(module) in WITHOUT_FRAMEWORK
			for target in imported_by(tree)
			if target.startswith(("frappe", f"{NAME}.exceptions"))
		]
		self.assertEqual(wrong, [])

	def test_services_lie_in_rooms(self) -> None:
		loose = [path.name for path in PACKAGE.glob("services/*.py") if path.name != "__init__.py"]
		self.assertEqual(loose, [])

	def test_rooms_of_services_meet_only_as_declared(self) -> None:
		met = {
			(room_of(one.source), room_of(one.target))
			for one in imports()
			if floor_of(one.source) == floor_of(one.target) == "services"
		}
		self.assertEqual({pair for pair in met if pair[0] != pair[1]}, SERVICE_PAIRS)
