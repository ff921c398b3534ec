"""Texts written once and entered for many 疑似批量, talks and parent contacts: all of them are marked, at once, by set (domain §2, §3)."""

import frappe
from frappe.utils import cint, getdate

from campus_safety.domain.care.heart_talk import Copy, suspected_batch
from campus_safety.engines.duties import events
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.services.care.settings import get_same_text_students


def keep_mark(doc) -> None:
	"""The mark may have been set since the form was opened: a later save leaves it as it is."""
	before = doc.get_doc_before_save()
	if before:
		doc.suspected_batch = cint(before.suspected_batch)


def follow(doc) -> None:
	"""After a save: look again at all records of the author with this text, and with the text it had before."""
	before, watched = doc.get_doc_before_save(), ("content_hash", doc.time_field, "status")
	if before and all(str(before.get(field)) == str(doc.get(field)) for field in watched):
		return
	for fingerprint in {doc.content_hash, before and before.content_hash} - {None, ""}:
		mark(doc, fingerprint)
	doc.update(frappe.db.get_value(doc.doctype, doc.name, ["suspected_batch", "counts"], as_dict=True))


def mark(doc, fingerprint: str) -> None:
	"""Set and clear `suspected_batch` over one author's records with one text; those whose kind then does not count say so."""
	rows = frappe.get_all(
		doc.doctype,
		filters={"recorded_by": doc.recorded_by, "content_hash": fingerprint, "status": "Recorded"},
		fields=["name", "student", doc.time_field, "creation", "suspected_batch"],
	)
	copies = [
		Copy(row.name, row.student, getdate(row[doc.time_field]), getdate(row.creation)) for row in rows
	]
	suspected = suspected_batch(copies, get_same_text_students())
	for value in (0, 1):
		changed = [
			row.name
			for row in rows
			if row.suspected_batch != value and (row.name in suspected) == bool(value)
		]
		if changed:
			# without a new `modified`: an open form of one of them stays savable
			frappe.db.set_value(
				doc.doctype, {"name": ("in", changed)}, "suspected_batch", value, update_modified=False
			)
			if not doc.copies_count:
				_count_again(doc.doctype, changed)
			follow_rows(doc.doctype, changed)


def _count_again(doctype: str, names: list[str]) -> None:
	"""Their duties follow, as if each had been saved."""
	for name in names:
		copy = frappe.get_doc(doctype, name)
		copy.set_counts()
		frappe.db.set_value(doctype, name, "counts", copy.counts, update_modified=False)
		events.follow_record(copy)
