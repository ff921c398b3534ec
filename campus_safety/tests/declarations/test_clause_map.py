"""docs/clauses.zh-CN.md: every phrase of the notice has something behind it, or says why not."""

import json
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.setup import clause_map
from campus_safety.setup.notice import CLAUSES

PACKAGE = Path(campus_safety.__file__).parent


def names_of(kind: str) -> set[str]:
	"""Of the app's DocTypes, or its reports."""
	return {
		json.loads(path.read_text(encoding="utf-8"))["name"]
		for path in PACKAGE.glob(f"campus_*/{kind}/*/*.json")
	}


class TestClauseMap(TestCase):
	def test_committed_file_is_current(self) -> None:
		if not clause_map.TARGET.parent.exists():
			self.skipTest("installed without docs/")
		committed = clause_map.TARGET.read_text(encoding="utf-8")
		self.assertEqual(committed, clause_map.make_map(), f"stale, run: {clause_map.COMMAND}")

	def test_every_phrase_is_served_or_says_why_not(self) -> None:
		self.assertEqual([clause[0] for clause in CLAUSES], list(clause_map.SERVED))
		for clause, _chapter, _title, text, departments in CLAUSES:
			phrases, served = clause_map.phrases_of(text), clause_map.SERVED[clause]
			with self.subTest(clause):
				self.assertEqual(len(phrases), len(served), phrases)
				self.assertTrue(departments)
				self.assertTrue(all(each.by or each.why for each in served))
				self.assertTrue(all(each.why for each in served if each.awaits))

	def test_what_it_names_is_there(self) -> None:
		there = names_of("doctype") | names_of("report")
		named = {name for served in clause_map.SERVED.values() for each in served for name in each.by}
		self.assertEqual(sorted(named - there), [])

	def test_what_is_said_to_be_missing_is_missing(self) -> None:
		"""Whoever brings it names it here."""
		awaited = {name for served in clause_map.SERVED.values() for each in served for name in each.awaits}
		self.assertEqual(sorted(awaited & names_of("doctype")), [])

	def test_every_shipped_rule_counts_a_clause_of_the_notice(self) -> None:
		known = {clause[0] for clause in CLAUSES}
		self.assertEqual({of for _name, of, _values in clause_map.RULES.values()} - known, set())
