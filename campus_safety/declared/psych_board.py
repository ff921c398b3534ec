"""The board of the psychological centre: what is open, due, asked for, and nobody's, in the reader's own lists.

Read by `api.psychology.get_board` alone. Not on everybody's workbench, so not in `declared.ROOMS`.
"""

from datetime import timedelta

from campus_safety.domain import roles as r
from campus_safety.domain.crisis.levels import DIAGNOSED, GENERAL, SEVERE
from campus_safety.domain.waiting import Waiting

CASE, INTERVIEW = "Campus Crisis Case", "Campus Screening Interview"
SUSPENSION, RESUMPTION = "Campus Study Suspension", "Campus Resumption Assessment"
SOON = timedelta(days=7)
_EVER = "2000-01-01"


def _crises(label: str, level: str) -> Waiting:
	return Waiting(
		label,
		CASE,
		lambda user, today: {"status": ("!=", "Closed"), "crisis_level": level},
		when="found_at",
		since=True,
		note="status",
		details=("next_due", "danger_now", "watched", "no_owner"),
	)


# a column each, the gravest first
CRISES = (
	_crises("Diagnosed crises", DIAGNOSED),
	_crises("Severe crises", SEVERE),
	_crises("General crises", GENERAL),
)

DUE = (
	Waiting(
		"Crises with an action due",
		CASE,
		lambda user, today: {"status": ("!=", "Closed"), "next_due": ("<=", f"{today} 23:59:59")},
		when="next_due",
		due=True,
	),
	Waiting(
		"Screening interviews due within a week",
		INTERVIEW,
		lambda user, today: {"status": "Open", "due": ("<=", f"{today + SOON} 23:59:59")},
		when="due",
		due=True,
		note="flag",
	),
	Waiting(
		"Screening interviews held and not graded",
		INTERVIEW,
		lambda user, today: {"status": "Held"},
		when="held_at",
		since=True,
		note="flag",
	),
	Waiting(
		"Safety plans to review",
		"Campus Safety Plan",
		lambda user, today: {"look_again_on": ("between", (_EVER, today + SOON))},
		when="look_again_on",
		due=True,
	),
	Waiting(
		"Suspended students to keep in touch with",
		SUSPENSION,
		lambda user, today: {
			"status": "Suspended",
			"next_contact_due": ("between", (_EVER, today + SOON)),
		},
		when="next_contact_due",
		due=True,
	),
	Waiting(
		"Ways back to review",
		SUSPENSION,
		lambda user, today: {"status": "Suspended", "review_starts_on": ("between", (_EVER, today + SOON))},
		when="review_starts_on",
		due=True,
	),
	Waiting(
		"Assessments of a way back under way",
		RESUMPTION,
		lambda user, today: {"status": ("in", ("Gathering", "With the Panel"))},
		when="requested_on",
		since=True,
		note="status",
	),
	Waiting(
		"Feedback that the college has not acknowledged",
		"Campus Key Feedback",
		lambda user, today: {"status": "Sent"},
		when="ack_due",
		due=True,
	),
)

ASKED = (
	Waiting(
		"Destructions proposed or signed",
		"Campus Destruction Record",
		lambda user, today: {"status": ("in", ("Proposed", "Signed"))},
		when="proposed_at",
		since=True,
		title=("name",),
		note="status",
	),
	Waiting(
		"Requests to read a file",
		"Campus File Access Request",
		lambda user, today: {"status": "Requested"},
		when="creation",
		since=True,
	),
	Waiting(
		"Requests about personal information",
		"Campus Data Request",
		lambda user, today: {"status": "Open", "decider": r.PSYCH_HEAD},
		when="due",
		due=True,
		title=("kind", "student"),
		roles=(r.PSYCH_HEAD,),
	),
	Waiting(
		"Data incidents that are open",
		"Campus Data Incident",
		lambda user, today: {"status": "Open"},
		when="found_at",
		since=True,
		urgent=True,
		title=("unit",),
	),
	Waiting(
		"Emergency readings to review",
		"Campus Emergency Access",
		lambda user, today: {"review": "Pending"},
		when="granted_at",
		since=True,
		roles=(r.PSYCH_HEAD,),
	),
)

UNOWNED = (
	Waiting(
		"Crises nobody answers for",
		CASE,
		lambda user, today: {"status": ("!=", "Closed"), "no_owner": 1},
		when="found_at",
		since=True,
		urgent=True,
	),
	Waiting(
		"Grave crises without a psych teacher",
		CASE,
		lambda user, today: {
			"status": ("!=", "Closed"),
			"crisis_level": ("in", (SEVERE, DIAGNOSED)),
			"psych_teacher": ("is", "not set"),
		},
		when="found_at",
		since=True,
		urgent=True,
	),
	Waiting(
		"Risk ledgers nobody answers for",
		"Campus Risk Ledger",
		lambda user, today: {"no_owner": 1},
		when="occurred_on",
		since=True,
		level="risk_level",
	),
	Waiting(
		"Interviews nobody holds",
		INTERVIEW,
		lambda user, today: {"status": "Open", "interviewer": ("is", "not set")},
		when="due",
		due=True,
		note="flag",
	),
	Waiting(
		"Medical support without anybody",
		"Campus Medical Support",
		lambda user, today: {"status": "Running", "no_owner": 1},
		when="occurred_on",
		since=True,
	),
	Waiting(
		"Care plans nobody answers for",
		"Campus Care Plan",
		lambda user, today: {"no_owner": 1},
		when="occurred_on",
		since=True,
		title=("student_name", "unit"),
	),
)

BOARD = {"crises": CRISES, "due": DUE, "asked": ASKED, "unowned": UNOWNED}
