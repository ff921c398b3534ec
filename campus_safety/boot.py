"""What the Desk must know at its start: which fields arrive locked, which lists have a ledger, what colour a level has."""

import frappe

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.declared import LEDGERS


def extend_bootinfo(bootinfo) -> None:
	bootinfo.campus_safety = {"protected": {}, "secret_fields": {}}
	bootinfo.campus_safety["ledgers"] = {doctype: doctype in PROTECTED for doctype in LEDGERS}
	for doctype in PROTECTED:
		rule = RULES[doctype]
		if rule.parent or not (rule.secrets or rule.child_secrets):
			continue
		bootinfo.campus_safety["protected"][doctype] = list(rule.child_secrets)
		bootinfo.campus_safety["secret_fields"][doctype] = list(rule.secrets)
		for table, fields in rule.child_secrets.items():
			row_doctype = frappe.get_meta(doctype).get_field(table).options
			bootinfo.campus_safety["secret_fields"][row_doctype] = list(fields)
	bootinfo.campus_safety["named_by_student"] = [
		doctype for doctype in RULES if _is_named_by_student(doctype)
	]
	bootinfo.campus_safety["level_colors"] = _get_level_colors()


def _get_level_colors() -> dict[str, str]:
	"""{risk level: its colour} for whoever reads levels; a list is drawn once, and no colour may come after it."""
	if not frappe.has_permission("Campus Risk Level"):
		return {}
	return dict(frappe.get_all("Campus Risk Level", fields=["name", "color"], as_list=True))


def _is_named_by_student(doctype: str) -> bool:
	"""Its own name is a number and it has no title: people know it by its student."""
	if RULES[doctype].parent or not frappe.db.exists("DocType", doctype):
		return False
	meta = frappe.get_meta(doctype)
	student = meta.get_field("student")
	return bool(student) and student.options == "Campus Student" and not meta.title_field
