"""Staff who are away for long 教职工离岗 (domain §9): who looks after students and has a leave entered at a post asks for a handover.

There is no other source for the leave of staff: whoever keeps the posts enters it there.
"""

from datetime import date

import frappe
from frappe.utils import date_diff

from campus_safety.services.risk.settings import get_leave_days

POST = "Campus Network Assignment"


def get_long_away(today: date, user: str | None = None) -> set[str]:
	"""Who is away, or is going to be, for longer than the settings say; of everybody, or whether it is this person."""
	rows = frappe.get_all(
		POST,
		filters={
			"status": ("!=", "Ended"),
			"away_from": ("is", "set"),
			"away_until": (">=", today),
			**({"holder_user": user} if user else {"holder_user": ("is", "set")}),
		},
		fields=["holder_user", "away_from", "away_until"],
	)
	return {
		row.holder_user for row in rows if date_diff(row.away_until, row.away_from) + 1 > get_leave_days()
	}


def is_away_now(user: str, today: date) -> bool:
	"""In these days somebody else may act in their place."""
	return bool(
		user in get_long_away(today, user)
		and frappe.db.exists(
			POST, {"holder_user": user, "away_from": ("<=", today), "away_until": (">=", today)}
		)
	)
