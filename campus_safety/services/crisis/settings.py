"""What the school has decided about suspensions and the way back."""

from datetime import timedelta

from campus_safety.access.settings import get_number


def get_contact_days() -> int:
	"""Of a suspended student: within so many days somebody reaches them again [P]."""
	return get_number("suspension_contact_days")


def get_appeal_length() -> timedelta:
	return timedelta(days=get_number("suspension_appeal_days"))


def get_least_panel() -> int:
	"""So many people at least say whether a student comes back."""
	return get_number("resumption_panel_least")


def get_ledger_days() -> int:
	"""So long the risk ledger of whoever came back stays open: a term [P]."""
	return get_number("resumption_ledger_days")
