"""The indexes that declared/ asks for, made where they are missing; one that the school added stays."""

import frappe

from campus_safety.declared import INDEXES


def create_missing_indexes() -> None:
	for index in INDEXES:
		add = frappe.db.add_unique if index.unique else frappe.db.add_index
		add(index.doctype, list(index.columns), index.name)
