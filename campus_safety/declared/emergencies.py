"""Emergency incidents: workflow, ledger, what calls, what waits, indexes, what is sealed."""

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.incidents.emergency import OPEN, RECEIVED
from campus_safety.domain.incidents.review import SECTIONS
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

INCIDENT, REVIEW = "Campus Emergency Incident", "Campus Incident Review"
_STAFF = r.DESK_ROLES  # who commands, the record asks again (services.incidents.emergency.steps)
_OFFICES = (r.SAFETY_OFFICE, r.SECURITY_OFFICE, r.STUDENT_AFFAIRS, r.SCHOOL_OFFICE, r.SCHOOL_LEADER)

EMERGENCY_INCIDENT_WORKFLOW = StateTable(
	INCIDENT,
	states=(
		State(RECEIVED, _STAFF, "Danger"),
		State("Responding", _STAFF, "Warning"),
		State("Handling", _STAFF, "Warning"),
		State("Controlled", _STAFF, "Primary"),
		State("Aftercare", _STAFF, "Info"),
		State("Ended", _STAFF, "Success"),
		State("Reviewed", (r.SAFETY_OFFICE,), "Inverse"),
	),
	transitions=(
		Transition(RECEIVED, "Take Command", "Responding", _STAFF),
		Transition("Responding", "Begin Response", "Handling", _STAFF),
		Transition("Handling", "Bring Under Control", "Controlled", _STAFF),
		Transition("Controlled", "It Flares Up Again", "Handling", _STAFF),
		Transition("Controlled", "Begin Aftercare", "Aftercare", _STAFF),
		Transition("Controlled", "End the Incident", "Ended", _STAFF),
		Transition("Aftercare", "End the Incident", "Ended", _STAFF),
	),
	by_app=("Reviewed",),
)

_WRITERS = r.DESK_ROLES  # who writes a review, the record asks again (services.incidents.review.deciding)

INCIDENT_REVIEW_WORKFLOW = StateTable(
	REVIEW,
	states=(
		State("Draft", _WRITERS, "Warning"),
		State("Submitted", (r.SAFETY_OFFICE, r.SCHOOL_LEADER), "Primary"),
		State("Approved", (r.SCHOOL_LEADER,), "Success"),
	),
	transitions=(
		Transition("Draft", "Submit the Review", "Submitted", _WRITERS),
		Transition("Submitted", "Return the Review", "Draft", (r.SAFETY_OFFICE, r.SCHOOL_LEADER)),
		Transition("Submitted", "Approve the Review", "Approved", (r.SCHOOL_LEADER,)),
	),
	approvals=("Approved",),
	approved_words=(*SECTIONS, "actions"),
)

WORKFLOWS = (EMERGENCY_INCIDENT_WORKFLOW, INCIDENT_REVIEW_WORKFLOW)

EMERGENCY_INCIDENT_LEDGER = Layout(
	INCIDENT,
	"Emergency Incident Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Incident Type", Value("incident_type"), 12),
		Column("Grade", Value("grade"), 9),
		Column("Occurred At", Value("occurred_at"), 16),
		Column("Known At", Value("known_at"), 16),
		Column("Place", Value("place"), 18),
		Column("Injured", Value("injured"), 6),
		Column("Dead", Value("dead"), 6),
		Column("Commander", Value("commander"), 10),
		Column("Told by When", Rows("notifications", ("target", "done_at", "late_minutes")), 34),
		Column("Guardians Notified At", Value("guardians_notified_at"), 16),
		Column("Reports", Rows("reports", ("stage", "at")), 20),
		Column("Ended At", Value("ended_at"), 16),
		Column("Current Status", Value("status"), 10),
	),
	order_by=("known_at", "name"),
)

INCIDENT_REVIEW_LEDGER = Layout(
	REVIEW,
	"Incident Review Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Incident No.", Value("incident"), 15),
		Column("Due", Value("due"), 11),
		Column("Who Writes It", Value("responsible_person"), 10),
		Column("Causes", Value("causes"), 30),
		Column("Improvements", Value("improvements"), 30),
		Column("Actions", Rows("actions", ("action", "responsible_unit", "due")), 40),
		Column("Approved At", Value("approved_at"), 16),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("due", "name"),
	form="Campus Incident Review Form",
)

LEDGERS = (EMERGENCY_INCIDENT_LEDGER, INCIDENT_REVIEW_LEDGER)

TIMELINE = (
	Source(
		INCIDENT,
		(Moment("known_at", "Emergency Incident"), Moment("ended_at", "Emergency Incident Ended")),
		("incident_type", "grade", "status"),
		"solid-error",
	),
)

_ALERTS = "campus_safety.services.incidents.emergency.alerts"
ALERTS = (
	AlertSource(
		"Emergency Incident",
		INCIDENT,
		waits=f"{_ALERTS}.waits_for_command",
		first=f"{_ALERTS}.get_first",
		takes=f"{_ALERTS}.take_command",
		grave=True,
		listed=True,
	),
	AlertSource(
		"Incident Clock Missed",
		INCIDENT,
		rows="notifications",
		waits=f"{_ALERTS}.is_to_do",
		first=f"{_ALERTS}.get_commander",
		words=f"{_ALERTS}.get_words",
		sender="",
		grave=True,
		listed=True,
	),
)

_WHAT = ("incident_type", "place")
WAITING = (
	Waiting(
		"Emergencies that nobody commands",
		INCIDENT,
		lambda user, today: {"status": RECEIVED},
		when="known_at",
		since=True,
		urgent=True,
		roles=(*_OFFICES, r.COLLEGE_LEAD),
		title=_WHAT,
		details=("grade",),
	),
	Waiting(
		"Emergencies that you command",
		INCIDENT,
		lambda user, today: {"status": ("in", OPEN), "commander": user},
		when="next_due",
		due=True,
		urgent=True,
		title=_WHAT,
		details=("grade", "status"),
	),
	Waiting(
		"Final reports to write",
		INCIDENT,
		lambda user, today: {"status": "Ended", "commander": user, "next_due": ("is", "set")},
		when="next_due",
		due=True,
		title=_WHAT,
	),
	Waiting(
		"Incident reviews to write",
		REVIEW,
		lambda user, today: {"status": "Draft", "responsible_person": user},
		when="due",
		due=True,
		title=("incident",),
	),
	Waiting(
		"Incident reviews to approve",
		REVIEW,
		lambda user, today: {"status": "Submitted"},
		when="due",
		due=True,
		roles=(r.SCHOOL_LEADER,),
		title=("incident", "responsible_person"),
	),
	Waiting(
		"Emergency plans to review",
		"Campus Emergency Plan",
		lambda user, today: {"disabled": 0, "review_due": ("<=", today)},
		when="review_due",
		due=True,
		roles=(r.SAFETY_OFFICE, r.SECURITY_OFFICE),
		title=("plan_name", "version"),
	),
)

STARTS = (Start(INCIDENT, "Report an Emergency", "solid-error", 0),)

INDEXES = (
	Index(INCIDENT, ("unit", "known_at")),
	Index(INCIDENT, ("college", "known_at")),
	Index(INCIDENT, ("commander", "status")),
	Index(INCIDENT, ("source_key",)),
	Index("Campus Incident Notification", ("done_at", "due")),
	Index(REVIEW, ("responsible_person", "status")),
	Index(REVIEW, ("college", "due")),
	Index("Campus Review Action", ("clause_task",)),
)

EVIDENCE = (Evidence(INCIDENT), Evidence(REVIEW), Evidence("Campus Emergency Plan"))
UNSEALED = (
	Unsealed("Campus Incident Type", "a list of the school"),
	Unsealed("Campus Incident Clock", "a list of the school: incidents keep what it said"),
)
