"""Who takes reports 受理岗: holders of the post Report Intake in the Safety Office."""

import frappe

from campus_safety.access.scopes.incidents import INTAKE, is_intake
from campus_safety.exceptions import ChannelClosedError
from campus_safety.records.posts import ASSIGNMENT, HELD, get_enabled


def get_holders() -> list[str]:
	"""Enabled accounts, by name."""
	holding = frappe.get_all(
		ASSIGNMENT, filters={**HELD, "position": INTAKE}, pluck="holder_user", distinct=True
	)
	return [user for user in get_enabled(holding) if is_intake(user)]


def is_open() -> bool:
	"""The channel without a name is open while somebody reads what comes."""
	return bool(get_holders())


def validate_open(phone: str) -> None:
	"""Errors: ChannelClosedError with the number to call."""
	if not is_open():
		frappe.throw(
			frappe._(
				"Nobody takes reports here just now. Call {0}; if a life is in danger 120 or 110."
			).format(phone),
			ChannelClosedError,
		)
