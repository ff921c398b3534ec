"""A record that counts was saved, cancelled, deleted or moved: the duties it concerns follow at once.

`campus_safety.doc_events` registers this for the DocTypes that the site's rules name.
"""

from datetime import date

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.services.duties import rules
from campus_safety.services.duties.evidence import read_record
from campus_safety.services.duties.settle import settle


def forget() -> None:
	"""Rules have changed: read the table of events anew, now and when other workers see the change, or it is undone."""
	drop_caches()
	frappe.db.after_commit.add(drop_caches)
	frappe.db.after_rollback.add(drop_caches)


def drop_caches() -> None:
	frappe.cache.delete_value((rules.REGISTRY, "app_hooks"))
	if hasattr(frappe.local, "request_cache"):
		frappe.local.request_cache.clear()  # in developer mode the hooks are kept there
	if hasattr(frappe.local, "doc_events_hooks"):
		del frappe.local.doc_events_hooks


def follow_record(doc, method: str | None = None) -> None:
	"""Settle the rules that count this record, for the subjects and days it speaks about, before and after the change.

	A rule that fails is logged and left to the night's run: it must not stop a counsellor from saving a talk.
	"""
	names = rules.by_evidence().get(doc.doctype, ())
	leaving = doc.name if doc.flags.in_delete or method == "after_delete" else None
	for name in names:
		try:
			follow(rules.read(frappe.get_cached_doc(rules.RULE, name)), doc, getdate(nowdate()), leaving)
		except Exception as error:
			if frappe.db.is_deadlocked(error) or frappe.db.is_timedout(error):
				raise  # the transaction is gone, the record with it
			frappe.log_error(title=f"{rules.RULE} {name}: {doc.doctype}")


def follow(rule: rules.DutyRule, doc, today: date, leaving: str | None = None) -> int:
	pairs = read_record(rule, doc)
	before = doc.get_doc_before_save()
	if before:
		pairs |= read_record(rule, before)
	if not pairs:
		return 0
	days = [day for _subject, day in pairs]
	return settle(
		rule,
		today,
		subjects={subject for subject, _day in pairs},
		days=(min(days), max(days)),
		without=leaving,
	)
