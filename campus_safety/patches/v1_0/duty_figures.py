"""An index of the day in between: its columns stood in another order than the one in which figures are grouped."""

import frappe

from campus_safety.engines.duties.generate import OBLIGATION

INDEX = "figures_by_unit"


def execute() -> None:
	if frappe.db.has_index(f"tab{OBLIGATION}", INDEX):
		frappe.db.commit()  # altering a table does so anyway, and the framework asks that it be said
		frappe.db.sql_ddl(f"alter table `tab{OBLIGATION}` drop index `{INDEX}`")
