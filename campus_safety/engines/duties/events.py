"""A record that counts was saved, cancelled, deleted or moved: the duties it concerns follow at once.

`campus_safety.engines.duties.doc_events` registers this for the DocTypes that the site's rules name.
"""

from contextlib import contextmanager
from datetime import date

import frappe
from frappe.utils import getdate, nowdate

from campus_safety.engines.duties import rules
from campus_safety.engines.duties.evidence import read_record
from campus_safety.engines.duties.settle import Touched, find_groups_of, settle_groups


def forget() -> None:
	"""Rules have changed: read the table of events anew, now and when other workers see the change, or it is undone."""
	drop_caches()
	frappe.db.after_commit.add(drop_caches)
	frappe.db.after_rollback.add(drop_caches)


def drop_caches() -> None:
	frappe.cache.delete_value((rules.REGISTRY, rules.SHOWN, "app_hooks"))
	if hasattr(frappe.local, "request_cache"):
		frappe.local.request_cache.clear()  # in developer mode the hooks are kept there
	if hasattr(frappe.local, "doc_events_hooks"):
		del frappe.local.doc_events_hooks


def follow_record(doc, method: str | None = None) -> None:
	"""Settle the rules that count this record, for the subjects and days it speaks about, before and after the change.

	A rule that fails is logged and left to the night's run: it must not stop a counsellor from saving a talk.
	"""
	leaving = doc.name if doc.flags.in_delete or method == "after_delete" else None
	today = getdate(nowdate())
	touched = []
	for name in rules.by_evidence().get(doc.doctype, ()):
		with _left_to_the_night(name, doc):
			rule = rules.read(frappe.get_cached_doc(rules.RULE, name))
			if pairs := _pairs(rule, doc):
				touched.append(Touched.of(rule, pairs))
	groups = find_groups_of(touched) if touched else {}
	for each in touched:
		with _left_to_the_night(each.rule.name, doc):
			settle_groups(each.rule, groups.get(each.rule.name, ()), today, sorted(each.subjects), leaving)


@contextmanager
def _left_to_the_night(name: str, doc):
	try:
		yield
	except Exception as error:
		if frappe.db.is_deadlocked(error) or frappe.db.is_timedout(error):
			raise  # the transaction is gone, the record with it
		frappe.log_error(title=f"{rules.RULE} {name}: {doc.doctype}")


def _pairs(rule: rules.DutyRule, doc) -> set[tuple[str, date]]:
	"""(subject, day) the record speaks about, and spoke about before; none for a new one that the rule's filter rules out."""
	before = doc.get_doc_before_save()
	if doc.flags.in_insert and any(condition.rules_out(doc) for condition in rule.evidence_conditions):
		return set()
	return read_record(rule, doc) | (read_record(rule, before) if before else set())
