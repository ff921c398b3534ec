"""Document events of the records that ALERTS names: a save that begins to wait for somebody calls, one that ends it settles."""

import frappe
from frappe.utils import now_datetime

from campus_safety.declared import ALERTS
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.engines.alerts import loop


def get_sources(doctype: str) -> list[AlertSource]:
	return [source for source in ALERTS if source.doctype == doctype]


def follow(doc, method: str | None = None) -> None:
	"""`on_update`. Where a save changes nothing about who must act, nothing is looked up."""
	before = doc.get_doc_before_save()
	for source in get_sources(doc.doctype):
		if not source.waits:
			continue
		waits = waits_for_somebody(source, doc)
		waited = bool(before) and waits_for_somebody(source, before)
		if waits and not waited:
			loop.raise_alert(source, doc, now_datetime())
		elif waited and not waits:
			loop.end(source, doc, now_datetime())


def follow_deleted(doc, method: str | None = None) -> None:
	"""`after_delete`: nobody is asked to act on what is not there."""
	for source in get_sources(doc.doctype):
		loop.end(source, doc, now_datetime())


def waits_for_somebody(source: AlertSource, doc) -> bool:
	return bool(frappe.get_attr(source.waits)(doc))
