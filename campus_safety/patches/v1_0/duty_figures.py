"""Indexes of the days in between: their columns stood in another order than the one in which figures are grouped, or a wider one
answers the same."""

import frappe

from campus_safety.engines.duties.generate import OBLIGATION

INDEXES = ("figures_by_unit", "figures_in_order", "state_due_date_index")


def execute() -> None:
	for index in INDEXES:
		if frappe.db.has_index(f"tab{OBLIGATION}", index):
			frappe.db.commit()  # altering a table does so anyway, and the framework asks that it be said
			frappe.db.sql_ddl(f"alter table `tab{OBLIGATION}` drop index `{index}`")
