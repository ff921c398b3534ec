"""Proofs of many entries at once: the tree is walked once for all of them, and what never changes of it is kept.

A block of leaves that is full stays as it is for ever; its root is kept in the cache. What is kept is believed only as far as
it leads to a signed checkpoint: where it does not, everything is read anew.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterator

import frappe

from campus_safety.domain.seal.tree import Frontier, grow, node_hash, root_by_path, siblings
from campus_safety.domain.seal.tree import leaf_hash as hash_of
from campus_safety.engines.seal import checkpoints, keys
from campus_safety.engines.seal.check_tree import read_pages
from campus_safety.engines.seal.leaves import FIELDS, LEAF, text_of
from campus_safety.engines.seal.proof import FORMAT

BLOCK = 4096  # leaves, a power of two
KEPT = "campus_seal_block_roots"


def get_proofs(sequences: Collection[int]) -> dict[int, dict]:
	"""{number of the entry: its proof}, as `proof.get_proof` gives one; of those that a checkpoint covers and that hold.

	Each by the first checkpoint that knows it: the nearest to the time of writing.
	"""
	wanted = sorted({number for number in sequences if number})
	signed = [found for _name, found in checkpoints.get_all() if found]
	sizes = [found.size for found in signed]
	covering = {number: signed[at] for number in wanted if (at := bisect_left(sizes, number)) < len(sizes)}
	if not covering:
		return {}
	rows = frappe.get_all(
		LEAF, filters={"sequence": ("in", sorted(covering))}, fields=[*FIELDS, "sequence"], limit=0
	)
	for tree in (_Tree(frappe.cache.get_value(KEPT) or {}), _Tree({})):
		proofs = {row.sequence: _prove(row, covering[row.sequence], tree) for row in rows}
		if all(proofs.values()):
			frappe.cache.set_value(KEPT, tree.kept)
			break
	return {number: found for number, found in proofs.items() if found}


def _prove(row, checkpoint, tree: "_Tree") -> dict | None:
	text, index = text_of(row), row.sequence - 1
	path = [tree.root(*part) for part in siblings(index, checkpoint.size)]
	if root_by_path(hash_of(text.encode()), index, checkpoint.size, path) != checkpoint.root:
		return None
	return {
		"format": FORMAT,
		"leaf": text,
		"index": index,
		"path": [step.hex() for step in path],
		"checkpoint": checkpoint.text(),
		"public_key": keys.get_public_key(checkpoint.key).hex(),
	}


class _Tree:
	"""kept: {first leaf: root} of full blocks."""

	def __init__(self, kept: dict[int, bytes]) -> None:
		self.kept = dict(kept)
		self.nodes: dict[tuple[int, int], bytes] = {}
		self.hashes: dict[int, list[bytes]] = {}

	def root(self, first: int, last: int) -> bytes:
		"""Of the leaves at these places: of the perfect trees that they are made of."""
		found = None
		for start, size in reversed([*perfect_parts(first, last)]):
			node = self.perfect(start, size)
			found = node if found is None else node_hash(node, found)
		return found

	def perfect(self, start: int, size: int) -> bytes:
		if size == BLOCK and start in self.kept:
			return self.kept[start]
		key = (start, size)
		if key not in self.nodes:
			self.nodes[key] = self._make(start, size)
		if size == BLOCK:
			self.kept[start] = self.nodes[key]
		return self.nodes[key]

	def _make(self, start: int, size: int) -> bytes:
		if size > BLOCK:
			half = size // 2
			return node_hash(self.perfect(start, half), self.perfect(start + half, half))
		if size == BLOCK and start not in self.hashes:
			part = Frontier()
			for _numbers, texts in read_pages(start, start + size):
				grow(part, texts)
			return part.root()
		hashes = self._hashes_of(start - start % BLOCK)
		at = start % BLOCK
		part = Frontier()
		for node in hashes[at : at + size]:
			part.add(node)
		return part.root()

	def _hashes_of(self, block: int) -> list[bytes]:
		if block not in self.hashes:
			pages = read_pages(block, block + BLOCK)
			self.hashes[block] = [hash_of(text) for _numbers, texts in pages for text in texts]
		return self.hashes[block]


def perfect_parts(first: int, last: int) -> Iterator[tuple[int, int]]:
	"""(first leaf, size) of the largest perfect trees in this run; `first` is a multiple of the first one's size."""
	while first < last:
		size = 1 << (last - first).bit_length() - 1
		yield first, size
		first += size
