"""What the block at the top of the workspace 校园安全 shows."""

import frappe

from campus_safety.domain.roles import DESK_ROLES, SYSTEM_MANAGER
from campus_safety.services import workbench


@frappe.whitelist()
def get_workbench() -> dict:
	"""{"waiting": what waits for the caller, "students": whom the caller looks after, "numbers": counts}."""
	frappe.only_for((*DESK_ROLES, SYSTEM_MANAGER))
	return {
		"waiting": workbench.get_waiting(),
		"students": workbench.get_students(),
		"numbers": workbench.get_numbers(),
	}
