"""Psychological screening: what calls, what waits, indexes, what is sealed."""

from datetime import timedelta

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.waiting import Waiting

DESTRUCTION = "Campus Destruction Record"
_SIGNERS = (r.PSYCH_HEAD, r.SCHOOL_LEADER)

DESTRUCTION_WORKFLOW = StateTable(
	DESTRUCTION,
	states=(
		State("Draft", r.PSYCH_STAFF, ""),
		State("Proposed", _SIGNERS, "Warning"),
		State("Signed", (r.PSYCH_HEAD,), "Primary"),
		State("Destroyed", (r.PSYCH_HEAD,), "Success"),
		State("Withdrawn", (r.PSYCH_HEAD,), "Inverse"),
	),
	transitions=(
		Transition("Draft", "Propose the Destruction", "Proposed", r.PSYCH_STAFF),
		Transition("Draft", "Withdraw the Destruction", "Withdrawn", r.PSYCH_STAFF),
		Transition("Proposed", "Sign the Destruction", "Signed", _SIGNERS),
		Transition("Proposed", "Withdraw the Destruction", "Withdrawn", _SIGNERS),
		Transition("Signed", "Withdraw the Destruction", "Withdrawn", (r.PSYCH_HEAD,)),
	),
	keys={"Signed": _SIGNERS},
	by_app=("Destroyed",),
)

WORKFLOWS = (DESTRUCTION_WORKFLOW,)

DESTRUCTION_LEDGER = Layout(
	DESTRUCTION,
	"Register of Destroyed Psychological Files",
	(
		Column("No.", Serial(), 5),
		Column("Files Whose Time Ended by", Value("due_by"), 12),
		Column("Ground", Value("reason"), 30),
		Column("Students Destroyed", Value("students_destroyed"), 8),
		Column("Records", Rows("counts", ("kind", "proposed", "destroyed")), 40),
		Column("Kept Back", Value("students_kept"), 8),
		Column("Proposed By", Value("proposed_by"), 10),
		Column("Signed By", Rows("signatures", ("role", "user", "signed_at")), 40),
		Column("Destroyed At", Value("destroyed_at"), 16),
		Column("Digest of the Records", Value("digest"), 40),
		Column("Current Status", Value("status"), 10),
	),
	order_by=("due_by", "name"),
)

LEDGERS = (DESTRUCTION_LEDGER,)

ALERTS = (
	AlertSource(
		"Urgent Screening Flag",
		"Campus Screening Interview",
		waits="campus_safety.services.psychology.urgent.waits",
		sender="",
		grave=True,
	),
	AlertSource(
		"Talk to Offer",
		"Campus Screening Consent",
		waits=None,
		sender="",
		settled_by_answer=True,
	),
)

WAITING = (
	Waiting(
		"Urgent interviews to hold",
		"Campus Screening Interview",
		lambda user, today: {"status": "Open", "flag": "Urgent", "interviewer": user},
		when="due",
		due=True,
		urgent=True,
	),
	Waiting(
		"Screening interviews to hold",
		"Campus Screening Interview",
		lambda user, today: {"status": "Open", "flag": ("!=", "Urgent"), "interviewer": user},
		when="due",
		due=True,
	),
	Waiting(
		"Screening interviews that are overdue",
		"Campus Screening Interview",
		lambda user, today: {"status": "Open", "interviewer": ("!=", user), "due": ("<", today)},
		when="due",
		due=True,
		roles=(r.PSYCH_HEAD,),
	),
	Waiting(
		"Screening interviews without an interviewer",
		"Campus Screening Interview",
		lambda user, today: {"status": "Open", "interviewer": ("is", "not set")},
		when="due",
		due=True,
		roles=(r.PSYCH_HEAD,),
	),
	Waiting(
		"Screening interviews to grade",
		"Campus Screening Interview",
		lambda user, today: {"status": "Held", "interviewer": user, "second_interviewer": ("is", "not set")},
		when="held_at",
		since=True,
	),
	Waiting(
		"Second screening interviews",
		"Campus Screening Interview",
		lambda user, today: {"status": "Held", "second_interviewer": user},
		when="held_at",
		urgent=True,
		since=True,
	),
	Waiting(
		"To do after a screening interview",
		"Campus Screening Interview",
		lambda user, today: {
			"interviewer": user,
			"todo_due": ("is", "set"),
			"todo_done_at": ("is", "not set"),
		},
		when="todo_due",
		due=True,
	),
	Waiting(
		"Requests to read a psychological file",
		"Campus File Access Request",
		lambda user, today: {"status": "Requested", "recorded_by": ("!=", user)},
		when="creation",
		since=True,
		roles=(r.PSYCH_HEAD, r.STUDENT_AFFAIRS),
	),
	Waiting(
		"Psychological files whose time has ended",
		"Campus Psych File",
		lambda user, today: {
			"retention_until": ("between", ("1900-01-01", today)),
			"destruction": ("is", "not set"),
		},
		when="retention_until",
		since=True,
		roles=(r.PSYCH_HEAD,),
	),
	Waiting(
		"Destructions to sign",
		DESTRUCTION,
		lambda user, today: {"status": "Proposed"},
		when="proposed_at",
		since=True,
		title=("name",),
		roles=_SIGNERS,
		unsigned=True,
	),
	Waiting(
		"Destructions to carry out",
		DESTRUCTION,
		lambda user, today: {"status": "Signed", "begun_at": ("is", "not set")},
		when="proposed_at",
		since=True,
		title=("name",),
		roles=(r.PSYCH_HEAD,),
	),
	Waiting(
		"Retests to offer",
		"Campus Screening Result",
		lambda user, today: {"retest_due": ("between", (today - timedelta(days=365), today))},
		when="retest_due",
		due=True,
		roles=r.PSYCH_STAFF,
	),
)

STARTS = (Start("Campus Screening Import", "Import Screening Results", "upload", 7),)

INDEXES = (
	Index("Campus Screening Result", ("campaign", "student"), unique=True),
	Index("Campus Screening Result", ("campaign", "status", "college")),
	Index("Campus Screening Result", ("student", "taken_at")),
	Index("Campus Screening Result", ("student", "settled_at")),
	Index("Campus Screening Score", ("parent", "scale")),
	Index("Campus Screening Consent", ("campaign", "student", "permission"), unique=True),
	Index("Campus Screening Consent", ("student", "creation")),
	Index("Campus Screening Consent", ("creation",)),
	Index("Campus Screening Interview", ("interviewer", "status", "due")),
	Index("Campus Screening Interview", ("student", "due")),
	Index("Campus Screening Interview", ("campaign", "status")),
	Index("Campus Psych File", ("college", "category")),
	Index("Campus Psych File", ("unit", "opened_on")),
	Index("Campus Psych File", ("destruction", "student")),
	Index(DESTRUCTION, ("due_by",)),
	Index("Campus File Access Request", ("recorded_by", "status", "expires_at")),
	Index("Campus File Access Request", ("approver_role", "status")),
	Index("Campus File Access Request", ("creation",)),
	Index("Campus Screening Advice", ("unit", "since")),
	Index("Campus Screening Advice", ("college", "since")),
)

EVIDENCE = (
	Evidence("Campus Screening Consent"),
	Evidence(
		"Campus Screening Result",
		statuses=("Tested", "To Interview", "Interviewed", "Graded", "Excused", "Declined"),
	),
	Evidence("Campus Screening Interview"),
	Evidence("Campus Screening Campaign"),
	Evidence("Campus Psych File", statuses=("Kept",)),
	Evidence("Campus File Access Request"),
	Evidence(DESTRUCTION),
	Evidence("Campus Counts Release"),
	Evidence("Campus Data Incident"),
)

UNSEALED = (
	Unsealed("Campus Screening Scale", "a list of the school"),
	Unsealed(
		"Campus Screening Advice", "what an interview shows to those around; made from it when it is graded"
	),
	Unsealed("Campus Screening Import", "working paper of an import, deleted after it"),
)
