"""Nothing of ours is shown in English in zh (decision 7): every string a person can meet has its Chinese in zh.csv."""

import ast
import re
from collections import defaultdict
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.setup import host_words, shown_texts, translations
from campus_safety.setup.framework_words import FRAMEWORK
from campus_safety.setup.shown_texts import Text
from campus_safety.tests.declarations.sources import nodes_of

PACKAGE = Path(campus_safety.__file__).parent
WRITE = f"run: {translations.COMMAND}"


class TestTranslations(TestCase):
	maxDiff = None

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.rows, cls.texts = translations.read(), shown_texts.find_all()

	def test_zh_is_complete(self) -> None:
		missing = translations.find_missing(self.rows, self.texts)
		listing = "\n".join(f"{place}: {source!r}" for (source, _context), place in missing.items())
		self.assertFalse(missing, f"{len(missing)} strings without Chinese ({WRITE}):\n{listing}")

	def test_no_row_without_a_text(self) -> None:
		self.assertEqual(translations.find_orphans(self.rows, self.texts), [], WRITE)

	def test_sorted_and_each_row_once(self) -> None:
		self.assertEqual(translations.find_duplicates(self.rows), [], WRITE)
		keys = [(source, context) for source, _chinese, context in self.rows]
		self.assertEqual(keys, sorted(keys), WRITE)

	def test_written_as_the_tool_writes_it(self) -> None:
		text = translations.TARGET.read_text(encoding="utf-8")
		self.assertTrue(text == translations.written(translations.tidy(self.rows, self.texts)), WRITE)

	def test_no_word_of_ours_stands_on_the_screens_of_others(self) -> None:
		"""A row without a context is everybody's: "Closed" as 已销号 would stand on every ToDo of the site."""
		listing = "\n".join(
			f"{source!r}: {chinese}" for source, chinese, _ in translations.find_changes_of_hosts(self.rows)
		)
		self.assertFalse(listing, f"ask for these with a context of ours (setup/host_words.py):\n{listing}")

	def test_no_row_is_empty(self) -> None:
		"""One without a context would take the host's word away: "Reason" stood in English on a leave of HRMS."""
		self.assertEqual([row for row in self.rows if not row[1]], [], WRITE)

	def test_what_stands_in_place_of_the_frameworks_is_asked_for_by_the_framework_alone(self) -> None:
		for source in host_words.IN_ITS_PLACE:
			with self.subTest(source=source):
				self.assertIn(source, FRAMEWORK)
				self.assertEqual([text.context for text in self.texts if text.source == source], [""])

	def test_words_of_others_are_words_that_we_say(self) -> None:
		"""What no text of ours says any more leaves the list, so that it stays short."""
		said = {text.source for text in self.texts}
		self.assertEqual({*host_words.ELSEWHERE, *host_words.IN_ITS_PLACE} - said, set())

	def test_a_context_has_the_word_where_it_is_asked_for(self) -> None:
		"""A row with a context serves that context only: 在寝 of the roll call is no translation of In on a form."""
		held = defaultdict(set)
		for source, _chinese, context in self.rows:
			held[source].add(context)
		wrong = [
			(text.place, text.source)
			for text in self.texts
			if text.source in held and text.context is not None and not held[text.source] & {text.context, ""}
		]
		self.assertEqual(wrong, [])

	def test_placeholders_survive(self) -> None:
		"""A translation that loses `{0}` loses the name of the student or the row."""
		wrong = [
			source
			for source, chinese, _context in self.rows
			if sorted(re.findall(r"\{\d*\}", source)) != sorted(re.findall(r"\{\d*\}", chinese))
		]
		self.assertEqual(wrong, [])

	def test_source_strings_are_english(self) -> None:
		"""A Chinese example inside is welcome, a Chinese sentence is not."""
		sources = [source for source, _chinese, _context in self.rows]
		self.assertEqual([source for source in sources if translations.is_chinese(source)], [])


class TestScanner(TestCase):
	"""What the scanner does not see needs no Chinese to pass: so it is tried itself."""

	def test_every_declaration_with_a_label_is_read(self) -> None:
		"""A dataclass with a `label` is shown through a variable; `shown_texts.LABELLED` says which reader knows it."""
		found = {
			node.name
			for path in PACKAGE.rglob("*.py")
			if "tests" not in path.relative_to(PACKAGE).parts
			for node in nodes_of(path)
			if isinstance(node, ast.ClassDef) and "label" in _fields_of_dataclass(node)
		}
		self.assertEqual(found, set(shown_texts.LABELLED))
		for reader in shown_texts.LABELLED.values():
			self.assertIn(reader, shown_texts.DECLARED)

	def test_every_reader_finds_words(self) -> None:
		for reader in shown_texts.DECLARED:
			with self.subTest(reader=reader.__name__):
				self.assertGreater(len(list(reader())), 0)

	def test_python(self) -> None:
		code = (
			'_("a"); _lt("b"); frappe._("c"); _("d" if x else "e"); _(x or "f"); _({1: "g"}[x]); _(x);'
			' _("h", context="K"); _("i", context=K); f"{_(\'j\')}"; L = "M"; _("k", context=L)'
		)
		found = dict(shown_texts.of_python(code))
		self.assertEqual(found, {**dict.fromkeys("abcdefgj", ""), "h": "K", "i": None, "k": "M"})

	def test_scripts(self) -> None:
		code = """__("a"); __('b'); __(`c`); __("d", [x]); __("e", null, "K"); __("f", null, doc.doctype); __(x);
			["g", "h"].map((value) => ({ value, label: __(value) })); __("say \\"i\\"", [f(x)]);
			["j"].map((value) => __(value, null, "K"))"""
		self.assertEqual(
			dict(shown_texts.of_script(code)),
			{**dict.fromkeys((*"abcdgh", 'say "i"'), ""), "e": "K", "f": None, "j": "K"},
		)
		page = PACKAGE / "public" / "js" / "phone" / "page.js"
		self.assertEqual(dict(shown_texts.of_script('__("a")', page)), {"a": "Phone"})

	def test_templates(self) -> None:
		code = """{{ _("a") }} {{ _("b", context="K") }} {{ _('c', context=doc.doctype) }}"""
		self.assertEqual(dict(shown_texts.of_template(code)), {"a": "", "b": "K", "c": None})

	def test_documents(self) -> None:
		code = """{"doctype": "DocType", "name": "N", "module": "M", "fields": [
			{"fieldtype": "Select", "label": "L", "options": "O\\nP", "description": "D"}]}"""
		found = set(shown_texts.of_json(code))
		self.assertEqual(found, {("N", ""), ("M", ""), ("L", "N"), ("O", "N"), ("P", "N"), ("D", "")})


class TestTool(TestCase):
	"""On a file of its own: what is missing, what is shown nowhere, what stands twice."""

	rows = [
		("B", "乙", ""),
		("A", "", ""),
		("A", "甲", ""),
		("A", "寅", "K"),
		("Gone", "去", ""),
		("B", "丑", "Gone"),
	]
	texts = [
		Text("A", "", "x"),
		Text("A", "K", "x"),
		Text("B", "L", "x"),
		Text("C", "", "y"),
		Text("—", "", "y"),
	]

	def test_it_names_what_is_wrong(self) -> None:
		self.assertEqual(translations.find_missing(self.rows, self.texts), {("C", ""): "y"})
		self.assertEqual(
			translations.find_orphans(self.rows, self.texts), [("Gone", "去", ""), ("B", "丑", "Gone")]
		)
		self.assertEqual(translations.find_duplicates(self.rows), [("A", "")])

	def test_it_writes_what_should_stand(self) -> None:
		after = translations.tidy(self.rows, self.texts)
		self.assertEqual(after, [("A", "甲", ""), ("A", "寅", "K"), ("B", "乙", ""), ("C", "", "")])
		self.assertEqual(translations.read(translations.written(after)), after)
		# an empty translation is no translation: the row does not silence the test
		self.assertEqual(translations.find_missing(after, self.texts), {("C", ""): "y"})
		self.assertEqual(translations.tidy([("A", "", "")], [Text("B", "", "x")]), [("B", "", "")])
		asked = [Text("A", "K", "x"), Text("A", None, "y")]
		self.assertEqual(translations.tidy([("A", "", ""), ("A", "寅", "K")], asked), [("A", "寅", "K")])

	def test_a_word_of_the_host_is_asked_for_in_its_context(self) -> None:
		rows = [
			("Closed", "已销号", ""),
			("Closed", "已销号", "K"),
			("Campaign", "批次", ""),
			("Save", "保存", ""),
		]
		self.assertEqual(translations.find_changes_of_hosts(rows), [rows[0], rows[2]])
		asked = [Text("Closed", "L", "x"), Text("Tidied", "L", "y")]
		self.assertEqual(
			translations.find_missing(rows[1:], asked), {("Closed", "L"): "x", ("Tidied", ""): "y"}
		)

	def test_a_row_of_another_context_does_not_serve(self) -> None:
		self.assertEqual(
			translations.find_missing([("A", "寅", "K")], [Text("A", "", "x")]), {("A", ""): "x"}
		)
		self.assertEqual(translations.find_missing([("A", "寅", "K")], [Text("A", None, "x")]), {})


def _fields_of_dataclass(node: ast.ClassDef) -> set[str]:
	if not any("dataclass" in ast.dump(decorator) for decorator in node.decorator_list):
		return set()
	return {
		each.target.id
		for each in node.body
		if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
	}
