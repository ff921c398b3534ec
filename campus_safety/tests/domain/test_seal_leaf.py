"""What a leaf is made of: one spelling of a content, a digest nobody guesses, a checkpoint that survives paper and mail."""

import hashlib
import json
from datetime import date, datetime, timedelta
from decimal import Decimal
from unittest import TestCase

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given, settings
from hypothesis import strategies as st

from campus_safety.domain.seal import check_proof, leaf, tree
from campus_safety.domain.seal.checkpoint import Checkpoint, key_number, parse

VALUES = st.one_of(st.none(), st.text(max_size=8), st.integers(-9, 9), st.dates(), st.booleans())
CONTENTS = st.dictionaries(st.text(max_size=5), VALUES, max_size=5)
LEVELS = ("Green", "Yellow", "Orange", "Red")


class TestCanonical(TestCase):
	@given(CONTENTS, st.randoms())
	def test_the_order_of_fields_does_not_matter(self, content, random) -> None:
		fields = list(content)
		random.shuffle(fields)
		self.assertEqual(leaf.canonical(content), leaf.canonical({field: content[field] for field in fields}))

	@given(CONTENTS)
	def test_it_is_json_over_strings_alone(self, content) -> None:
		read = json.loads(leaf.canonical(content))
		self.assertEqual(set(read), {key for key, value in content.items() if value is not None})
		self.assertTrue(all(isinstance(value, str) for value in read.values()))

	def test_a_value_has_one_spelling(self) -> None:
		for value, text in (
			(True, "1"),
			(7, "7"),
			(1.5, "1.500000000"),
			(Decimal("1.5"), "1.500000000"),
			(date(2026, 11, 29), "2026-11-29"),
			(datetime(2026, 11, 29, 1, 2), "2026-11-29 01:02:00.000000"),
			(timedelta(hours=1), "3600.000000"),
			("甲", "甲"),
		):
			with self.subTest(value):
				self.assertEqual(leaf.plain(value), text)

	def test_rows_keep_their_order(self) -> None:
		one, other = ({"rows": [{"a": 1}, {"a": 2}]}, {"rows": [{"a": 2}, {"a": 1}]})
		self.assertNotEqual(leaf.canonical(one), leaf.canonical(other))


class TestDigest(TestCase):
	def test_a_level_cannot_be_guessed_without_the_salt(self) -> None:
		"""Who knows every field but the level tries all four; with the salt that is enough, without it nothing."""
		record = {"name": "37d9a29088", "student": "2026010112"}
		salt = bytes(range(16))
		sealed = leaf.digest(salt, leaf.canonical({**record, "risk_level": "Red"}))
		guesses = {level: leaf.canonical({**record, "risk_level": level}) for level in LEVELS}
		with_salt = [level for level, text in guesses.items() if leaf.digest(salt, text) == sealed]
		without = [
			level
			for level, text in guesses.items()
			for tried in (b"", bytes(16))
			if sealed in (leaf.digest(tried, text), hashlib.sha256(text).hexdigest())
		]
		self.assertEqual((with_salt, without), (["Red"], []))

	@given(st.text(), st.text(), st.integers(0, 5), st.integers(0, 5))
	def test_a_mark_holds_for_one_text_at_one_place(self, text, other, place, another) -> None:
		same = (text, place) == (other, another)
		self.assertEqual(leaf.mark(b"k", text, place) == leaf.mark(b"k", other, another), same)
		self.assertNotEqual(leaf.mark(b"k", text, place), leaf.mark(b"l", text, place))

	@given(st.text())
	def test_no_name_begins_a_new_line(self, name) -> None:
		self.assertLessEqual(len(leaf.one_line(name).splitlines()), 1)


class TestCheckpoint(TestCase):
	key = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

	def signed(self, size: int = 12, root: bytes = b"r" * 32) -> Checkpoint:
		number = key_number(self.public())
		made = Checkpoint("school.test", size, root, datetime(2026, 11, 29, 0, 20), None, number)
		return made._replace(signature=self.key.sign(made.signed()))

	def public(self) -> bytes:
		return self.key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)

	def test_what_mails_scanners_and_people_put_between_does_not_matter(self) -> None:
		made = self.signed()
		text = made.text()
		for written in (
			text,
			f"封签：\r\n> {text[:70]}\r\n> {text[70:140]}\r\n>{text[140:]}\r\n谢谢",
			"\n ".join(text[place : place + 13] for place in range(0, len(text), 13)),
		):
			with self.subTest(written):
				self.assertEqual(parse(written), made)

	@given(st.text())
	def test_other_text_is_none(self, text) -> None:
		self.assertIsNone(parse(text))

	def test_the_next_one_names_it(self) -> None:
		one, other = self.signed(), self.signed(13)
		self.assertNotEqual(one.fingerprint(), other.fingerprint())
		next_one = one._replace(previous=one.fingerprint())
		next_one = next_one._replace(signature=self.key.sign(next_one.signed()))
		self.assertEqual(parse(next_one.text()).previous, one.fingerprint())


class TestCheckProof(TestCase):
	"""The verifier that needs Python alone agrees with `cryptography` and with the tree."""

	@settings(max_examples=8, deadline=None)
	@given(st.binary(min_size=32, max_size=32), st.binary(max_size=40), st.integers(0, 63))
	def test_its_signatures_are_those_of_rfc_8032(self, seed, message, place) -> None:
		key = Ed25519PrivateKey.from_private_bytes(seed)
		public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
		signature = key.sign(message)
		self.assertTrue(check_proof.is_signed(message, signature, public))
		self.assertFalse(check_proof.is_signed(message + b"x", signature, public))
		bent = bytearray(signature)
		bent[place] ^= 1
		self.assertFalse(check_proof.is_signed(message, bytes(bent), public))

	@given(st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40), st.data())
	def test_it_climbs_as_the_tree_does(self, leaves, data) -> None:
		index = data.draw(st.integers(0, len(leaves) - 1))
		path = tree.inclusion_path(leaves, index)
		self.assertEqual(
			check_proof.climb(leaves[index], index, len(leaves), path),
			tree.root_by_path(leaves[index], index, len(leaves), path),
		)

	def test_it_imports_nothing_but_the_standard_library(self) -> None:
		import ast
		import sys

		with open(check_proof.__file__, encoding="utf-8") as file:
			parsed = ast.parse(file.read())
		names = {
			alias.name for node in ast.walk(parsed) if isinstance(node, ast.Import) for alias in node.names
		}
		self.assertFalse([node for node in ast.walk(parsed) if isinstance(node, ast.ImportFrom)])
		self.assertLessEqual(names, sys.stdlib_module_names)
