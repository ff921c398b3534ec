"""Complaints: workflow, the ledger, what calls, what waits, indexes, what is sealed, what whoever asks is told."""

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Serial, Value
from campus_safety.domain.privacy.trust import TrustCase, TrustForm
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.waiting import Waiting

TICKET, SENDER = "Campus Appeal Ticket", "Campus Appeal Sender"

# anybody on the staff may have it to handle; who it is, the record says (services.governance.appeals.steps)
_STAFF = r.DESK_ROLES
_TAKERS = (r.SCHOOL_OFFICE, r.DISCIPLINE_OFFICE, r.HR_OFFICE)
_OPEN = ("Assigned", "Handling")

APPEAL_TICKET_WORKFLOW = StateTable(
	TICKET,
	states=(
		State("Accepted", _STAFF, "Warning"),
		State("Triaged", _STAFF, "Primary"),
		State("Assigned", _STAFF, "Primary"),
		State("Handling", _STAFF, "Primary"),
		State("Replied", _STAFF, "Info"),
		State("Revisited", _STAFF, "Info"),
		State("Closed", _STAFF, "Success"),
	),
	transitions=(
		Transition("Accepted", "Triage Complaint", "Triaged", _TAKERS),
		Transition("Triaged", "Assign Complaint", "Assigned", _TAKERS),
		Transition("Assigned", "Begin Handling", "Handling", _STAFF),
		Transition("Assigned", "Assign Elsewhere", "Triaged", _TAKERS),
		Transition("Handling", "Assign Elsewhere", "Triaged", _TAKERS),
		Transition("Handling", "Reply to Complaint", "Replied", _STAFF),
		Transition("Replied", "Complaint Revisited", "Revisited", _TAKERS),
		Transition("Replied", "Handle Further", "Handling", _TAKERS),
		Transition("Revisited", "Handle Further", "Handling", _TAKERS),
		Transition("Revisited", "Close Complaint", "Closed", _TAKERS),
	),
)

WORKFLOWS = (APPEAL_TICKET_WORKFLOW,)

# who asks stands in no ledger, nor what is about a person
APPEAL_LEDGER = Layout(
	TICKET,
	"Complaint Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Received At", Value("received_at"), 16),
		Column("Source", Value("source"), 9),
		Column("Category", Value("category"), 10),
		Column("What Is Asked For", Value("content"), 34),
		Column("Handled By (unit)", Value("handler_unit"), 14),
		Column("Handled By", Value("handler"), 10),
		Column("First Answered At", Value("first_response_at"), 16),
		Column("To Be Solved By", Value("due"), 16),
		Column("Replied At", Value("replied_at"), 16),
		Column("Reply", Value("reply"), 30),
		Column("Outcome", Value("outcome"), 10),
		Column("Cause", Value("cause"), 12),
		Column("Satisfaction", Value("satisfaction"), 10),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("received_at", "name"),
	never="personal",
)

LEDGERS = (APPEAL_LEDGER,)

_ALERTS = "campus_safety.services.governance.appeals.alerts"

ALERTS = (
	AlertSource(
		"Complaint to Take",
		TICKET,
		never=f"{_ALERTS}.get_about",
		waits=f"{_ALERTS}.waits_to_be_taken",
		sender="",
		listed=True,
		nameless=True,
	),
	AlertSource(
		"Complaint about Conduct to Take",
		TICKET,
		never=f"{_ALERTS}.get_about",
		waits=f"{_ALERTS}.conduct_waits_to_be_taken",
		sender="",
		listed=True,
		nameless=True,
	),
	AlertSource(
		"Complaint Late",
		TICKET,
		never=f"{_ALERTS}.get_about",
		first=f"{_ALERTS}.get_handler",
		words=f"{_ALERTS}.words_when_late",
		sender="",
		listed=True,
		nameless=True,
	),
	AlertSource(
		"Complaint about Conduct Late",
		TICKET,
		never=f"{_ALERTS}.get_about",
		first=f"{_ALERTS}.get_handler",
		words=f"{_ALERTS}.words_when_late",
		sender="",
		listed=True,
		nameless=True,
	),
)

_WHAT = ("category", "received_at")

WAITING = (
	Waiting(
		"Complaints to triage and assign",
		TICKET,
		lambda user, today: {"status": ("in", ("Accepted", "Triaged"))},
		when="response_due",
		due=True,
		roles=(r.SCHOOL_OFFICE, r.DISCIPLINE_OFFICE),
		title=_WHAT,
	),
	Waiting(
		"Complaints of mine to handle",
		TICKET,
		lambda user, today: {"status": ("in", _OPEN), "handler": user},
		when="due",
		due=True,
		title=_WHAT,
	),
	Waiting(
		"Complaints that wait for a second reader",
		TICKET,
		lambda user, today: {
			"status": ("in", _OPEN),
			"outcome": ("in", ("Not Within Power", "Unreasonable")),
			"second_reader": ("is", "not set"),
			"reply": ("is", "set"),
			"handler": ("!=", user),
		},
		when="due",
		due=True,
		roles=(r.SCHOOL_OFFICE, r.DISCIPLINE_OFFICE),
		title=_WHAT,
	),
	Waiting(
		"Complaints to close, or to take up again",
		TICKET,
		lambda user, today: {"status": "Revisited"},
		when="replied_at",
		since=True,
		roles=(r.SCHOOL_OFFICE, r.DISCIPLINE_OFFICE),
		title=_WHAT,
		details=("satisfaction",),
	),
)

INDEXES = (
	Index(TICKET, ("unit", "received_at")),
	Index(TICKET, ("college", "received_at")),
	Index(TICKET, ("handler", "status")),
	Index(TICKET, ("handler_unit", "status")),
	Index(TICKET, ("status", "due")),
	Index(TICKET, ("category", "status")),
	Index(TICKET, ("personal", "about_user")),
)

EVIDENCE = (Evidence(TICKET), Evidence(SENDER))
UNSEALED = (Unsealed("Campus Appeal Cause", "a list of the school"),)

TRUST = (
	TrustForm(
		TICKET,
		"When you ask for something or complain",
		(
			TrustCase("", {"personal": 0}, named=("handler",)),
			TrustCase(
				"About a person's conduct",
				{"personal": 1, "category": "Ethics", "concerns_intake": 0},
				named=("handler",),
			),
		),
		told=(
			"The unit that is to mend it reads what you ask for, unless it is about a person. Whoever it is about never reads it, whatever office they are in.",
			"Your name and number are kept apart and encrypted: the office that takes complaints opens them, whoever handles yours does not.",
			"Without your name nothing about you is kept: no address, no device, no account. The code is the only way back, and nobody but you has it.",
		),
	),
)
