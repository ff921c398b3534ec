"""Queries in the notation that v15 and v16 both take: read from the source, whether a test runs them or not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import campus_safety
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.declarations.sources import nodes_of

PACKAGE = Path(campus_safety.__file__).parent
# what v16 takes; a field name in backticks alone it refuses
TERM = re.compile(r"(`tab[\w\s-]+`\.(`?)\w+\2|\w+)( (asc|desc))?", re.IGNORECASE)


def keywords(name: str) -> Iterator[tuple[str, ast.expr]]:
	"""(place, value) of every argument of that name in the app's source."""
	for path in sorted(PACKAGE.rglob("*.py")):
		for node in nodes_of(path):
			if isinstance(node, ast.keyword) and node.arg == name:
				yield f"{path.relative_to(PACKAGE)}:{node.value.lineno}", node.value


def texts(value: ast.expr) -> Iterator[str]:
	"""Strings that an expression is made of, `x` for each placeholder; what only joins them is left out."""
	if isinstance(value, ast.JoinedStr):
		yield "".join(part.value if isinstance(part, ast.Constant) else "x" for part in value.values)
	elif isinstance(value, ast.Constant) and isinstance(value.value, str):
		if re.search(r"\w", value.value):
			yield value.value
	else:
		for part in ast.iter_child_nodes(value):
			yield from texts(part)


class TestQueries(CampusTestCase):
	def test_every_order_is_in_a_notation_of_both_versions(self) -> None:
		seen = 0
		for place, value in keywords("order_by"):
			for text in texts(value):
				for term in text.split(","):
					seen += 1
					self.assertTrue(TERM.fullmatch(term.strip()), f"{place}: {term}")
		self.assertGreater(seen, 60)

	def test_a_field_in_backticks_alone_is_seen(self) -> None:
		(order,) = texts(ast.parse("f'`{field}` asc'", mode="eval").body)
		self.assertIsNone(TERM.fullmatch(order))

	def test_only_permitted_rows_asks_for_a_list_as_sql(self) -> None:
		"""v16 answers with an object whose text is unsafe; `engines.workbench.permitted_rows` knows."""
		places = [place for place, value in keywords("run") if getattr(value, "value", None) in (False, 0)]
		self.assertEqual({Path(place).name.partition(":")[0] for place in places}, {"permitted_rows.py"})

	def test_whether_there_is_any_record_is_asked_with_filters(self) -> None:
		"""`exists(doctype)` alone looks for a record without a name and answers None for ever."""
		alone, seen = [], 0
		for path in sorted(PACKAGE.rglob("*.py")):
			for node in nodes_of(path):
				if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("db.exists"):
					seen += 1
					if len(node.args) == 1 and not node.keywords and not isinstance(node.args[0], ast.Dict):
						alone.append(f"{path.relative_to(PACKAGE)}:{node.lineno}")
		self.assertGreater(seen, 100)
		self.assertEqual(alone, [])
