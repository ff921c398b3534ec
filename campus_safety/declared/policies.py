"""Policy assessments: workflow, ledger, what waits, indexes, what is sealed."""

from datetime import timedelta

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Serial, Value
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.waiting import Waiting

POLICY = "Campus Policy Assessment"
_SOON = timedelta(days=7)
# whose own unit may draft one; which, the record says (services.governance.policies)
_DRAFTERS = (
	r.COLLEGE_LEAD,
	r.STUDENT_AFFAIRS,
	r.SECURITY_OFFICE,
	r.SAFETY_OFFICE,
	r.SCHOOL_OFFICE,
	r.PUBLICITY,
	r.ACADEMIC_AFFAIRS,
	r.LOGISTICS,
	r.EMPLOYMENT_OFFICE,
	r.IT_CENTRE,
	r.HR_OFFICE,
	r.QUALITY_OFFICE,
)
_ALL = (*_DRAFTERS, r.SCHOOL_LEADER, r.DISCIPLINE_OFFICE)

POLICY_ASSESSMENT_WORKFLOW = StateTable(
	POLICY,
	states=(
		State("Drafted", _ALL, "Warning"),
		State("Consulting", _ALL, "Primary"),
		State("Assessed", _ALL, "Info"),
		State("Reviewed", _ALL, "Info"),
		State("Decided", _ALL, "Primary"),
		State("Published", _ALL, "Success"),
		State("Evaluated", _ALL, "Success"),
	),
	transitions=(
		Transition("Drafted", "Begin Consultation", "Consulting", _DRAFTERS),
		Transition("Consulting", "Policy Is Assessed", "Assessed", _DRAFTERS),
		Transition("Assessed", "Back to Consultation", "Consulting", _DRAFTERS),
		Transition("Assessed", "Review Policy", "Reviewed", (r.SCHOOL_OFFICE,)),
		Transition("Reviewed", "Back to Consultation", "Consulting", (r.SCHOOL_OFFICE,)),
		Transition("Reviewed", "Decide Policy", "Decided", (r.SCHOOL_LEADER, r.SCHOOL_OFFICE)),
		Transition("Decided", "Back to Consultation", "Consulting", (r.SCHOOL_OFFICE,)),
		Transition("Decided", "Publish Policy", "Published", (r.SCHOOL_OFFICE,)),
		Transition("Published", "Evaluate Policy", "Evaluated", _DRAFTERS),
	),
	approvals=("Reviewed",),
	approved_words=(
		"title",
		"draft",
		"affected",
		"emergency",
		"emergency_reason",
		"risks",
		"contingency_plan",
	),
)
WORKFLOWS = (POLICY_ASSESSMENT_WORKFLOW,)

POLICY_LEDGER = Layout(
	POLICY,
	"Policy Assessment Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Title", Value("title"), 30),
		Column("Drafting Unit", Value("drafting_unit"), 14),
		Column("Whom It Affects", Value("affected"), 24),
		Column("Publicised From", Value("publicised_from"), 11),
		Column("Publicised Until", Value("publicised_to"), 11),
		Column("Risk Level", Value("risk_level"), 9),
		Column("Meeting", Value("agenda"), 18),
		Column("Decision", Value("decision"), 10),
		Column("Published On", Value("published_on"), 11),
		Column("Valid Until", Value("valid_until"), 11),
		Column("Complaints That Name It", Value("named_by"), 9),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("occurred_on", "name"),
)
LEDGERS = (POLICY_LEDGER,)

WAITING = (
	Waiting(
		"Objections to answer",
		POLICY,
		lambda user, today: {"status": ("in", ("Drafted", "Consulting")), "unanswered": (">", 0)},
		when="publicised_to",
		due=True,
		roles=_DRAFTERS,
		title=("title",),
	),
	Waiting(
		"Policies to review",
		POLICY,
		lambda user, today: {"status": "Assessed"},
		when="modified",
		since=True,
		roles=(r.SCHOOL_OFFICE,),
		title=("title", "drafting_unit"),
	),
	Waiting(
		"Policies to decide",
		POLICY,
		lambda user, today: {"status": "Reviewed", "on_agenda_at": ("is", "set")},
		when="on_agenda_at",
		since=True,
		roles=(r.SCHOOL_LEADER,),
		title=("title", "agenda"),
	),
	Waiting(
		"Policies that complaints name: assess again",
		POLICY,
		lambda user, today: {"assess_again": 1},
		when="modified",
		since=True,
		roles=_DRAFTERS,
		title=("title",),
	),
	Waiting(
		"Emergency rules that run out",
		POLICY,
		lambda user, today: {
			"status": "Published",
			"emergency": 1,
			"valid_until": ("between", [today - _SOON, today + _SOON]),
		},
		when="valid_until",
		due=True,
		roles=(r.SCHOOL_OFFICE,),
		title=("title",),
	),
)

INDEXES = (
	Index(POLICY, ("unit", "occurred_on")),
	Index(POLICY, ("college", "occurred_on")),
	Index(POLICY, ("drafting_unit", "status")),
)
EVIDENCE = (Evidence(POLICY),)
