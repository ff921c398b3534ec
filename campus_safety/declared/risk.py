"""The risk ledger and classified care: workflows, ledgers, timeline, what waits."""

from campus_safety.domain import roles as r
from campus_safety.domain.agenda import Agenda
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.counted import Counted
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Fact, Layout, Rows, Serial, Value
from campus_safety.domain.risk.care import last_of_month
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

_LEDGER_EDITORS = (r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD, r.PSYCH_TEACHER, r.PSYCH_HEAD)
_CARERS = (r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD)

RISK_LEDGER_WORKFLOW = StateTable(
	"Campus Risk Ledger",
	states=(
		State("Nominated", _LEDGER_EDITORS, "Warning"),
		State("Filed", _LEDGER_EDITORS, "Primary"),
		State("Supporting", _LEDGER_EDITORS, "Info"),
		State("Close Proposed", (r.COLLEGE_LEAD, r.PSYCH_HEAD), "Warning"),
		State("Closed", (r.PSYCH_HEAD,), "Success"),
		State("Transferred", (r.COLLEGE_LEAD,), "Inverse"),
		State("Declined", (r.COLLEGE_LEAD,), ""),
	),
	transitions=(
		Transition("Nominated", "File Ledger", "Filed", (r.COLLEGE_LEAD,)),
		Transition("Nominated", "Decline", "Declined", (r.COLLEGE_LEAD,)),
		Transition("Filed", "Start Support", "Supporting", _CARERS),
		Transition("Supporting", "Propose Closing", "Close Proposed", _CARERS),
		Transition(
			"Close Proposed", "Sign Closing", "Closed", (r.COLLEGE_LEAD, r.PSYCH_HEAD, r.STUDENT_AFFAIRS)
		),
		Transition("Close Proposed", "Continue Support", "Supporting", (r.COLLEGE_LEAD, r.PSYCH_HEAD)),
		Transition("Filed", "Hand Over", "Transferred", (r.COLLEGE_LEAD,)),
		Transition("Supporting", "Hand Over", "Transferred", (r.COLLEGE_LEAD,)),
		Transition("Closed", "Reopen", "Supporting", (r.COLLEGE_LEAD, r.PSYCH_HEAD)),
		Transition("Declined", "Nominate Again", "Nominated", _CARERS),
	),
	keys={"Closed": (r.COLLEGE_LEAD, r.PSYCH_HEAD)},
	extra_keys={"Closed": ("needs_student_affairs", r.STUDENT_AFFAIRS)},
)

RISK_LEDGER_LEDGER = Layout(
	"Campus Risk Ledger",
	"One Student One File: Ledger of Students under Guarantee",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("Risk Factors", Fact("danger_facts", "Risk Factors"), 16),
		Column("Level", Value("risk_level"), 6),
		Column("Main Signs", Value("factor_detail"), 30),
		Column("Family Situation", Value("family_situation"), 24),
		Column("Leader in Charge", Value("lead"), 10),
		Column("Responsible Person", Value("responsible_person"), 10),
		Column(
			"Support Measures",
			Rows("measures", ("due", "type", "measure", "measure_owner", "done", "result")),
			34,
		),
		Column(
			"Dispatch Records",
			Rows("dispatches", ("date", "convenor", "level_before", "level_after", "situation", "decision")),
			34,
		),
		Column("Current Status", Value("status"), 10),
		Column("Closed On", Value("closed_on"), 11),
	),
	order_by=("college", "unit", "name"),
	form="Campus Risk Ledger Form",
)

CARE_PLAN_WORKFLOW = StateTable(
	"Campus Care Plan",
	states=(
		State("Filed", _CARERS, "Warning"),
		State("Supporting", (*_CARERS, r.MENTOR), "Primary"),
		State("Ended", (r.COLLEGE_LEAD,), "Success"),
		State("Cancelled", (r.COLLEGE_LEAD,), ""),
	),
	transitions=(
		Transition("Filed", "Begin the Care", "Supporting", _CARERS),
		Transition("Filed", "Cancel Plan", "Cancelled", _CARERS),
		Transition("Supporting", "End the Care", "Ended", (r.COLLEGE_LEAD,)),
	),
)

CARE_PLAN_LEDGER = Layout(
	"Campus Care Plan",
	"Classified Care Ledger",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student_name"), 10),
		Column("Category", Rows("categories", ("category",), joined_by="、"), 14),
		Column("Situation", Value("situation"), 30),
		Column("What the Student Must Not Do", Value("restricted_activities"), 20),
		Column("Unit in Charge", Value("lead_unit"), 14),
		Column("Person in Charge", Value("responsible_person"), 10),
		Column("Actions", Rows("actions", ("due", "action", "done_on", "outcome")), 40),
		Column("Reviews", Rows("reviews", ("review_date", "effect", "note")), 34),
		Column("Effect", Value("effect"), 8),
		Column("Status", Value("status"), 9),
	),
	order_by=("college", "unit", "occurred_on", "name"),
	left_out=frozenset(("Cancelled",)),
)

WORKFLOWS = (RISK_LEDGER_WORKFLOW, CARE_PLAN_WORKFLOW)

LEDGERS = (RISK_LEDGER_LEDGER, CARE_PLAN_LEDGER)

TIMELINE = (
	Source(
		"Campus Risk Ledger",
		(Moment("occurred_on", "Noticed"), Moment("filed_on", "Filed"), Moment("closed_on", "Closed")),
		("risk_level", "status", "late_entry"),
		"lock",
	),
	Source(
		"Campus Care Plan",
		(Moment("started_on", "Care Began"), Moment("ended_on", "Care Ended")),
		("status", "effect"),
		"heart",
	),
)

AGENDA = (
	Agenda(
		"Campus Care Plan",
		"next_review_due",
		"Review the Care",
		("student_name",),
		lambda user: {"responsible_person": user, "status": "Supporting"},
	),
)

ALERTS = (
	AlertSource(
		"Grave Nomination",
		"Campus Risk Ledger",
		waits="campus_safety.services.risk.alerts.is_grave_nomination",
		grave=True,
		listed=True,
	),
	AlertSource(
		"Nomination",
		"Campus Risk Ledger",
		waits="campus_safety.services.risk.alerts.is_other_nomination",
		listed=True,
	),
	AlertSource(
		"Handover of a Key Student",
		"Campus Risk Ledger",
		waits="campus_safety.services.risk.alerts.asks_handover",
		sender="",
		listed=True,
	),
)

WAITING = (
	Waiting(
		"Nominations to decide",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Nominated"},
		when="creation",
		since=True,
		level="risk_level",
		roles=(r.COLLEGE_LEAD,),
	),
	Waiting(
		"Support to start",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Filed", "responsible_person": user},
		when="filed_on",
	),
	Waiting(
		"Dispatches due",
		"Campus Risk Ledger",
		lambda user, today: {
			"status": "Supporting",
			"responsible_person": user,
			"next_dispatch_due": ("<=", today),
		},
		when="next_dispatch_due",
		due=True,
	),
	Waiting(
		"Dispatches overdue in the college",
		"Campus Risk Ledger",
		lambda user, today: {
			"status": "Supporting",
			"responsible_person": ("!=", user),
			"next_dispatch_due": ("<", today),
		},
		when="next_dispatch_due",
		roles=(r.COLLEGE_LEAD,),
		due=True,
	),
	Waiting(
		"Dispatches to confirm",
		"Campus Risk Ledger",
		lambda user, today: {"awaits_convenor": user},
		when="occurred_on",
	),
	Waiting(
		"Handovers to decide",
		"Campus Risk Ledger",
		lambda user, today: {"handover_reason": ("is", "set")},
		when="modified",
		since=True,
		level="risk_level",
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
	),
	Waiting(
		"Key students whom nobody answers for",
		"Campus Risk Ledger",
		lambda user, today: {"no_owner": 1},
		when="modified",
		since=True,
		urgent=True,
		level="risk_level",
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
	),
	Waiting(
		"Lower levels to sign",
		"Campus Risk Ledger",
		lambda user, today: {"proposed_level": ("is", "set")},
		when="modified",
		since=True,
		level="risk_level",
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
		unsigned=True,
	),
	Waiting(
		"Corrections to sign",
		"Campus Risk Ledger",
		lambda user, today: {"correction_waits": 1},
		when="modified",
		since=True,
		level="risk_level",
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
		unsigned=True,
	),
	Waiting(
		"Closings to sign",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Close Proposed"},
		when="modified",
		since=True,
		level="risk_level",
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD, r.STUDENT_AFFAIRS),
		unsigned=True,
	),
	Waiting(
		"Care that nobody answers for",
		"Campus Care Plan",
		lambda user, today: {"no_owner": 1},
		when="modified",
		since=True,
		title=("student_name", "unit"),
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS),
	),
	Waiting(
		"Care to begin",
		"Campus Care Plan",
		lambda user, today: {"status": "Filed"},
		when="occurred_on",
		since=True,
		title=("student_name", "unit"),
		roles=_CARERS,
	),
	Waiting(
		"Care actions due",
		"Campus Care Plan",
		lambda user, today: {"status": "Supporting", "next_due": ("<=", today)},
		when="next_due",
		due=True,
		title=("student_name", "unit"),
		roles=r.CLASS_STAFF,
	),
	Waiting(
		"Care plans you help with",
		"Campus Care Plan",
		lambda user, today: {"status": "Supporting", "next_due": ("<=", today)},
		when="next_due",
		due=True,
		title=("student_name", "unit"),
		roles=(r.MENTOR,),
	),
	Waiting(
		"Care reviews due",
		"Campus Care Plan",
		lambda user, today: {"status": "Supporting", "next_review_due": ("<=", last_of_month(today))},
		when="next_review_due",
		due=True,
		title=("student_name", "unit"),
		roles=r.CLASS_STAFF,
	),
	Waiting(
		"Care reviews overdue in the college",
		"Campus Care Plan",
		lambda user, today: {"status": "Supporting", "next_review_due": ("<", today)},
		when="next_review_due",
		due=True,
		title=("student_name", "unit"),
		roles=(r.COLLEGE_LEAD,),
	),
)

AWAITED = (
	Waiting(
		"Nominations not decided yet",
		"Campus Risk Ledger",
		lambda user, today: {"status": "Nominated", "owner": user},
		when="creation",
		since=True,
		level="risk_level",
	),
)

STARTS = (
	Start("Campus Risk Ledger", "Nominate a Student", "heart", 3),
	Start("Campus Care Plan", "Plan Care for a Student", "healthcare", 6),
)

COUNTED = (
	Counted("Campus Risk Ledger", "Campus Risk Ledger Statistics", hides_handfuls=True),
	Counted("Campus Risk Status", "Campus Risk Ledger Statistics", hides_handfuls=True),
)

INDEXES = (
	Index("Campus Risk Ledger", ("unit", "occurred_on")),
	Index("Campus Risk Ledger", ("college", "occurred_on")),
	Index("Campus Risk Ledger", ("student", "occurred_on")),
	Index("Campus Care Plan", ("unit", "occurred_on")),
	Index("Campus Care Plan", ("college", "occurred_on")),
	Index("Campus Care Plan", ("student", "occurred_on")),
	Index("Campus Care Plan", ("status", "next_review_due")),
	Index("Campus Care Action", ("action_owner", "done")),
	Index("Campus Risk Status", ("unit", "since")),
	Index("Campus Risk Status", ("college", "since")),
)

EVIDENCE = (Evidence("Campus Risk Ledger"), Evidence("Campus Care Plan"))

UNSEALED = (
	Unsealed("Campus Risk Status", "what the ledger shows to those around; made from it at every save"),
	Unsealed("Campus Risk Level", "a list of the school"),
	Unsealed("Campus Risk Factor", "a list of the school"),
	Unsealed("Campus Care Category", "a list of the school"),
	Unsealed("Campus Care Action Template", "a list of the school"),
)
