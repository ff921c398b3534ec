"""SECURITY.md, Keys: a new key of the seal goes in front, and nothing that the old ones signed or marked is in doubt (issue 10)."""

from base64 import b64encode
from datetime import datetime
from secrets import token_bytes

import frappe

from campus_safety.domain.seal.checkpoint import Checkpoint
from campus_safety.engines.seal import keys
from campus_safety.exceptions import MissingKeyError
from campus_safety.tests.base import CampusTestCase


class TestKeys(CampusTestCase):
	def setUp(self) -> None:
		super().setUp()
		before = frappe.local.conf.get(keys.CONFIG_KEY)
		self.addCleanup(frappe.local.conf.__setitem__, keys.CONFIG_KEY, before)
		self.old = [b64encode(token_bytes(32)).decode()]
		frappe.local.conf[keys.CONFIG_KEY] = self.old

	def sign(self) -> Checkpoint:
		return keys.sign(Checkpoint("school.test", 7, b"r" * 32, datetime(2026, 11, 29, 0, 20), None, ""))

	def test_the_newest_signs_and_the_oldest_marks(self) -> None:
		signed, mark = self.sign(), keys.get_mark_key()
		frappe.local.conf[keys.CONFIG_KEY] = [b64encode(token_bytes(32)).decode(), *self.old]
		again = self.sign()
		self.assertNotEqual(again.key, signed.key)
		self.assertTrue(keys.is_signed(signed) and keys.is_signed(again))
		self.assertEqual(keys.get_mark_key(), mark)

	def test_one_that_is_taken_out_leaves_its_signatures_unproved(self) -> None:
		signed = self.sign()
		frappe.local.conf[keys.CONFIG_KEY] = [b64encode(token_bytes(32)).decode()]
		self.assertFalse(keys.is_signed(signed))
		frappe.local.conf[keys.CONFIG_KEY] = []
		self.assertRaises(MissingKeyError, self.sign)
		self.assertIsNone(keys.get_mark_key())
