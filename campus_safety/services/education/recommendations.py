"""Which office recommends, and what students are shown."""

import frappe

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r

RECOMMENDATION = "Campus Cultural Recommendation"
OFFICES = (r.PUBLICITY, r.IT_CENTRE, r.STUDENT_AFFAIRS, r.ACADEMIC_AFFAIRS, r.PSYCH_HEAD)
MOST_SHOWN = 30


def office_of(user: str) -> str | None:
	"""The first of the offices that the person works in."""
	return next((role for role in OFFICES if has_any_role(user, (role,))), None)


def get_shown() -> list[dict]:
	"""What is recommended now, the newest first; nothing of who recommended it."""
	return frappe.get_all(
		RECOMMENDATION,
		filters={"status": "Recommended"},
		fields=["title", "kind", "creator", "link", "why"],
		order_by="occurred_on desc, name desc",
		limit=MOST_SHOWN,
	)
