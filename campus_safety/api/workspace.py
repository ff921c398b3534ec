"""What the block at the top of the workspace 校园安全 shows."""

import frappe
from frappe.utils import now_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.domain.roles import DESK_ROLES, SYSTEM_MANAGER
from campus_safety.engines.workbench import number_cards, workbench
from campus_safety.services.people.self_test import latest


@frappe.whitelist(methods=["GET", "POST"])
def get_workbench() -> dict:
	"""{"duties": how many are urgent, "waiting": what waits for the caller, "students": whom they look after, "numbers", "unheard": what the
	night watch has found, for whoever can mend it}."""
	if not has_any_role(frappe.session.user, (*DESK_ROLES, SYSTEM_MANAGER)):
		raise frappe.PermissionError
	now = now_datetime()
	today, mends = now.date(), has_any_role(frappe.session.user, latest.TOLD)
	return {
		"unheard": latest.get_banner(now) if mends else None,
		"duties": workbench.get_duty_counts(today),
		"waiting": workbench.get_waiting(today),
		"students": workbench.get_students(),
		"numbers": number_cards.get_numbers(),
	}
