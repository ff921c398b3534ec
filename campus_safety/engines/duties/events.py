"""A record that counts was saved, cancelled, deleted or moved: the duties it concerns follow at once.

`campus_safety.engines.duties.doc_events` registers this for the DocTypes that the site's rules name.
"""

from datetime import date

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.engines.duties import pending, rules
from campus_safety.engines.duties.evidence import read_record


def forget() -> None:
	"""Rules have changed: read the table of events anew, now and when other workers see the change, or it is undone."""
	drop_caches()
	frappe.db.after_commit.add(drop_caches)
	frappe.db.after_rollback.add(drop_caches)


def drop_caches() -> None:
	frappe.cache.delete_value((rules.REGISTRY, rules.SHOWN, "app_hooks"))
	# v16 keeps the hooks in the process as well, and hears of the line above a moment too late
	if kept := getattr(frappe, "client_cache", None):
		kept.delete_value("app_hooks")
	# in developer mode the hooks are kept in these: v15 for the request, v16 for the process
	if hasattr(frappe.local, "request_cache"):
		frappe.local.request_cache.clear()
	for name in ("_load_app_hooks", "_site_cached_load_app_hooks"):
		if forget_kept := getattr(getattr(frappe, name, None), "clear_cache", None):
			forget_kept()
	if hasattr(frappe.local, "doc_events_hooks"):
		del frappe.local.doc_events_hooks


def follow_record(doc, method: str | None = None) -> None:
	"""Settle the rules that count this record, for the subjects and days it speaks about, before and after the change.

	Not within the record's own transaction: see `pending`.
	"""
	today = getdate(nowdate())
	pairs = {}
	for name in rules.by_evidence().get(doc.doctype, ()):
		if (rule := pending.read_rule(name)) and (found := _pairs(rule, doc)):
			pairs[name] = found
	if not pairs:
		return
	if frappe.flags.campus_settle_uncommitted:
		leaving = doc.name if doc.flags.in_delete or method == "after_delete" else None
		pending.settle_pairs(pairs, today, leaving)
	else:
		pending.add(pairs, today)


def _pairs(rule: rules.DutyRule, doc) -> set[tuple[str, date]]:
	"""(subject, day) the record speaks about, and spoke about before; none for a new one that the rule's filter rules out."""
	before = doc.get_doc_before_save()
	if doc.flags.in_insert and any(condition.rules_out(doc) for condition in rule.evidence_conditions):
		return set()
	return read_record(rule, doc) | (read_record(rule, before) if before else set())
