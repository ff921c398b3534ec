"""The Merkle tree over all leaves, in their order, after RFC 6962: its root stands for every one of them.

A tree that grows is known by its frontier: the roots of the perfect trees it is made of, the largest first, at most one for
each bit of its size (20 for a million leaves).
"""

import hashlib
from collections.abc import Iterable, Sequence

LEAF, NODE = b"\x00", b"\x01"
EMPTY = hashlib.sha256(b"").digest()
BLOCK = 256  # leaves hashed together


def leaf_hash(text: bytes) -> bytes:
	return hashlib.sha256(LEAF + text).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
	return hashlib.sha256(NODE + left + right).digest()


class Frontier:
	"""A tree that only grows. size: leaves in it; peaks: roots of its perfect trees, the largest first."""

	def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
		if len(peaks) != size.bit_count():
			raise ValueError(f"a tree of {size} leaves has {size.bit_count()} peaks, not {len(peaks)}")
		self.size, self.peaks = size, list(peaks)

	def add(self, leaf: bytes) -> None:
		"""Append one leaf, by its hash."""
		self.add_perfect(leaf, 1)

	def add_perfect(self, node: bytes, leaves: int) -> None:
		"""Append a perfect tree, by its root: of a power of two leaves, of which the tree holds a multiple."""
		peaks, size = self.peaks, self.size // leaves
		while size & 1:
			node = node_hash(peaks.pop(), node)
			size >>= 1
		peaks.append(node)
		self.size += leaves

	def root(self) -> bytes:
		peaks = self.peaks
		if not peaks:
			return EMPTY
		node = peaks[-1]
		for peak in reversed(peaks[:-1]):
			node = node_hash(peak, node)
		return node


def grow(frontier: Frontier, texts: Sequence[bytes]) -> None:
	"""Many leaves at once, by their texts: `add(leaf_hash(text))` for each, perfect trees of BLOCK leaves at a time."""
	sha256 = hashlib.sha256
	hashes = [sha256(LEAF + text).digest() for text in texts]
	first = min(-frontier.size % BLOCK, len(hashes))
	for leaf in hashes[:first]:
		frontier.add(leaf)
	while len(hashes) - first >= BLOCK:
		frontier.add_perfect(_perfect_root(hashes[first : first + BLOCK]), BLOCK)
		first += BLOCK
	for leaf in hashes[first:]:
		frontier.add(leaf)


def _perfect_root(nodes: Sequence[bytes]) -> bytes:
	"""Of a power of two."""
	sha256 = hashlib.sha256
	while len(nodes) > 1:
		nodes = [
			sha256(NODE + left + right).digest() for left, right in zip(nodes[::2], nodes[1::2], strict=True)
		]
	return nodes[0]


def root_of(leaves: Sequence[bytes]) -> bytes:
	frontier = Frontier()
	for leaf in leaves:
		frontier.add(leaf)
	return frontier.root()


# proofs


def siblings(index: int, size: int) -> list[tuple[int, int]]:
	"""(first, last) of the trees beside the way from leaf `index` up to the root, the lowest first: their roots prove it."""
	if not 0 <= index < size:
		raise ValueError(f"there is no leaf {index} in a tree of {size}")
	return list(_siblings(index, 0, size))


def _siblings(index: int, first: int, last: int) -> Iterable[tuple[int, int]]:
	if last - first == 1:
		return
	middle = first + _split(last - first)
	if index < middle:
		yield from _siblings(index, first, middle)
		yield middle, last
	else:
		yield from _siblings(index, middle, last)
		yield first, middle


def _split(size: int) -> int:
	"""The largest power of two below `size`."""
	return 1 << (size - 1).bit_length() - 1


def inclusion_path(leaves: Sequence[bytes], index: int) -> list[bytes]:
	return [root_of(leaves[first:last]) for first, last in siblings(index, len(leaves))]


def root_by_path(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
	"""The root that this leaf at this place leads to (RFC 9162 2.1.3.2); None for a path of the wrong length."""
	if not 0 <= index < size:
		return None
	place, last, node = index, size - 1, leaf
	for beside in path:
		if not last:
			return None
		if place & 1 or place == last:
			node = node_hash(beside, node)
			while not place & 1 and place:
				place, last = place >> 1, last >> 1
		else:
			node = node_hash(node, beside)
		place, last = place >> 1, last >> 1
	return None if last else node


def consistency_path(leaves: Sequence[bytes], before: int) -> list[bytes]:
	"""What shows that the tree over `leaves` begins with the tree over its first `before` ones (RFC 6962 2.1.2)."""
	if not 0 < before <= len(leaves):
		raise ValueError(f"there is no tree of {before} in one of {len(leaves)}")
	return _consistency(leaves, before, True)


def _consistency(leaves: Sequence[bytes], before: int, whole: bool) -> list[bytes]:
	size = len(leaves)
	if before == size:
		return [] if whole else [root_of(leaves)]
	middle = _split(size)
	if before <= middle:
		return [*_consistency(leaves[:middle], before, whole), root_of(leaves[middle:])]
	return [*_consistency(leaves[middle:], before - middle, False), root_of(leaves[:middle])]


def is_consistent(before: int, root_before: bytes, size: int, root: bytes, path: Sequence[bytes]) -> bool:
	"""Does the tree of `size` and `root` begin with that of `before` and `root_before`? (RFC 9162 2.1.4.2)"""
	if not 0 < before <= size:
		return False
	if before == size:
		return not path and root_before == root
	hashes = list(path)
	if before & (before - 1) == 0:
		hashes.insert(0, root_before)
	if not hashes:
		return False
	place, last = before - 1, size - 1
	while place & 1:
		place, last = place >> 1, last >> 1
	old = new = hashes[0]
	for beside in hashes[1:]:
		if not last:
			return False
		if place & 1 or place == last:
			old, new = node_hash(beside, old), node_hash(beside, new)
			while not place & 1 and place:
				place, last = place >> 1, last >> 1
		else:
			new = node_hash(new, beside)
		place, last = place >> 1, last >> 1
	return not last and old == root_before and new == root
