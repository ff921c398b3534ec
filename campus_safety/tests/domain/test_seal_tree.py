"""The tree and its proofs against RFC 6962 written down as slowly as it is defined, and against forgeries."""

import hashlib
from unittest import TestCase

from hypothesis import given
from hypothesis import strategies as st

from campus_safety.domain.seal import tree

LEAVES = st.lists(st.binary(min_size=32, max_size=32), max_size=70)
SOME = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=70)
HASH = st.binary(min_size=32, max_size=32)


def slow_root(leaves: list[bytes]) -> bytes:
	"""MTH of RFC 6962, 2.1, over leaves that are hashed already."""
	if not leaves:
		return hashlib.sha256(b"").digest()
	if len(leaves) == 1:
		return leaves[0]
	middle = 1
	while middle * 2 < len(leaves):
		middle *= 2
	return hashlib.sha256(b"\x01" + slow_root(leaves[:middle]) + slow_root(leaves[middle:])).digest()


def slow_path(leaves: list[bytes], index: int) -> list[bytes]:
	"""PATH of RFC 6962, 2.1.1."""
	if len(leaves) == 1:
		return []
	middle = 1
	while middle * 2 < len(leaves):
		middle *= 2
	if index < middle:
		return [*slow_path(leaves[:middle], index), slow_root(leaves[middle:])]
	return [*slow_path(leaves[middle:], index - middle), slow_root(leaves[:middle])]


class TestFrontier(TestCase):
	@given(LEAVES)
	def test_it_is_the_root_of_the_definition(self, leaves) -> None:
		self.assertEqual(tree.root_of(leaves), slow_root(leaves))

	@given(LEAVES, st.integers(0, 70))
	def test_it_goes_on_from_where_it_was_stored(self, leaves, cut) -> None:
		first = tree.Frontier()
		for leaf in leaves[:cut]:
			first.add(leaf)
		again = tree.Frontier(first.size, [bytes(peak) for peak in first.peaks])
		for leaf in leaves[cut:]:
			again.add(leaf)
		self.assertEqual((again.size, again.root()), (len(leaves), slow_root(leaves)))
		self.assertLessEqual(len(again.peaks), max(1, len(leaves).bit_length()))

	@given(st.lists(st.binary(max_size=20), max_size=70), st.integers(0, 70))
	def test_many_at_once_are_one_after_the_other(self, texts, cut) -> None:
		slow, fast = tree.Frontier(), tree.Frontier()
		for text in texts:
			slow.add(tree.leaf_hash(text))
		tree.grow(fast, texts[:cut])
		tree.grow(fast, texts[cut:])
		self.assertEqual((fast.size, fast.peaks), (slow.size, slow.peaks))

	def test_also_over_the_edges_of_blocks(self) -> None:
		texts = [str(number).encode() for number in range(3 * tree.BLOCK + 5)]
		slow = tree.Frontier()
		for text in texts:
			slow.add(tree.leaf_hash(text))
		for cut in (0, 1, tree.BLOCK - 1, tree.BLOCK, tree.BLOCK + 3, 2 * tree.BLOCK + 7, len(texts)):
			fast = tree.Frontier()
			tree.grow(fast, texts[:cut])
			tree.grow(fast, texts[cut:])
			self.assertEqual((fast.size, fast.peaks), (slow.size, slow.peaks))

	def test_a_frontier_that_cannot_be_is_refused(self) -> None:
		with self.assertRaises(ValueError):
			tree.Frontier(3, [b"x" * 32])

	def test_a_million_leaves_have_at_most_twenty_peaks(self) -> None:
		self.assertLessEqual(max(size.bit_count() for size in range(999_000, 1_000_001)), 20)

	def test_known_roots(self) -> None:
		"""The vectors of RFC 6962's reference implementation: no leaf, one empty leaf, and all eight."""
		texts = [
			bytes.fromhex(text)
			for text in (
				"",
				"00",
				"10",
				"2021",
				"3031",
				"40414243",
				"5051525354555657",
				"606162636465666768696a6b6c6d6e6f",
			)
		]
		for size, root in (
			(0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
			(1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"),
			(8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
		):
			grown = tree.Frontier()
			tree.grow(grown, texts[:size])
			self.assertEqual(grown.root().hex(), root)


class TestInclusion(TestCase):
	@given(SOME, st.data())
	def test_the_path_is_that_of_the_definition_and_leads_to_the_root(self, leaves, data) -> None:
		index = data.draw(st.integers(0, len(leaves) - 1))
		path = tree.inclusion_path(leaves, index)
		self.assertEqual(path, slow_path(leaves, index))
		self.assertEqual(tree.root_by_path(leaves[index], index, len(leaves), path), slow_root(leaves))

	@given(SOME, HASH, st.data())
	def test_another_leaf_place_or_step_does_not(self, leaves, other, data) -> None:
		index = data.draw(st.integers(0, len(leaves) - 1))
		path, root = tree.inclusion_path(leaves, index), slow_root(leaves)
		if other != leaves[index]:
			self.assertNotEqual(tree.root_by_path(other, index, len(leaves), path), root)
		self.assertNotEqual(tree.root_by_path(leaves[index], index, len(leaves), [*path, other]), root)
		self.assertIsNone(tree.root_by_path(leaves[index], len(leaves), len(leaves), path))
		for place in range(len(leaves)):
			if leaves[place] != leaves[index]:
				self.assertNotEqual(
					tree.root_by_path(leaves[index], place, len(leaves), slow_path(leaves, place)), root
				)

	def test_there_is_none_beyond_the_end(self) -> None:
		for index, size in ((0, 0), (3, 3), (-1, 2)):
			with self.assertRaises(ValueError):
				tree.siblings(index, size)


class TestConsistency(TestCase):
	@given(SOME, st.data())
	def test_a_tree_that_only_grew_is_consistent(self, leaves, data) -> None:
		before = data.draw(st.integers(1, len(leaves)))
		path = tree.consistency_path(leaves, before)
		args = (before, slow_root(leaves[:before]), len(leaves), slow_root(leaves))
		self.assertTrue(tree.is_consistent(*args, path))

	@given(SOME, HASH, st.data())
	def test_one_whose_beginning_was_changed_is_not(self, leaves, other, data) -> None:
		before = data.draw(st.integers(1, len(leaves)))
		changed = data.draw(st.integers(0, before - 1))
		bent = [*leaves[:changed], other, *leaves[changed + 1 :]]
		if bent == leaves:
			return
		path = tree.consistency_path(bent, before)
		self.assertFalse(
			tree.is_consistent(before, slow_root(leaves[:before]), len(leaves), slow_root(bent), path)
		)

	@given(SOME, HASH, st.data())
	def test_a_bent_path_shows_nothing(self, leaves, other, data) -> None:
		before = data.draw(st.integers(1, len(leaves)))
		path = tree.consistency_path(leaves, before)
		args = (before, slow_root(leaves[:before]), len(leaves), slow_root(leaves))
		self.assertFalse(tree.is_consistent(*args, [*path, other]))
		if path:
			place = data.draw(st.integers(0, len(path) - 1))
			bent = [*path[:place], other, *path[place + 1 :]]
			if bent != path:
				self.assertFalse(tree.is_consistent(*args, bent))
