"""Disputes, and footage that was looked at: workflow, ledgers, what calls, what waits, indexes, what is sealed."""

from campus_safety.domain import roles as r
from campus_safety.domain.agenda import Agenda
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.disputes.course import OPEN
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.waiting import Waiting

DISPUTE, REVIEW = "Campus Dispute Case", "Campus CCTV Review"
_STAFF = r.DESK_ROLES  # who mediates, the record asks again (services.disputes.steps)
_SETTLERS = (r.COLLEGE_LEAD, r.STUDENT_AFFAIRS, r.SECURITY_OFFICE, r.SAFETY_OFFICE)
# a leader hears of what is overdue, and mediates none
_MEDIATORS = tuple(role for role in r.DESK_ROLES if role != r.SCHOOL_LEADER)
_MINE = "doc.mediator == frappe.session.user"
_NOT_MINE = "doc.mediator != frappe.session.user"

DISPUTE_CASE_WORKFLOW = StateTable(
	DISPUTE,
	states=(
		State("Found", _STAFF, "Danger"),
		State("Registered", _STAFF, "Warning"),
		State("Mediating", _STAFF, "Primary"),
		State("Resolved", _STAFF, "Info"),
		State("Revisited", _STAFF, "Info"),
		State("Closed", _SETTLERS, "Success"),
	),
	transitions=(
		Transition("Found", "Register the Dispute", "Registered", _SETTLERS),
		Transition("Registered", "Begin Mediation", "Mediating", _STAFF, condition=_MINE),
		Transition("Registered", "Begin Mediation", "Mediating", _SETTLERS, condition=_NOT_MINE),
		Transition("Mediating", "Record the Result", "Resolved", _STAFF, condition=_MINE),
		Transition("Mediating", "Record the Result", "Resolved", _SETTLERS, condition=_NOT_MINE),
		Transition("Resolved", "Record the Revisit", "Revisited", _STAFF, condition=_MINE),
		Transition("Resolved", "Record the Revisit", "Revisited", _SETTLERS, condition=_NOT_MINE),
		Transition("Revisited", "Mediate Again", "Mediating", _SETTLERS),
		Transition("Revisited", "Close the Dispute", "Closed", _SETTLERS),
	),
)

WORKFLOWS = (DISPUTE_CASE_WORKFLOW,)

DISPUTE_LEDGER = Layout(
	DISPUTE,
	"Dispute Ledger",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Found At", Value("found_at"), 16),
		Column("Kind of Dispute", Value("dispute_type"), 10),
		Column("Grade", Value("grade"), 8),
		Column("Both Sides", Rows("parties", ("side", "student", "person", "who")), 30),
		Column("Cause", Value("cause"), 30),
		Column("Mediator", Value("mediator"), 10),
		Column("Deadline", Value("deadline"), 11),
		Column("What Was Done", Value("measures"), 30),
		Column("Keeping It Calm", Value("stability_control"), 20),
		Column("Outcome", Value("outcome"), 9),
		Column("What Was Agreed", Value("result"), 30),
		Column("Revisited On", Value("revisited_on"), 11),
		Column("Does It Hold", Value("revisit_result"), 9),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("college", "found_at", "name"),
)
CCTV_LEDGER = Layout(
	REVIEW,
	"CCTV Review Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Date", Value("occurred_on"), 11),
		Column("Place", Value("area"), 14),
		Column("Camera", Value("camera"), 18),
		Column("From", Value("view_from"), 16),
		Column("Until", Value("view_to"), 16),
		Column("Reason", Value("reason"), 12),
		Column("Requested By", Value("requested_by"), 10),
		Column("Looked At By", Value("recorded_by"), 10),
		Column("Footage", Value("footage"), 9),
		Column("Result", Value("result"), 9),
		Column("Findings", Value("findings"), 34),
		Column("Number of the Copy", Value("export_no"), 14),
		Column("To Whom", Value("export_to"), 14),
	),
	order_by=("occurred_on", "name"),
)
LEDGERS = (DISPUTE_LEDGER, CCTV_LEDGER)

_DUE = "campus_safety.services.disputes.due"
ALERTS = (
	AlertSource(
		"Dispute to Register",
		DISPUTE,
		waits=f"{_DUE}.waits_to_be_registered",
		never=f"{_DUE}.get_parties",
		listed=True,
	),
	AlertSource(
		"Dispute Overdue",
		DISPUTE,
		first=f"{_DUE}.get_mediator",
		words=f"{_DUE}.get_words",
		never=f"{_DUE}.get_parties",
		sender="",
		listed=True,
	),
)

_WHAT = ("dispute_type", "grade")
WAITING = (
	Waiting(
		"Disputes to register",
		DISPUTE,
		lambda user, today: {"status": "Found"},
		when="found_at",
		since=True,
		roles=_SETTLERS,
		title=_WHAT,
	),
	Waiting(
		"Disputes that you mediate",
		DISPUTE,
		lambda user, today: {"status": ("in", OPEN), "mediator": user},
		when="deadline",
		due=True,
		roles=_MEDIATORS,
		title=_WHAT,
		details=("status",),
	),
	Waiting(
		"Disputes to revisit",
		DISPUTE,
		lambda user, today: {"status": "Resolved", "mediator": user, "revisit_due": ("<=", today)},
		when="revisit_due",
		due=True,
		roles=_MEDIATORS,
		title=_WHAT,
	),
	Waiting(
		"Revisited disputes to close",
		DISPUTE,
		lambda user, today: {"status": "Revisited"},
		when="revisited_on",
		since=True,
		roles=_SETTLERS,
		title=_WHAT,
		details=("revisit_result",),
	),
)

AGENDA = (
	Agenda(
		DISPUTE,
		"deadline",
		"Dispute to Be Settled",
		_WHAT,
		lambda user: {"status": ("in", OPEN), "mediator": user},
		"orange",
	),
)

STARTS = (
	Start(DISPUTE, "Write Down a Dispute", "users", 22),
	Start(REVIEW, "Write Down Footage Looked At", "view", 23),
)

INDEXES = (
	Index(DISPUTE, ("unit", "found_at")),
	Index(DISPUTE, ("college", "found_at")),
	Index(DISPUTE, ("mediator", "status")),
	Index(DISPUTE, ("recorded_by", "found_at")),
	Index(DISPUTE, ("status", "deadline")),
	Index("Campus Dispute Party", ("person",)),
	Index(REVIEW, ("unit", "occurred_on")),
	Index(REVIEW, ("college", "occurred_on")),
	Index(REVIEW, ("recorded_by", "occurred_on")),
	Index(REVIEW, ("requested_by",)),
)

EVIDENCE = (Evidence(DISPUTE), Evidence(REVIEW))
