"""What was seeded once is the school's: a record it has deleted does not come back with the next migrate."""

import json

import frappe

SEEDS = "__campus_seeds"  # whose global values these are; none of them is handed to a browser


def is_new(doctype: str, name: str, exists: bool) -> bool:
	"""Whether it is to be made: it is not there, and never was. exists: it, or what the school has made of it, stands there."""
	known = _read(doctype)
	if name not in known:
		frappe.db.set_global(doctype, json.dumps([*known, name], ensure_ascii=False), SEEDS)
	return not exists and name not in known


def forget() -> None:
	"""Before uninstalling: another install begins anew."""
	frappe.db.delete("DefaultValue", {"parent": SEEDS})
	frappe.clear_cache()


def _read(doctype: str) -> list[str]:
	return json.loads(frappe.db.get_global(doctype, SEEDS) or "[]")
