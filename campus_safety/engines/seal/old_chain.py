"""The chain of hashes of the access log, as it was until the seal: readable, checked, and tied to the tree by its first leaf.

Each entry carried the hash of the one before it. New entries have leaves instead, and no number of their own.
"""

import hashlib
import json
from typing import NamedTuple

import frappe
from frappe.utils import cstr

from campus_safety.domain.seal.leaf import Kind
from campus_safety.engines.seal.leaves import LEAF, LOG, New, write

NOTHING = "0" * 64
HASHED = (
	"sequence",
	"at",
	"user",
	"action",
	"reference_doctype",
	"reference_name",
	"student",
	"reason",
	"ip",
)
CHAIN = "chain"


class Verdict(NamedTuple):
	"""Entries of the old chain, the sequence of the first broken one (None when whole), the hash it ends with."""

	entries: int
	broken_at: int | None
	last_hash: str


def begin() -> None:
	"""The first leaf of the tree: the hash with which the old chain ends; zeros where there was none. Once."""
	if not frappe.db.exists(LEAF, {"reference_doctype": LOG, "reference_name": CHAIN}):
		write([New(Kind.CHAIN, LOG, CHAIN, 1, digest=get_last_hash())], ignore_duplicates=True)


def get_last_hash() -> str:
	return frappe.db.get_value(LOG, {"hash": ("is", "set")}, "hash", order_by="sequence desc") or NOTHING


def hash_of(entry) -> str:
	"""SHA-256 over the entry's content and the hash before it."""
	content = [cstr(entry.get(field)) for field in HASHED] + [cstr(entry.get("previous_hash"))]
	return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def verify(page: int = 2000) -> Verdict:
	"""Walk the old chain, in pages of `page` entries; its end is what the first leaf says."""
	log = frappe.qb.DocType(LOG)
	previous, sequence = None, -1
	while True:
		rows = (
			frappe.qb.from_(log)
			.select(*HASHED, "previous_hash", "hash")
			.where((log.sequence > sequence) & log.hash.notnull() & (log.hash != ""))
			.orderby(log.sequence)
			.limit(page)
			.run(as_dict=True)
		)
		for row in rows:
			broken = row.sequence != sequence + 1 or row.hash != hash_of(row)
			if broken or (previous is not None and row.previous_hash != previous):
				return Verdict(sequence + 1, sequence + 1, previous or NOTHING)
			previous, sequence = row.hash, row.sequence
		if len(rows) < page:
			return _closed(Verdict(sequence + 1, None, previous or NOTHING))


def _closed(verdict: Verdict) -> Verdict:
	sealed = frappe.db.get_value(LEAF, {"reference_doctype": LOG, "reference_name": CHAIN}, "digest")
	cut = sealed is not None and sealed != verdict.last_hash
	return verdict._replace(broken_at=verdict.entries) if cut else verdict
