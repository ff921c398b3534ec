"""Abnormal reports: workflow, what calls, what waits, the ledger, what reporters are told about who reads them."""

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.privacy.trust import TrustCase, TrustForm
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

REPORT, SENDER = "Campus Abnormal Report", "Campus Report Sender"
_HANDLERS = (
	r.SAFETY_OFFICE,
	r.COLLEGE_LEAD,
	r.STUDENT_AFFAIRS,
	r.COUNSELLOR,
	r.CLASS_ADVISER,
	r.PSYCH_TEACHER,
	r.PSYCH_HEAD,
)
_DECIDERS = (r.SAFETY_OFFICE, r.COLLEGE_LEAD, r.STUDENT_AFFAIRS)
_OPEN = ("First", "Accepted", "Verified", "Handled")

ABNORMAL_REPORT_WORKFLOW = StateTable(
	REPORT,
	states=(
		State("First", _HANDLERS, "Danger"),
		State("Accepted", _HANDLERS, "Warning"),
		State("Verified", _HANDLERS, "Primary"),
		State("Handled", _HANDLERS, "Info"),
		State("Closed", (r.SAFETY_OFFICE,), "Success"),
		State("Unfounded", (r.SAFETY_OFFICE,), ""),
	),
	transitions=(
		Transition("First", "Take the Report", "Accepted", _HANDLERS),
		Transition("Accepted", "Report Is True", "Verified", _HANDLERS),
		Transition("Accepted", "Report Is Unfounded", "Unfounded", _DECIDERS),
		Transition("Verified", "Report Is Handled", "Handled", _HANDLERS),
		Transition("Verified", "Report Is Unfounded", "Unfounded", _DECIDERS),
		Transition("Handled", "Close the Report", "Closed", _DECIDERS),
		Transition("Handled", "Handle the Report Further", "Verified", _HANDLERS),
	),
)

WORKFLOWS = (ABNORMAL_REPORT_WORKFLOW,)

# who reported stands in no ledger; what is confidential in none either
ABNORMAL_REPORT_LEDGER = Layout(
	REPORT,
	"Abnormal Report Ledger",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("Found At", Value("found_at"), 16),
		Column("Reported At", Value("reported_at"), 16),
		Column("Urgency", Value("urgency"), 8),
		Column("Signs", Rows("signs", ("sign",)), 16),
		Column("What Happened", Value("facts"), 34),
		Column("What Was Done at Once", Value("first_action"), 24),
		Column("Handled By", Value("assigned_to"), 10),
		Column("Taken At", Value("taken_at"), 16),
		Column("Parents Told At", Value("parents_told_at"), 16),
		Column("Conclusion", Value("conclusion"), 30),
		Column("Current Status", Value("status"), 10),
	),
	order_by=("college", "unit", "found_at", "name"),
	never="restricted",
)

LEDGERS = (ABNORMAL_REPORT_LEDGER,)

TIMELINE = (
	Source(
		REPORT,
		(Moment("found_at", "Something Unusual Noticed"),),
		("urgency", "status", "late_entry"),
		"solid-warning",
	),
)

_ALERTS = "campus_safety.services.incidents.alerts"
ALERTS = (
	AlertSource(
		"Urgent Abnormal Report",
		REPORT,
		waits=f"{_ALERTS}.calls_at_once",
		first=f"{_ALERTS}.get_people",
		takes=f"{_ALERTS}.take_report",
		sender="",
		grave=True,
		listed=True,
	),
	AlertSource(
		"Confidential Abnormal Report",
		REPORT,
		waits=f"{_ALERTS}.is_confidential",
		first=f"{_ALERTS}.get_people",
		takes=f"{_ALERTS}.take_report",
		sender="",
		grave=True,
		listed=True,
		nameless=True,
	),
	AlertSource(
		"Abnormal Report to Take",
		REPORT,
		waits=f"{_ALERTS}.waits_to_be_taken",
		first=f"{_ALERTS}.get_people",
		takes=f"{_ALERTS}.take_report",
		sender="",
		listed=True,
	),
	AlertSource(
		"Report Deadline Missed",
		REPORT,
		rows="deadlines",
		waits=f"{_ALERTS}.is_to_do",
		first=f"{_ALERTS}.get_owner",
		words=f"{_ALERTS}.get_words",
		sender="",
		listed=True,
		nameless=True,
	),
)

_UNTAKEN = {"status": "First", "parent_report": ("is", "not set")}
WAITING = (
	Waiting(
		"Urgent reports to take",
		REPORT,
		lambda user, today: {**_UNTAKEN, "urgency": "Urgent"},
		when="found_at",
		since=True,
		urgent=True,
		details=("urgency",),
	),
	Waiting(
		"Urgent news about reports",
		REPORT,
		lambda user, today: {"urgent_news": 1, "status": ("in", _OPEN)},
		when="found_at",
		since=True,
		urgent=True,
	),
	Waiting(
		"Reports to take",
		REPORT,
		lambda user, today: {**_UNTAKEN, "urgency": ("!=", "Urgent"), "tray": 0},
		when="next_due",
		due=True,
		details=("urgency",),
	),
	Waiting(
		"Reports in the tray",
		REPORT,
		lambda user, today: {**_UNTAKEN, "urgency": ("!=", "Urgent"), "tray": 1},
		when="found_at",
		since=True,
		details=("urgency",),
	),
	Waiting(
		"Reports that I handle",
		REPORT,
		lambda user, today: {
			"assigned_to": user,
			"status": ("in", _OPEN[1:]),
			"parent_report": ("is", "not set"),
		},
		when="next_due",
		due=True,
		details=("urgency", "status"),
	),
)

STARTS = (Start(REPORT, "Report Something Unusual", "solid-warning", 3),)

INDEXES = (
	Index(REPORT, ("unit", "found_at")),
	Index(REPORT, ("college", "found_at")),
	Index("Campus Report Deadline", ("done_at", "due")),
)

EVIDENCE = (Evidence(REPORT), Evidence(SENDER))
UNSEALED = (Unsealed("Campus Report Clock", "a list of the school"),)

TRUST = (
	TrustForm(
		REPORT,
		"When you report something unusual",
		(
			TrustCase("", {"restricted": 0}, named=("assigned_to",)),
			TrustCase("Sexual harm, or about a member of staff", {"restricted": 1}, named=("assigned_to",)),
		),
		told=(
			"Who is called because it is urgent can read it until somebody has taken it. Whoever reported hears that it was taken and that something was done, and nothing else.",
			"Your name is kept apart and encrypted: only who takes reports opens it.",
			"Without your name nothing about you is kept: no address, no device, no account. The receipt code is the only way back, and nobody but you has it.",
		),
	),
)
