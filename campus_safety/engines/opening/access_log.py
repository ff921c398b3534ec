"""The access log 访问日志: who opened, changed, signed or exported a protected record, when and why.

Append-only and hash-chained: each entry carries the hash of the one before it, so that a removed or altered entry
breaks every hash after it. `verify` walks the chain.
"""

import hashlib
import json
from typing import NamedTuple

import frappe
from frappe.utils import cstr, now_datetime

DOCTYPE = "Campus Access Log"
GENESIS = "genesis"
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


class Verdict(NamedTuple):
	"""What `verify` found: entries read, and the sequence of the first broken one (None when whole)."""

	entries: int
	broken_at: int | None


def record(
	action: str,
	reference_doctype: str,
	reference_name: str,
	student: str | None = None,
	reason: str | None = None,
	user: str | None = None,
) -> str:
	"""Append one entry and return its name. Writers queue on the first entry, so the chain never forks."""
	_lock_chain()
	last = _last_entry()
	entry = frappe.new_doc(DOCTYPE)
	entry.update(
		{
			"sequence": last.sequence + 1,
			"at": now_datetime().replace(microsecond=0),
			"user": user or frappe.session.user,
			"action": action,
			"reference_doctype": reference_doctype,
			"reference_name": reference_name,
			"student": student,
			"reason": reason,
			"ip": cstr(getattr(frappe.local, "request_ip", None)),
			"previous_hash": last.hash,
		}
	)
	entry.hash = hash_of(entry)
	entry.flags.ignore_links = True  # a log outlives what it tells of
	with entry.as_app():
		entry.insert(ignore_permissions=True)  # the log is written for people who may not write to it
	return entry.name


def hash_of(entry) -> str:
	"""SHA-256 over the entry's content and the hash before it."""
	content = [cstr(entry.get(field)) for field in HASHED] + [cstr(entry.get("previous_hash"))]
	return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def verify(page: int = 2000) -> Verdict:
	"""Walk the whole chain, in pages of `page` entries."""
	log = frappe.qb.DocType(DOCTYPE)
	previous, sequence = None, -1
	while True:
		rows = (
			frappe.qb.from_(log)
			.select(*HASHED, "previous_hash", "hash")
			.where(log.sequence > sequence)
			.orderby(log.sequence)
			.limit(page)
			.run(as_dict=True)
		)
		for row in rows:
			broken = row.sequence != sequence + 1 or row.hash != hash_of(row)
			if broken or (previous is not None and row.previous_hash != previous):
				return Verdict(sequence + 1, sequence + 1)
			previous, sequence = row.hash, row.sequence
		if len(rows) < page:
			return Verdict(sequence + 1, None)


def begin_chain() -> None:
	"""The entry with number 0, written once at install."""
	if frappe.db.exists(DOCTYPE, GENESIS):
		return
	entry = frappe.new_doc(DOCTYPE)
	entry.update(
		{
			"sequence": 0,
			"at": now_datetime().replace(microsecond=0),
			"user": "Administrator",
			"action": "Begin",
			"reference_doctype": "DocType",
			"reference_name": DOCTYPE,
			"ip": "",
			"previous_hash": "",
		}
	)
	entry.name = GENESIS
	entry.hash = hash_of(entry)
	with entry.as_app():
		entry.insert(ignore_permissions=True, set_name=GENESIS)  # before any person exists


def _lock_chain() -> None:
	log = frappe.qb.DocType(DOCTYPE)
	if not frappe.qb.from_(log).select(log.name).where(log.name == GENESIS).for_update().run():
		begin_chain()


def _last_entry():
	"""A locking read: a plain one would see the chain as it was when this transaction began."""
	log = frappe.qb.DocType(DOCTYPE)
	return (
		frappe.qb.from_(log)
		.select(log.sequence, log.hash)
		.orderby(log.sequence, order=frappe.qb.desc)
		.limit(1)
		.for_update()
		.run(as_dict=True)[0]
	)
