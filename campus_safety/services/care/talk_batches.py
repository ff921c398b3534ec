"""Talk texts written once and entered for many 疑似批量: all of them are marked, at once, by set (domain §3)."""

import frappe
from frappe.utils import cint, getdate

from campus_safety.domain.care.heart_talk import Copy, suspected_batch
from campus_safety.engines.seal.leaves import follow_rows
from campus_safety.services.care.settings import get_same_text_students

DOCTYPE = "Campus Heart Talk"
WATCHED = ("content_hash", "talk_time", "status")


def follow(talk) -> None:
	"""After a save: look again at all talks of the author with this text, and with the text it had before."""
	before = talk.get_doc_before_save()
	if before and all(str(before.get(field)) == str(talk.get(field)) for field in WATCHED):
		return
	for fingerprint in {talk.content_hash, before and before.content_hash} - {None, ""}:
		mark(talk.recorded_by, fingerprint)
	talk.suspected_batch = cint(frappe.db.get_value(DOCTYPE, talk.name, "suspected_batch"))


def mark(author: str, fingerprint: str) -> None:
	"""Set and clear `suspected_batch` over one author's talks with one text; two updates at most, whatever their number."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"recorded_by": author, "content_hash": fingerprint, "status": "Recorded"},
		fields=["name", "student", "talk_time", "creation", "suspected_batch"],
	)
	copies = [Copy(row.name, row.student, getdate(row.talk_time), getdate(row.creation)) for row in rows]
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
				DOCTYPE, {"name": ("in", changed)}, "suspected_batch", value, update_modified=False
			)
			follow_rows(DOCTYPE, changed)
