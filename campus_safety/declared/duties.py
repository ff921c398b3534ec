"""What is owed: what waits."""

from campus_safety.domain import roles as r
from campus_safety.domain.waiting import Waiting

WAITING = (
	Waiting(
		"Exemptions to decide",
		"Campus Duty Obligation",
		lambda user, today: {},
		when="due_date",
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS),
		title=("rule", "student", "subject"),
		note="exempt_reason",
		named="exemptions asked for",
	),
)

AWAITED = (
	Waiting(
		"Exemptions asked for",
		"Campus Duty Obligation",
		lambda user, today: {"exempt_requested_by": user, "state": ("in", ("Open", "Overdue"))},
		when="due_date",
		title=("rule", "student", "subject"),
	),
)
