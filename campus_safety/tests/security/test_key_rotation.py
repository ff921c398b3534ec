"""Another key: every record is readable afterwards, the seal still holds, and a lost key is an error that says where."""

import frappe
from cryptography.fernet import Fernet

from campus_safety.access.rules import RULES
from campus_safety.access.secrets import CONFIG_KEY, add_key, decrypt, encrypt, key_of
from campus_safety.engines.opening import key_rotation
from campus_safety.engines.seal import verify
from campus_safety.exceptions import MissingKeyError
from campus_safety.tests.base import WorldTestCase
from campus_safety.tests.world.canaries import secret_fields


class TestKeyRotation(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.keys = list(frappe.conf.get(CONFIG_KEY))
		self.addCleanup(self.put_back)

	def put_back(self) -> None:
		"""Everything is under the first key again, whatever a test has done."""
		frappe.db.rollback()
		now = frappe.conf.get(CONFIG_KEY)
		self.set_keys(list(dict.fromkeys((*self.keys, *now))))
		key_rotation.rewrite()
		self.set_keys(self.keys)

	def set_keys(self, keys: list[str]) -> None:
		from campus_safety.access.secrets import set_keys

		set_keys(keys)

	def texts(self) -> dict[tuple, str]:
		"""{(DocType, name, field): plain text} of every secret field of every record."""
		frappe.db.rollback()
		found = {}
		for doctype, rule in RULES.items():
			for fields, where in (
				(rule.secrets, doctype),
				*(
					(fields, frappe.get_meta(doctype).get_field(table).options)
					for table, fields in rule.child_secrets.items()
				),
			):
				for field in fields:
					for name, token in frappe.get_all(where, fields=["name", field], as_list=True):
						if token:
							found[where, name, field] = decrypt(token)
		return found

	def test_every_record_is_readable_afterwards_and_under_the_new_key_alone(self) -> None:
		before = self.texts()
		self.assertGreater(len(before), 20)
		add_key()
		self.assertEqual(self.texts(), before)  # the new key in front closes nothing
		self.assertGreater(key_rotation.rewrite(), 20)
		self.assertEqual(self.texts(), before)
		counts = key_rotation.count()
		self.assertTrue(counts)
		self.assertEqual({key for found in counts.values() for key in found}, {0})
		self.assertEqual(key_rotation.rewrite(), 0)  # again: nothing to do
		self.assertEqual(key_rotation.drop_old(), len(self.keys))
		self.assertEqual(self.texts(), before)

	def test_identity_numbers_are_found_without_being_declared_secret(self) -> None:
		places = {(place.doctype, place.column) for place in key_rotation.get_places()}
		for doctype, rule in RULES.items():
			if rule.secrets:
				self.assertTrue({(doctype, field) for field in secret_fields(doctype)} & places, doctype)

	def test_the_seal_holds(self) -> None:
		"""A rewritten record is another content: it has a leaf of its own, and nothing is found bent."""
		bent = {each["words"] for each in self.findings()}
		add_key()
		key_rotation.rewrite()
		self.assertEqual({each["words"] for each in self.findings()} - bent, set())

	def findings(self) -> list[dict]:
		found = verify.in_words(verify.check("", frappe.utils.now_datetime()))
		frappe.db.commit()
		return found["findings"]

	def test_a_lost_key_is_named_before_anything_is_written(self) -> None:
		before = self.texts()
		self.set_keys([Fernet.generate_key().decode()])
		for act in (key_rotation.rewrite, key_rotation.drop_old):
			with self.assertRaises(MissingKeyError) as refused:
				act()
			self.assertIn("Campus Session Note.note", str(refused.exception))
		note = self.world.counselling["note"]
		token = frappe.db.get_value("Campus Session Note", note, "note")
		self.assertIsNone(key_of(token))
		with self.assertRaises(MissingKeyError) as lost:
			decrypt(token)
		self.assertIn("campus_safety_keys", str(lost.exception))
		self.set_keys(self.keys)
		self.assertEqual(self.texts(), before)

	def test_nothing_needed_is_dropped(self) -> None:
		add_key()
		self.assertRaises(MissingKeyError, key_rotation.drop_old)
		self.assertEqual(len(frappe.conf.get(CONFIG_KEY)), len(self.keys) + 1)
		self.assertEqual(key_of(encrypt("新")), 0)
