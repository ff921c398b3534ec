"""Document events of the records that ALERTS names: a save that begins to wait for somebody calls, one that ends it settles."""

from datetime import datetime

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
		if source.rows:
			end_settled_rows(source, doc, now_datetime())
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
		if source.rows:
			doc.set(source.rows, [])
			end_settled_rows(source, doc, now_datetime())
		else:
			loop.end(source, doc, now_datetime())


def end_settled_rows(source: AlertSource, doc, now: datetime) -> None:
	"""Of the alerts that rows of the record have raised those whose row waits no more, or is gone."""
	for name in loop.get_open_rows(source, doc):
		row = get_row(source, doc, name)
		if not row or not row_waits(source, doc, row):
			loop.end(source, doc, now, row or frappe._dict(name=name))


def get_row(source: AlertSource, doc, name: str):
	return next((row for row in doc.get(source.rows) or [] if row.name == name), None)


def row_waits(source: AlertSource, doc, row) -> bool:
	return bool(frappe.get_attr(source.waits)(doc, row))


def waits_for_somebody(source: AlertSource, doc) -> bool:
	return bool(frappe.get_attr(source.waits)(doc))
