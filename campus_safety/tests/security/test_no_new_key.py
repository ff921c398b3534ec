"""A site that was restored without its keys gets no new one: it would part old text from new (found/chaos.md A11)."""

from contextlib import contextmanager
from unittest.mock import patch

import frappe

from campus_safety import install
from campus_safety.access import secrets
from campus_safety.engines.opening import key_rotation
from campus_safety.engines.seal import keys
from campus_safety.exceptions import MissingKeyError
from campus_safety.tests.base import WorldTestCase


class TestNoNewKey(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.written: list[str] = []

	@contextmanager
	def without(self, config_key: str):
		"""The configuration of this process alone lacks the key; what would be written to the file is only noted."""

		def note(key, value, *args, **kwargs) -> None:
			self.written.append(key)

		with patch.dict(frappe.local.conf), patch("frappe.installer.update_site_config", note):
			frappe.local.conf.pop(config_key, None)
			yield

	def test_a_migrate_stops_while_old_ciphertext_exists(self) -> None:
		self.assertTrue(key_rotation.get_places(), "the world has ciphertext")
		with self.without(secrets.CONFIG_KEY):
			with self.assertRaises(MissingKeyError):
				install.before_migrate()
			self.assertFalse(frappe.conf.get(secrets.CONFIG_KEY))
		self.assertEqual(self.written, [])

	def test_also_where_the_database_remembers_no_key(self) -> None:
		"""A dump from before the app remembered that it has keys."""
		with self.without(secrets.CONFIG_KEY), patch.object(frappe.db, "get_global", return_value=None):
			self.assertRaises(MissingKeyError, install.before_migrate)
		self.assertEqual(self.written, [])

	def test_and_by_no_other_road(self) -> None:
		with self.without(secrets.CONFIG_KEY):
			self.assertRaises(MissingKeyError, secrets.ensure_key)
			self.assertRaises(MissingKeyError, secrets.encrypt, "新写的文字")
		self.assertEqual(self.written, [])

	def test_the_seal_gets_no_new_key_once_it_has_signed(self) -> None:
		self.assertTrue(keys.have_signed(), "the world has leaves")
		with self.without(keys.CONFIG_KEY):
			self.assertRaises(MissingKeyError, install.before_migrate)
		self.assertEqual(self.written, [])

	def test_an_empty_site_gets_its_first_one(self) -> None:
		with (
			self.without(secrets.CONFIG_KEY),
			patch.object(frappe.db, "get_global", return_value=None),
			patch.object(key_rotation, "get_places", return_value=[]),
			patch.object(frappe.db, "set_global"),
		):
			install.refuse_lost_keys()
			secrets.ensure_key()
		self.assertEqual(self.written, [secrets.CONFIG_KEY])
