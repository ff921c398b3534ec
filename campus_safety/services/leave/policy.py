"""What the school has decided about leave, read from the settings once per use."""

from dataclasses import dataclass
from datetime import time, timedelta

from frappe.utils import flt

from campus_safety.access.settings import get_choice, get_hour, get_number, get_rows
from campus_safety.domain.leave.permits import Step


@dataclass(frozen=True)
class Policy:
	ladder: tuple[Step, ...]
	night_from: time
	night_until: time
	grace: timedelta
	return_hours: int
	emergency_hours: int
	most_days: int
	proof: str
	link_hours: int
	link_tries: int
	term_part: int


def get_policy() -> Policy:
	return Policy(
		ladder=tuple(Step(flt(row.up_to_days), row.role) for row in get_rows("leave_ladder")),
		night_from=get_hour("leave_night_from"),
		night_until=get_hour("leave_night_until"),
		grace=timedelta(minutes=get_number("leave_overdue_grace_minutes")),
		return_hours=get_number("leave_return_hours"),
		emergency_hours=get_number("emergency_leave_hours"),
		most_days=get_number("leave_most_days"),
		proof=get_choice("sick_leave_proof"),
		link_hours=get_number("parent_link_hours"),
		link_tries=get_number("parent_link_tries"),
		term_part=get_number("absence_term_part"),
	)


def get_undecided_hours() -> int:
	"""How long an emergency that nobody has decided on explains that somebody is away."""
	return get_number("emergency_undecided_hours")
