"""What the block at the top of the workspace 校园安全 shows."""

import frappe
from frappe.utils import getdate

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import DESK_ROLES, SYSTEM_MANAGER
from campus_safety.engines.workbench import number_cards, workbench


@frappe.whitelist(methods=["GET", "POST"])
def get_workbench() -> dict:
	"""{"duties": how many are urgent, "waiting": what waits for the caller, "students": whom they look after, "numbers"}."""
	if not has_any_role(frappe.session.user, (*DESK_ROLES, SYSTEM_MANAGER)):
		raise frappe.PermissionError
	today = getdate()
	return {
		"duties": workbench.get_duty_counts(today),
		"waiting": workbench.get_waiting(today),
		"students": workbench.get_students(),
		"numbers": number_cards.get_numbers(),
	}
