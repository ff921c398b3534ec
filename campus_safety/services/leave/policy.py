"""What the school has decided about leave, read from the settings once per use."""

from dataclasses import dataclass
from datetime import time, timedelta

import frappe
from frappe.utils import cint, flt, get_time

from campus_safety.domain.leave.permits import Step


@dataclass(frozen=True)
class Policy:
	ladder: tuple[Step, ...]
	night_from: time
	night_until: time
	grace: timedelta
	return_hours: int
	emergency_hours: int
	proof: str
	link_hours: int
	link_tries: int
	term_part: int


def get_policy() -> Policy:
	settings = frappe.get_cached_doc("Campus Safety Settings")
	return Policy(
		ladder=tuple(Step(flt(row.up_to_days), row.role) for row in settings.leave_ladder),
		night_from=get_time(settings.leave_night_from or "23:00:00"),
		night_until=get_time(settings.leave_night_until or "05:00:00"),
		grace=timedelta(minutes=cint(settings.leave_overdue_grace_minutes)),
		return_hours=cint(settings.leave_return_hours) or 24,
		emergency_hours=cint(settings.emergency_leave_hours) or 24,
		proof=settings.sick_leave_proof or "Before Verification",
		link_hours=cint(settings.parent_link_hours) or 48,
		link_tries=cint(settings.parent_link_tries) or 20,
		term_part=cint(settings.absence_term_part) or 3,
	)
