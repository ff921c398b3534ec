"""Indexes that every duty that is written or settled pays for: one that no query asks, and one that a wider one replaces."""

import frappe

from campus_safety.engines.duties.generate import OBLIGATION

INDEXES = ("evidence_doctype_evidence_index", "figures")


def execute() -> None:
	for index in INDEXES:
		if frappe.db.has_index(f"tab{OBLIGATION}", index):
			frappe.db.commit()  # altering a table does so anyway, and the framework asks that it be said
			frappe.db.sql_ddl(f"alter table `tab{OBLIGATION}` drop index `{index}`")
