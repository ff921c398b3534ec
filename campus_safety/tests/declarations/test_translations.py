"""Nothing of ours is shown in English in zh (decision 7): every string a person can meet has its Chinese in zh.csv."""

import ast
import csv
import json
import re
from collections import defaultdict
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.declared import LEDGERS, STARTS, TIMELINE, WORKFLOWS
from campus_safety.domain.roles import ALL_ROLES

PACKAGE = Path(campus_safety.__file__).parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# keys of our JSON files whose values a person reads
SHOWN_KEYS = frozenset(
	("label", "description", "title", "subject", "section_name", "report_name", "chart_name", "html_title")
)
JS_STRING = re.compile(r"""__\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|`([^`$]*)`)""")
TEMPLATE_STRING = re.compile(r"""_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
# the same in every language: units and codes
NEUTRAL = re.compile(r"^[\W\d_]*$|^(xlsx|CSV|ID|IP|URL|QR)$")


def translations() -> dict[str, str]:
	with open(PACKAGE / "translations" / "zh.csv", encoding="utf-8", newline="") as file:
		return {row[0]: row[1] for row in csv.reader(file) if len(row) >= 2}


def contexts() -> list[tuple[str, str]]:
	with open(PACKAGE / "translations" / "zh.csv", encoding="utf-8", newline="") as file:
		return [(row[0], row[2] if len(row) > 2 else "") for row in csv.reader(file) if len(row) >= 2]


def _of_doctype(node: dict):
	"""(DocType, text) of labels and options: translated with the DocType as context, else without any."""
	for field in node.get("fields", []):
		options = (field.get("options") or "").split("\n") if field["fieldtype"] == "Select" else []
		yield from (
			(node["name"], text) for text in (field.get("label"), field.get("description"), *options) if text
		)


def shown_strings() -> dict[str, set[str]]:
	"""{English string: where it stands} over DocTypes, desk documents, Python, JavaScript, templates, roles, states."""
	found: dict[str, set[str]] = defaultdict(set)
	for path in PACKAGE.rglob("*.json"):
		for text in _of_json(json.loads(path.read_text(encoding="utf-8"))):
			found[text].add(path.name)
	for path in PACKAGE.rglob("*.py"):
		if "tests" not in path.relative_to(PACKAGE).parts and not path.name.startswith("test_"):
			for text in _of_python(path):
				found[text].add(path.name)
	for pattern, suffix in ((JS_STRING, "*.js"), (TEMPLATE_STRING, "*.html")):
		for path in PACKAGE.rglob(suffix):
			for groups in pattern.findall(path.read_text(encoding="utf-8")):
				text = next((group for group in groups if group), "")
				found[text.replace('\\"', '"').replace("\\'", "'")].add(path.name)
	for role in ALL_ROLES:
		found[role].add("roles")
	for layout in LEDGERS.values():
		for text in (layout.title, *(column.label for column in layout.columns)):
			found[text].add("ledger_layouts.py")
	for source in TIMELINE:
		for moment in source.moments:
			found[moment.label].add("timeline.py")
	for start in STARTS:
		found[start.label].add("starts.py")
	for table in WORKFLOWS.values():
		for text in [s.name for s in table.states] + [t.action for t in table.transitions]:
			found[text].add("state_tables.py")
	return {text: places for text, places in found.items() if text.strip() and not NEUTRAL.match(text)}


def _of_json(node, parent_type: str | None = None):
	if isinstance(node, list):
		for item in node:
			yield from _of_json(item, parent_type)
	elif isinstance(node, dict):
		kind = node.get("doctype")
		if kind in (
			"DocType",
			"Report",
			"Workspace",
			"Print Format",
			"Number Card",
			"Dashboard Chart",
			"Page",
			"Web Form",
		):
			yield node["name"]
		if kind == "DocType":
			yield node["module"]
		if node.get("fieldtype") == "Select":
			yield from (option for option in (node.get("options") or "").split("\n") if option)
		for key, value in node.items():
			if key in SHOWN_KEYS and isinstance(value, str):
				yield value
			elif isinstance(value, list | dict):
				yield from _of_json(value)
		if kind == "Workspace" and node.get("content"):
			for block in json.loads(node["content"]):
				if block.get("type") == "header":
					yield re.sub(r"<[^>]+>", "", block["data"]["text"])


def _of_python(path: Path):
	"""First arguments of `_()`, and of `_lt()`."""
	for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
		if (
			isinstance(node, ast.Call)
			and isinstance(node.func, ast.Name)
			and node.func.id in ("_", "_lt")
			and node.args
			and isinstance(node.args[0], ast.Constant)
			and isinstance(node.args[0].value, str)
		):
			yield node.args[0].value


class TestTranslations(TestCase):
	maxDiff = None

	def test_zh_is_complete(self) -> None:
		known = translations()
		missing = {
			text: sorted(places)
			for text, places in shown_strings().items()
			if not CHINESE.search(text) and not CHINESE.search(known.get(text, ""))
		}
		listing = "\n".join(
			f"{places[0]}: {text!r}" for text, places in sorted(missing.items(), key=lambda m: m[1])
		)
		self.assertFalse(missing, f"{len(missing)} strings without Chinese:\n{listing}")

	def test_a_context_has_the_word_where_it_is_asked_for(self) -> None:
		"""A row with a context serves that context only: 在寝 of the roll call is no translation of In on a form."""
		with_context = defaultdict(set)
		for source, context in contexts():
			with_context[source].add(context)
		only_there = {source: held for source, held in with_context.items() if "" not in held}
		wrong = [
			(path.name, text)
			for path in PACKAGE.rglob("doctype/*/*.json")
			for name, text in _of_doctype(json.loads(path.read_text(encoding="utf-8")))
			if name not in only_there.get(text, {name})
		]
		self.assertEqual(wrong, [])

	def test_placeholders_survive(self) -> None:
		"""A translation that loses `{0}` loses the name of the student or the row."""
		wrong = [
			source
			for source, chinese in translations().items()
			if sorted(re.findall(r"\{\d*\}", source)) != sorted(re.findall(r"\{\d*\}", chinese))
		]
		self.assertEqual(wrong, [])

	def test_source_strings_are_english(self) -> None:
		"""A Chinese example inside is welcome, a Chinese sentence is not."""
		self.assertEqual([s for s in translations() if len(CHINESE.findall(s)) * 3 > len(s)], [])
