"""Proof of one record for somebody who has neither this server nor the other records: leaf, path, checkpoint.

`domain/seal/check_proof.py` checks it with Python's standard library alone.
"""

import frappe

from campus_safety.domain.seal.checkpoint import Checkpoint
from campus_safety.domain.seal.leaf import canonical
from campus_safety.domain.seal.tree import Frontier, grow, siblings
from campus_safety.engines.seal import checkpoints, keys
from campus_safety.engines.seal.check_tree import read_pages
from campus_safety.engines.seal.content import read_contents, read_layout
from campus_safety.engines.seal.leaves import FIELDS, LAYOUT, LEAF, text_of

FORMAT = "campus-seal-proof/1"


def get_proof(doctype: str, name: str, version: int | None = None, with_content: bool = False) -> dict | None:
	"""Of the newest version, or of that one; None while no checkpoint covers it. The caller checks who may have it.

	with_content: the record as it was digested (secrets as ciphertext) and the salt; of the newest version only.
	"""
	row = frappe.db.get_value(
		LEAF,
		{"reference_doctype": doctype, "reference_name": name, **({"version": version} if version else {})},
		[*FIELDS, "sequence", "salt"],
		as_dict=True,
		order_by="version desc",
	)
	checkpoint = row and row.sequence and _covering(row.sequence)
	if not checkpoint:
		return None
	index = row.sequence - 1
	proof = {
		"format": FORMAT,
		"leaf": text_of(row),
		"index": index,
		"path": [_root(*part).hex() for part in siblings(index, checkpoint.size)],
		"checkpoint": checkpoint.text(),
		"public_key": keys.get_public_key(checkpoint.key).hex(),
	}
	if with_content and row.salt:
		proof |= {"salt": row.salt, "content": _content(row)}
	return proof


def _covering(sequence: int) -> Checkpoint | None:
	"""The first checkpoint that knows this entry: the nearest to the time of writing."""
	return next((found for _name, found in checkpoints.get_all() if found and found.size >= sequence), None)


def _root(first: int, last: int) -> bytes:
	"""Of the leaves at these places, by their numbers in the table."""
	part = Frontier()
	for _numbers, texts in read_pages(first, last):
		grow(part, texts)
	return part.root()


def _content(row) -> str | None:
	detail = frappe.db.get_value(
		LEAF,
		{"reference_doctype": row.reference_doctype, "reference_name": f"{LAYOUT}{row.layout}"},
		"detail",
	)
	contents = read_contents(row.reference_doctype, [row.reference_name], read_layout(detail))
	content = contents.get(row.reference_name)
	return canonical(content).decode() if content else None
