"""What of a complaint calls somebody, and whom."""

from frappe import _

from campus_safety.access.scopes.appeals import get_others
from campus_safety.services.governance.appeals.senders import DISCIPLINE_OFFICE, get_keeper


def waits_to_be_taken(ticket) -> bool:
	return ticket.status == "Accepted" and not is_conduct(ticket)


def conduct_waits_to_be_taken(ticket) -> bool:
	return ticket.status == "Accepted" and is_conduct(ticket)


def is_conduct(ticket) -> bool:
	"""Ethics, or about the office that takes complaints."""
	return get_keeper(ticket) == DISCIPLINE_OFFICE


def get_handler(ticket) -> list[str]:
	return [ticket.handler] if ticket.handler else []


def words_when_late(ticket) -> str:
	"""The number and the action, nothing else (domain §0)."""
	return _("Complaint {0} is past its time: answer it, or say what it waits for").format(ticket.name)


def get_about(ticket) -> list[str]:
	"""Whom it is about."""
	return [ticket.about_user, *get_others(ticket)]
