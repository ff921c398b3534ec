"""Which records the site's warning rules count: read while the framework reads hooks, so nothing here asks for hooks."""

import frappe

from campus_safety.engines.duties import events

RULE, SIGNAL = "Campus Warning Rule", "Campus Warning Rule Signal"
REGISTRY = "campus_warning_rules_by_evidence"


def by_evidence() -> dict[str, list[str]]:
	"""{DocType of a signal: names of enabled rules}."""

	def load() -> dict[str, list[str]]:
		found: dict[str, list[str]] = {}
		if not (frappe.db.table_exists(RULE) and frappe.db.table_exists(SIGNAL)):
			return found
		rule, signal = frappe.qb.DocType(RULE), frappe.qb.DocType(SIGNAL)
		query = (
			frappe.qb.from_(signal)
			.join(rule)
			.on(rule.name == signal.parent)
			.select(signal.evidence_doctype, rule.name)
			.distinct()
			.where((rule.enabled == 1) & (signal.parenttype == RULE))
		)
		for doctype, name in query.orderby(rule.name).run():
			found.setdefault(doctype, []).append(name)
		return found

	return frappe.cache.get_value(REGISTRY, load)


def get_enabled() -> list[str]:
	return frappe.get_all(RULE, filters={"enabled": 1}, pluck="name", order_by="rule_name asc")


def forget() -> None:
	"""A rule has changed: other records are followed from now on, or again the same if it is undone."""
	_drop()
	frappe.db.after_commit.add(_drop)
	frappe.db.after_rollback.add(_drop)
	events.forget()


def _drop() -> None:
	frappe.cache.delete_value(REGISTRY)
