"""Listed supervision 挂牌督办 of a major hazard: the Safety Office and a leader, two people, in any order (domain §17)."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.access.scopes import has_any_role
from campus_safety.domain import roles as r
from campus_safety.domain.hazards.history import MAJOR
from campus_safety.exceptions import HazardStepError
from campus_safety.services.hazards.steps import get_rectifiers

KEYS = {"supervised_by_office": r.SAFETY_OFFICE, "supervised_by_leader": r.SCHOOL_LEADER}


def take_under_supervision(hazard, user: str, now: datetime) -> str | None:
	"""One of the two keys; with the second it gets its number. Errors: HazardStepError."""
	if hazard.grade != MAJOR or hazard.status == "Closed":
		_refuse(_("Only an open major hazard is put under supervision."))
	if user in get_rectifiers(hazard):
		_refuse(_("Whoever mends a hazard does not supervise it."))
	key = next(
		(field for field, role in KEYS.items() if not hazard.get(field) and has_any_role(user, (role,))), None
	)
	if not key:
		_refuse(_("The Safety Office and a school leader put a major hazard under supervision, each once."))
	if user in [hazard.get(field) for field in KEYS]:
		_refuse(_("You have signed already. The other signature must be another person's."))
	hazard.set(key, user)
	if all(hazard.get(field) for field in KEYS):
		hazard.supervision_no = get_next_number(now)
		hazard.listed_at = now.replace(microsecond=0)
	with hazard.as_app():
		hazard.save(ignore_permissions=True)  # who may was checked above, on the row
	return hazard.supervision_no


def get_next_number(now: datetime) -> str:
	"""DB-2026-001: 督办, of the year. The hazards' rows are locked by who asks, so that no number is given twice."""
	prefix = f"DB-{now.year}-"
	last = frappe.db.get_value(
		"Campus Safety Hazard",
		{"supervision_no": ("like", f"{prefix}%")},
		"supervision_no",
		order_by="supervision_no desc",
		for_update=True,
	)
	return f"{prefix}{int(last.removeprefix(prefix)) + 1 if last else 1:03}"


def _refuse(text: str) -> None:
	frappe.throw(text, HazardStepError)
