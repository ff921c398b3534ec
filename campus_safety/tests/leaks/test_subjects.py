"""The leak suite asks about everything there is to hide: a `Subject` for every restricted DocType, a canary in every secret."""

import frappe

from campus_safety.access.rules import ROW_RESTRICTED, RULES
from campus_safety.access.secrets import decrypt, is_encrypted
from campus_safety.tests.base import WorldTestCase


class TestSubjects(WorldTestCase):
	def test_every_restricted_doctype_has_one(self) -> None:
		"""Rows of a table are asked for with the record they belong to."""
		wanted = {doctype for doctype in ROW_RESTRICTED if not RULES[doctype].parent}
		self.assertGreater(len(wanted), 20)
		missing = sorted(wanted - {subject.doctype for subject in self.world.subjects})
		self.assertEqual(missing, [], "declare a Subject in the world (tests/world*.py) for each")

	def test_each_is_there_and_has_canaries(self) -> None:
		for subject in self.world.subjects:
			with self.subTest(doctype=subject.doctype, name=subject.name):
				self.assertTrue(subject.canaries)
				self.assertTrue(
					frappe.db.exists(subject.doctype, {"name": subject.name, subject.field: subject.value})
				)
				self.assertLess(len(subject.insiders), len(set(self.world.outsiders.values())))

	def test_every_secret_field_holds_a_canary(self) -> None:
		missing = []
		for doctype, rule in RULES.items():
			if rule.secrets or rule.child_secrets:
				subjects = [subject for subject in self.world.subjects if subject.doctype == doctype]
				missing += (
					[f"{doctype}: no subject"] if not subjects else self._without_canary(subjects, rule)
				)
		self.assertEqual(missing, [])

	def _without_canary(self, subjects, rule) -> list[str]:
		"""Secret fields of which no subject's document holds a canary, as ciphertext."""
		canaries = {canary for subject in subjects for canary in subject.canaries}
		documents = [frappe.get_doc(subject.doctype, subject.name) for subject in subjects]
		held = [(document, "", rule.secrets) for document in documents] + [
			(row, f"{table}.", fields)
			for document in documents
			for table, fields in rule.child_secrets.items()
			for row in document.get(table)
		]
		found = {
			f"{place}{field}"
			for owner, place, fields in held
			for field in fields
			if is_encrypted(owner.get(field)) and decrypt(owner.get(field)) in canaries
		}
		wanted = {
			*rule.secrets,
			*(f"{table}.{field}" for table, fields in rule.child_secrets.items() for field in fields),
		}
		return sorted(f"{subjects[0].doctype}.{field}" for field in wanted - found)
