"""Mentors and assessments: workflows, what waits."""

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, First, Layout, Rows, Serial, Span, Value
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.waiting import Waiting

ASSESSMENT_LEDGER = Layout(
	"Campus Accountability Assessment",
	"Assessment Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Assessed", First(("assessed_unit", "person_name")), 18),
		Column("Unit", First(("college", "unit")), 18),
		Column("Period", Span("period_from", "period_to"), 24),
		Column("Duties", Rows("items", ("rule", "due", "done", "late", "missed")), 40),
		Column("Deductions", Rows("incident_deductions", ("reason", "points")), 28),
		Column("Score", Value("score"), 8),
		Column("Assessment Grade", Value("grade"), 9),
		Column("Status", Value("status"), 9),
	),
	order_by=("period_from", "college", "name"),
)
MENTOR_LEDGER = Layout(
	"Campus Mentor List",
	"Mentor Ledger",
	(
		Column("No.", Serial(), 5),
		Column("School Year", Value("year"), 11),
		Column("College", Value("college"), 16),
		Column("Mentor", Value("mentor_name"), 10),
		Column("Students", Rows("students", ("student", "unit")), 26),
		Column("Duties", Rows("duties", ("item", "frequency")), 40),
		Column("Signed At", Value("signed_at"), 16),
		Column("Evaluation", Value("evaluation"), 20),
	),
	order_by=("year", "college", "name"),
)
LEDGERS = (ASSESSMENT_LEDGER, MENTOR_LEDGER)

_ASSESSORS = (r.QUALITY_OFFICE, r.HR_OFFICE)
# the leader reviews the Discipline Office, which reviews all others
_REVIEWERS = (r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER)

# whoever works anywhere may appeal what concerns them; which assessments those are, their reach says
_ASSESSED = tuple(role for role in r.DESK_ROLES if role != r.SCHOOL_LEADER)
# whose list holds their own assessments and no others
_SEE_OTHERS = (*_ASSESSORS, *_REVIEWERS, r.STUDENT_AFFAIRS, r.SAFETY_OFFICE)
_ONLY_ASSESSED = tuple(role for role in _ASSESSED if role not in _SEE_OTHERS)

ACCOUNTABILITY_ASSESSMENT_WORKFLOW = StateTable(
	"Campus Accountability Assessment",
	states=(
		State("Draft", _ASSESSORS, "Warning"),
		State("Submitted", (*_ASSESSORS, *_REVIEWERS), "Primary"),
		State("Reviewed", (r.DISCIPLINE_OFFICE, r.SCHOOL_LEADER), "Info"),
		State("Approved", (r.SCHOOL_LEADER, *_ASSESSED), "Success"),
		State("Appealed", (*_REVIEWERS, *_ASSESSED), "Warning"),
		State("Archived", (r.SCHOOL_LEADER,), "Inverse"),
	),
	transitions=(
		Transition("Draft", "Submit Assessment", "Submitted", _ASSESSORS),
		Transition("Submitted", "Review Assessment", "Reviewed", _REVIEWERS, self_approval=False),
		Transition("Submitted", "Return to Draft", "Draft", (r.DISCIPLINE_OFFICE,)),
		Transition("Reviewed", "Approve", "Approved", (r.SCHOOL_LEADER,), self_approval=False),
		Transition("Approved", "Appeal", "Appealed", _ASSESSED),
		Transition("Appealed", "Decide Appeal", "Reviewed", _REVIEWERS, self_approval=False),
		Transition("Approved", "Archive", "Archived", (*_ASSESSORS, r.SCHOOL_LEADER)),
	),
	approvals=("Approved",),
	approved_words=("assessed_unit", "user", "period_from", "period_to", "incident_deductions"),
)

# whose list of clause tasks holds those of their own unit alone
_WITH_TASKS = (
	r.COLLEGE_LEAD,
	r.STUDENT_AFFAIRS,
	r.SECURITY_OFFICE,
	r.PUBLICITY,
	r.ACADEMIC_AFFAIRS,
	r.LOGISTICS,
	r.EMPLOYMENT_OFFICE,
	r.IT_CENTRE,
	r.PSYCH_HEAD,
)

WORKFLOWS = (ACCOUNTABILITY_ASSESSMENT_WORKFLOW,)

WAITING = (
	Waiting(
		"Mentor lists to sign",
		"Campus Mentor List",
		lambda user, today: {"mentor": user, "signed_at": ("is", "not set")},
		when="creation",
		roles=(r.MENTOR,),
		unsigned=True,
		title=("mentor_name", "year"),
	),
	Waiting(
		"Mentor lists to sign for the HR Office",
		"Campus Mentor List",
		lambda user, today: {"mentor": ("!=", user), "signed_at": ("is", "not set")},
		when="creation",
		roles=(r.HR_OFFICE,),
		unsigned=True,
		title=("mentor_name", "year"),
	),
	Waiting(
		"Clause tasks to finish",
		"Campus Clause Task",
		lambda user, today: {"status": "Open"},
		when="due",
		due=True,
		roles=_WITH_TASKS,
		title=("task", "clause"),
	),
	Waiting(
		"Your assessment is decided: you may appeal",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Approved"},
		when="modified",
		roles=_ONLY_ASSESSED,
		since=True,
		title=("person_name", "unit", "term", "score"),
	),
	Waiting(
		"Assessments to review",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Submitted"},
		when="period_to",
		roles=(r.DISCIPLINE_OFFICE,),
		title=("person_name", "unit"),
	),
	Waiting(
		"Appeals to decide",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Appealed"},
		when="period_to",
		roles=(r.DISCIPLINE_OFFICE,),
		title=("person_name", "unit"),
	),
	Waiting(
		"Assessments to approve",
		"Campus Accountability Assessment",
		lambda user, today: {"status": "Reviewed"},
		when="period_to",
		roles=(r.SCHOOL_LEADER,),
		title=("person_name", "unit"),
	),
)

AWAITED = (
	Waiting(
		"Clause tasks of the units",
		"Campus Clause Task",
		lambda user, today: {"status": "Open", "recorded_by": user},
		when="due",
		due=True,
		roles=(r.SAFETY_OFFICE, r.SCHOOL_OFFICE),
		title=("task", "responsible_unit"),
	),
)

INDEXES = (
	Index("Campus Clause Task", ("responsible_unit", "due")),
	Index("Campus Clause Task", ("clause", "due")),
	Index("Campus Accountability Assessment", ("unit", "period_from")),
	Index("Campus Accountability Assessment", ("college", "period_from")),
)

EVIDENCE = (
	Evidence("Campus Accountability Assessment"),
	Evidence("Campus Clause Task"),
	Evidence("Campus Mentor List"),
	Evidence("Campus Clause Task"),
)
