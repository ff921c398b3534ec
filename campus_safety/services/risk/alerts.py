"""Nominations for the risk ledger call whoever files them; of the grave levels several people at once (domain §7)."""

import frappe

from campus_safety.services.risk.handover import OPEN


def is_grave_nomination(ledger) -> bool:
	"""Nobody has filed it yet, and its level says that everybody is called at once."""
	return ledger.status == "Nominated" and calls_at_once(ledger.risk_level)


def is_other_nomination(ledger) -> bool:
	return ledger.status == "Nominated" and not calls_at_once(ledger.risk_level)


def calls_at_once(level: str | None) -> bool:
	return bool(level and frappe.get_cached_value("Campus Risk Level", level, "calls_at_once"))


def asks_handover(ledger) -> bool:
	"""Raised by `handover.look`, with the people whom its cause concerns; over when it is settled, or the ledger closed."""
	return bool(ledger.handover_reason) and ledger.status in OPEN
