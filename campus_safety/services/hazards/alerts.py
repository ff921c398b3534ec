"""What of a hazard calls somebody, and whom."""

import frappe
from frappe import _

from campus_safety.domain.hazards.history import MAJOR

OVERDUE, INSPECTION = "Hazard Overdue", "Inspection Overdue"


def waits_to_be_assigned(hazard) -> bool:
	return hazard.status == "Registered"


def waits_to_be_listed(hazard) -> bool:
	"""Major, and not yet under the supervision of the Safety Office and a leader."""
	return hazard.grade == MAJOR and hazard.status != "Closed" and not hazard.supervision_no


def waits_for_acceptance(hazard) -> bool:
	return hazard.status == "To Accept"


def get_acceptor(hazard) -> list[str]:
	return [hazard.acceptor] if hazard.acceptor else []


def get_mender(hazard) -> list[str]:
	return [hazard.responsible_person] if hazard.responsible_person else []


def get_inspector(campaign) -> list[str]:
	return [campaign.inspector] if campaign.inspector else []


def words_when_overdue(hazard) -> str:
	"""The number and the action, nothing else (domain §0)."""
	return _("Hazard {0} should have been mended by {1}").format(
		hazard.name, frappe.format(hazard.deadline, {"fieldtype": "Date"})
	)


def words_of_inspection(campaign) -> str:
	return _("Inspection {0} should have been finished by {1}").format(
		campaign.name, frappe.format(campaign.due, {"fieldtype": "Date"})
	)
