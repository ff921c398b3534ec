"""What the Desk must know at its start: which fields arrive locked, which lists have a ledger."""

import frappe

from campus_safety.access.rules import PROTECTED, RULES
from campus_safety.domain.ledger_layouts import LAYOUTS


def extend_bootinfo(bootinfo) -> None:
	bootinfo.campus_safety = {"protected": {}, "secret_fields": {}}
	bootinfo.campus_safety["ledgers"] = {doctype: doctype in PROTECTED for doctype in LAYOUTS}
	for doctype in PROTECTED:
		rule = RULES[doctype]
		if rule.parent or not (rule.secrets or rule.child_secrets):
			continue
		bootinfo.campus_safety["protected"][doctype] = list(rule.child_secrets)
		bootinfo.campus_safety["secret_fields"][doctype] = list(rule.secrets)
		for table, fields in rule.child_secrets.items():
			row_doctype = frappe.get_meta(doctype).get_field(table).options
			bootinfo.campus_safety["secret_fields"][row_doctype] = list(fields)
