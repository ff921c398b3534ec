"""One mapping as the administrator has it: where a list is read, which fields, in which words."""

import hashlib
import json
import time
from collections.abc import Callable

import frappe
from frappe import _

from campus_safety.adapters import directories
from campus_safety.adapters import host as site
from campus_safety.adapters.channels.request import Application
from campus_safety.domain.people import host
from campus_safety.domain.people.host import HostRow, Word
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.exceptions import ImportRefusedError
from campus_safety.services.people.host_sync.messages import explain

MAPPING = "Campus Host Mapping"
PLAIN = ("system", "subject", "endpoint", "corp_id", "root_department", "mail_domain")


def name_of(subject: str, system: str = host.SITE) -> str:
	return f"{system} {subject}"


def label_of(subject: str, target: str) -> str:
	return next(each.label for each in host.TARGETS[subject] if each.name == target)


def target_of(subject: str, label: str) -> str | None:
	return next((each.name for each in host.TARGETS[subject] if each.label == label), None)


# what the document says


def get_fields(document) -> dict[str, str]:
	"""{our field: source}."""
	return {target_of(document.subject, row.target): row.source for row in document.fields_read}


def get_words(document) -> list[Word]:
	return [
		Word(target_of(document.subject, row.target) or "", row.said or "", row.effect, row.meant or "")
		for row in document.words
	]


def get_key(document) -> str:
	"""Of everything that decides what is read; another one asks for a look by a person."""
	parts = [
		[document.get(field) or "" for field in PLAIN],
		[[row.target, row.source] for row in document.fields_read],
		[[row.target, row.said, row.effect, row.meant or ""] for row in document.words],
	]
	return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def read_rows(document) -> list[HostRow]:
	"""Every record of the host, in its own words. Errors: ImportRefusedError with what to do."""
	try:
		if document.system == host.SITE:
			return site.read(document.subject, get_fields(document))
		app = Application(
			(document.endpoint or "").rstrip("/"), document.corp_id or "", "", _get_secret(document) or ""
		)
		return directories.read(
			document.system, app, str(document.root_department or "1"), get_fields(document), time.sleep
		)
	except site.UnknownSource as error:
		frappe.throw(explain("host_source_gone", error.args), ImportRefusedError)
	except directories.DirectoryError as error:
		frappe.throw(explain(error.code, error.said), ImportRefusedError)


def _get_secret(document) -> str | None:
	return document.get_password("secret", raise_exception=False)


def knows(subject: str, find_position: Callable[[str], bool] | None) -> Callable[[str, str], bool]:
	"""(target, value) → whether the school's own lists understand the value as it is."""
	readers = {target.name: target for target in host.TARGETS[subject]}

	def understood(target: str, value: str) -> bool:
		if subject == host.STAFF and target == "position":
			return find_position(value)
		reader = readers.get(target)
		if not reader or reader.needs_today:
			return True
		try:
			reader.read(value)
		except BadValue:
			return False
		return True

	return understood


# what the form asks


def get_sources(subject: str, system: str) -> list[dict[str, str]]:
	if system != host.SITE:
		return directories.get_sources(system)
	doctype = site.get_host_doctype(subject)
	return site.get_sources(doctype) if doctype else []


def get_choices(subject: str, system: str) -> dict[str, list]:
	"""For the form's two tables. Errors: ValidationError for a list or a host that there is not."""
	if subject not in host.TARGETS or system not in host.SYSTEMS:
		frappe.throw(_("There is no such list of a host."))
	labels = [target.label for target in host.TARGETS[subject]]
	targets = [{"value": label, "label": _(label, context="Campus Host Mapping Field")} for label in labels]
	return {"targets": targets, "sources": get_sources(subject, system)}


def suggest(document) -> None:
	"""Fills the empty tables of a document with what the host most likely means."""
	of_site = document.system == host.SITE
	found = site.suggest(document.subject) if of_site else directories.suggest(document.system)
	for target, source in found:
		document.append("fields_read", {"target": label_of(document.subject, target), "source": source})
	_suggest_words(document, dict(found))


def _suggest_words(document, found: dict[str, str]) -> None:
	if document.words:
		return
	for word in site.suggested_words(document.subject):
		if word.target not in found:
			continue
		document.append(
			"words",
			{
				"target": label_of(document.subject, word.target),
				"said": word.said,
				"effect": word.effect,
				"meant": word.meant,
			},
		)


# checks


def validate(document) -> None:
	"""Errors: ValidationError that names the row, the field, and what to do."""
	if document.system == host.SITE:
		_validate_host_is_there(document)
	elif document.subject != host.STAFF:
		frappe.throw(_("WeCom and DingTalk give staff only. Choose “Staff”."))
	_validate_fields(document)
	_validate_words(document)


def _validate_host_is_there(document) -> None:
	if not site.get_host_doctype(document.subject):
		frappe.throw(
			_(
				"This site has no such list of ERPNext or Education. Install that app first, or choose another list."
			)
		)


def _validate_fields(document) -> None:
	known, said = set(), {source["value"] for source in get_sources(document.subject, document.system)}
	for row in document.fields_read:
		target = target_of(document.subject, row.target)
		if not target:
			frappe.throw(
				explain("mapping_target", (row.idx, _(row.target, context="Campus Host Mapping Field")))
			)
		if target in known:
			frappe.throw(
				explain("mapping_twice", (row.idx, _(row.target, context="Campus Host Mapping Field")))
			)
		known.add(target)
		_validate_source(document, row, said)
	for target in host.NEEDED[document.subject]:
		if target not in known:
			label = _(label_of(document.subject, target), context="Campus Host Mapping Field")
			frappe.throw(explain("mapping_needed", (label,)))


def _validate_source(document, row, offered: set[str]) -> None:
	try:
		if document.system == host.SITE:
			site.validate_source(site.get_host_doctype(document.subject), row.source)
		elif not {path.strip() for path in (row.source or "").split(",")} <= offered:
			raise site.UnknownSource(row.source, row.source)
	except site.UnknownSource as error:
		frappe.throw(explain("mapping_source", (row.idx, *error.args)))


def _validate_words(document) -> None:
	seen = set()
	for row in document.words:
		if not target_of(document.subject, row.target):
			frappe.throw(explain("mapping_word_target", (row.idx,)))
		if row.effect == host.INSTEAD and not (row.meant or "").strip():
			frappe.throw(explain("mapping_word_empty", (row.idx, row.said)))
		if (row.target, row.said) in seen:
			frappe.throw(explain("mapping_word_twice", (row.idx, row.said)))
		seen.add((row.target, row.said))
