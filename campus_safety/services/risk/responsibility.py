"""What a person still answers for 包保责任: it must be handed on before the person leaves a class."""

import frappe

from campus_safety.records.scope import nodes_of

LEDGER = "Campus Risk Ledger"
DONE = ("Closed", "Transferred", "Declined")


def get_open_ledgers(user: str, scope_doctype: str, scope: str) -> list[str]:
	"""Names of open risk ledgers with `user` as responsible person, about students of the scope."""
	filters = {"responsible_person": user, "status": ("not in", DONE)}
	if scope_doctype == "Campus Unit":
		filters["unit"] = ("in", nodes_of(scope_doctype, scope))
	elif scope_doctype == "Campus Dormitory":
		students = frappe.get_all(
			"Campus Student", filters={"dormitory": ("in", nodes_of(scope_doctype, scope))}, pluck="name"
		)
		filters["student"] = ("in", students or [""])
	else:
		filters["student"] = scope
	return frappe.get_all(LEDGER, filters=filters, pluck="name", order_by="name asc")
