"""The ledgers that rooms declare, as records that a school edits: seeded where missing, never overwritten."""

import frappe

from campus_safety.declared import LEDGERS
from campus_safety.engines.ledgers.layouts import LAYOUT, to_record
from campus_safety.setup import seeded


def create_missing_layouts() -> None:
	for doctype, layout in LEDGERS.items():
		if seeded.is_new(LAYOUT, doctype, bool(frappe.db.exists(LAYOUT, doctype))):
			frappe.get_doc(to_record(layout)).insert(
				ignore_permissions=True
			)  # install and migrate run without a person
