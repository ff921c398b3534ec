"""An index that no query asks, and every duty that is written or settled pays for."""

import frappe

from campus_safety.engines.duties.generate import OBLIGATION

INDEX = "evidence_doctype_evidence_index"


def execute() -> None:
	if frappe.db.has_index(f"tab{OBLIGATION}", INDEX):
		frappe.db.commit()  # altering a table does so anyway, and the framework asks that it be said
		frappe.db.sql_ddl(f"alter table `tab{OBLIGATION}` drop index `{INDEX}`")
