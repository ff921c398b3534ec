"""Endpoints of the page for who comes without a name: no login, and afterwards the code alone leads back."""

from datetime import datetime

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.domain import local_time
from campus_safety.exceptions import SlotTakenError
from campus_safety.services.counselling import booking, own


@frappe.whitelist(allow_guest=True, methods=["GET"])
def get_free() -> list:
	"""Times that are free, as every student sees them."""
	return booking.get_free(now_datetime())


@frappe.whitelist(allow_guest=True, methods=["POST"])
def book(
	key: str,
	mode: str,
	urgency: str,
	shift: str = "",
	starts_at: str = "",
	topic: str = "",
	contact: str = "",
	shown_as: str = "",
) -> str:
	"""The code: shown once, kept by nobody."""
	return own.book_without_name(
		wish_of(shift, starts_at, mode, urgency, topic, contact, shown_as), key, now_datetime()
	)


@frappe.whitelist(allow_guest=True, methods=["POST"])
def look(code: str) -> list:
	"""By POST: a code in an address would lie in the logs of every proxy."""
	return own.get_by_code(code, now_datetime())


@frappe.whitelist(allow_guest=True, methods=["POST"])
def cancel(code: str, name: str) -> None:
	own.cancel(own.find_by_code(code, name), now_datetime())


@frappe.whitelist(allow_guest=True, methods=["POST"])
def choose_another(code: str, name: str, shift: str, starts_at: str) -> None:
	own.choose_another(own.find_by_code(code, name), shift, moment_of(starts_at), now_datetime())


def wish_of(
	shift: str, starts_at: str, mode: str, urgency: str, topic: str, contact: str, shown_as: str
) -> own.Wish:
	begins = moment_of(starts_at) if starts_at else None
	return own.Wish(str(shift or ""), begins, mode, urgency, topic, contact, shown_as)


def moment_of(text: str) -> datetime:
	"""Errors: SlotTakenError for what is no time of ours."""
	try:
		return local_time.read(str(text or ""))
	except (local_time.NoSuchTime, local_time.TimeForm):
		frappe.throw(_("Choose a time."), SlotTakenError)
