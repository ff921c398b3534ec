"""Crises: workflows, what calls, what waits, indexes, what is sealed."""

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

_HANDLERS = (r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD, r.PSYCH_TEACHER, r.PSYCH_HEAD)
_EDITORS = (*_HANDLERS, r.STUDENT_AFFAIRS)
_DECIDERS = (r.COLLEGE_LEAD, r.PSYCH_HEAD, r.STUDENT_AFFAIRS)
_OPEN = ("Found", "Assessed", "Started", "Handling", "Observing")

CRISIS_CASE_WORKFLOW = StateTable(
	"Campus Crisis Case",
	states=(
		State("Found", _HANDLERS, "Danger"),
		State("Assessed", _EDITORS, "Warning"),
		State("Started", _EDITORS, "Primary"),
		State("Handling", _EDITORS, "Primary"),
		State("Observing", _EDITORS, "Info"),
		State("Closed", (r.PSYCH_HEAD,), "Success"),
	),
	transitions=(
		Transition("Found", "Confirm the Assessment", "Assessed", r.PSYCH_STAFF),
		Transition("Assessed", "Start Handling the Crisis", "Started", (r.COLLEGE_LEAD, r.STUDENT_AFFAIRS)),
		Transition("Started", "Crisis Under Way", "Handling", _HANDLERS),
		Transition("Handling", "Observe the Student", "Observing", _HANDLERS),
		Transition("Observing", "Handle the Crisis Again", "Handling", _HANDLERS),
		Transition("Observing", "Sign Closing of the Crisis", "Closed", _DECIDERS),
	),
	keys={"Started": (r.COLLEGE_LEAD,), "Closed": (r.COLLEGE_LEAD, r.PSYCH_HEAD)},
	extra_keys={
		"Started": ("needs_student_affairs", r.STUDENT_AFFAIRS),
		"Closed": ("needs_student_affairs", r.STUDENT_AFFAIRS),
	},
)

PARENT_RISK_NOTICE_WORKFLOW = StateTable(
	"Campus Parent Risk Notice",
	states=(
		State("Draft", _HANDLERS, ""),
		State("Told", (r.PSYCH_HEAD,), "Success"),
		State("Refused", (r.PSYCH_HEAD,), "Warning"),
	),
	transitions=(
		Transition("Draft", "Parents Were Told", "Told", _HANDLERS),
		Transition("Draft", "Parents Refuse to Sign", "Refused", _HANDLERS),
	),
)

RESPONSIBILITY_TRANSFER_WORKFLOW = StateTable(
	"Campus Responsibility Transfer",
	states=(
		State("Draft", _HANDLERS, ""),
		State("Transferred", _HANDLERS, "Primary"),
		State("Arrived", (r.PSYCH_HEAD,), "Success"),
	),
	transitions=(
		Transition("Draft", "Handed to the Family", "Transferred", _HANDLERS),
		Transition("Transferred", "Arrived Home", "Arrived", _HANDLERS),
	),
)

WORKFLOWS = (CRISIS_CASE_WORKFLOW, PARENT_RISK_NOTICE_WORKFLOW, RESPONSIBILITY_TRANSFER_WORKFLOW)

CRISIS_CASE_LEDGER = Layout(
	"Campus Crisis Case",
	"Crisis Handling Ledger",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("Found At", Value("found_at"), 16),
		Column("Level", Value("crisis_level"), 8),
		Column("Basis", Value("basis"), 30),
		Column("Actions", Rows("actions", ("due", "action", "done_at", "evidence")), 40),
		Column("Calls", Rows("guardian_contacts", ("recorded_at", "person", "result", "note")), 30),
		Column("Decision", Value("decision"), 10),
		Column("Responsible Person", Value("responsible_person"), 10),
		Column("Current Status", Value("status"), 10),
	),
	order_by=("college", "unit", "found_at", "name"),
)

LEDGERS = (CRISIS_CASE_LEDGER,)

TIMELINE = (
	Source(
		"Campus Crisis Case",
		(Moment("found_at", "Crisis Found"), Moment("closed_at", "Crisis Closed")),
		("crisis_level", "status", "late_entry"),
		"solid-error",
	),
)

ALERTS = (
	AlertSource(
		"Crisis",
		"Campus Crisis Case",
		waits="campus_safety.services.crisis.alerts.calls",
		first="campus_safety.services.crisis.alerts.get_people",
		grave=True,
		listed=True,
	),
	AlertSource(
		"Crisis to Start",
		"Campus Crisis Case",
		waits="campus_safety.services.crisis.alerts.waits_for_start",
		first="campus_safety.services.crisis.alerts.get_people",
		listed=True,
	),
	AlertSource(
		"Crisis Action Overdue",
		"Campus Crisis Case",
		rows="actions",
		waits="campus_safety.services.crisis.alerts.is_to_do",
		first="campus_safety.services.crisis.alerts.get_owner",
		words="campus_safety.services.crisis.alerts.get_words",
		sender="",
		grave=True,
		listed=True,
	),
)

WAITING = (
	Waiting(
		"Crises to start",
		"Campus Crisis Case",
		lambda user, today: {"status": ("in", ("Found", "Assessed"))},
		when="found_at",
		since=True,
		urgent=True,
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS, *r.PSYCH_STAFF),
	),
	Waiting(
		"Crisis actions due",
		"Campus Crisis Case",
		lambda user, today: {
			"status": ("in", _OPEN),
			"next_due": ("<=", f"{today} 23:59:59"),
			"responsible_person": user,
		},
		when="next_due",
		due=True,
		urgent=True,
	),
	Waiting(
		"Crisis actions due in the college",
		"Campus Crisis Case",
		lambda user, today: {
			"status": ("in", _OPEN),
			"next_due": ("<=", f"{today} 23:59:59"),
			"responsible_person": ("!=", user),
		},
		when="next_due",
		due=True,
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
	),
	Waiting(
		"Crises that nobody answers for",
		"Campus Crisis Case",
		lambda user, today: {"no_owner": 1},
		when="found_at",
		since=True,
		urgent=True,
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
	),
	Waiting(
		"Crises without a psych teacher",
		"Campus Crisis Case",
		lambda user, today: {
			"status": ("in", _OPEN),
			"crisis_level": ("in", ("Severe", "Diagnosed")),
			"psych_teacher": ("is", "not set"),
		},
		when="found_at",
		since=True,
		roles=(r.PSYCH_HEAD,),
	),
	Waiting(
		"Crisis levels to sign",
		"Campus Crisis Case",
		lambda user, today: {"proposed_level": ("is", "set")},
		when="modified",
		since=True,
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
		unsigned=True,
	),
	Waiting(
		"Crises under observation",
		"Campus Crisis Case",
		lambda user, today: {"status": "Observing"},
		when="modified",
		since=True,
		roles=_DECIDERS,
		unsigned=True,
	),
)

STARTS = (Start("Campus Crisis Case", "Report a Crisis", "solid-error", 2),)

INDEXES = (
	Index("Campus Crisis Case", ("unit", "found_at")),
	Index("Campus Crisis Case", ("student", "status")),
	Index("Campus Parent Risk Notice", ("student",)),
	Index("Campus Responsibility Transfer", ("student",)),
	Index("Campus Crisis Case", ("college", "found_at")),
	Index("Campus Crisis Action", ("done", "remind_at")),
)

EVIDENCE = (
	Evidence("Campus Crisis Case"),
	Evidence("Campus Parent Risk Notice"),
	Evidence("Campus Responsibility Transfer"),
)

UNSEALED = (Unsealed("Campus Crisis Action Template", "a list of the school"),)
