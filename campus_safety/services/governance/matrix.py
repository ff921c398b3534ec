"""The table clause × department 条款与部门 completed: whom a clause binds, and the tasks they have (domain §21)."""

from datetime import date

import frappe

from campus_safety.services.governance import clause_tasks, notice_units


def complete(heat: dict, today: date) -> None:
	"""Cells get `bound` and `tasks`: {"done", "owed", "overdue"}; clauses and departments without any duty get their place."""
	rows = {row["clause"]: row for row in heat["rows"]}
	departments = frappe.get_all(
		"Campus Unit", filters={"unit_type": "Department", "disabled": 0}, pluck="name", order_by="lft asc"
	)

	def cell(clause: str, unit: str) -> dict:
		row = rows.setdefault(clause, {"clause": clause, "whole": {}, "cells": {}, "of_departments": {}})
		return row["of_departments" if unit in departments else "cells"].setdefault(unit, {})

	for clause, units in notice_units.get_bound().items():
		for unit in units:
			cell(clause, unit)["bound"] = True
	for (clause, unit), tasks in clause_tasks.count_of_term(today).items():
		cell(clause, unit)["tasks"] = {
			"done": tasks.done + tasks.late,
			"owed": tasks.owed,
			"overdue": tasks.missed,
		}
	heat["rows"] = _in_order(rows)
	used = {unit for row in heat["rows"] for unit in row["of_departments"]}
	heat["departments"] = [unit for unit in departments if unit in used]


def _in_order(rows: dict[str, dict]) -> list[dict]:
	clauses = frappe.get_all("Campus Notice Clause", fields=["name", "title"], order_by="position asc")
	for clause in clauses:
		if clause.name in rows:
			rows[clause.name]["title"] = clause.title
	known = [rows[clause.name] for clause in clauses if clause.name in rows]
	return [row for name, row in rows.items() if row not in known] + known
