"""What comes after the first day of a crisis: suspension and the way back, the safety plan, help for those around."""

from campus_safety.domain import roles as r
from campus_safety.domain.agenda import Agenda
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.privacy.trust import TrustCase, TrustForm
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

_HANDLERS = (r.COUNSELLOR, r.CLASS_ADVISER, r.COLLEGE_LEAD, r.PSYCH_TEACHER, r.PSYCH_HEAD)
_EDITORS = (*_HANDLERS, r.STUDENT_AFFAIRS)
_DECIDERS = (r.COLLEGE_LEAD, r.PSYCH_HEAD, r.STUDENT_AFFAIRS)

STUDY_SUSPENSION_WORKFLOW = StateTable(
	"Campus Study Suspension",
	states=(
		State("Requested", _HANDLERS, "Warning"),
		State("Heard", (*_EDITORS, r.ACADEMIC_AFFAIRS), "Warning"),
		State("Suspended", _EDITORS, "Primary"),
		State("Back", (r.PSYCH_HEAD,), "Success"),
		State("Refused", (r.PSYCH_HEAD,), ""),
		State("Withdrawn", (r.PSYCH_HEAD,), ""),
		State("Lifted", (r.PSYCH_HEAD,), "Inverse"),
		State("Ended", (r.PSYCH_HEAD,), ""),
	),
	transitions=(
		Transition("Requested", "Student Was Heard", "Heard", _HANDLERS),
		Transition("Requested", "Withdraw the Request", "Withdrawn", _HANDLERS),
		Transition("Heard", "Withdraw the Request", "Withdrawn", _HANDLERS),
		Transition("Heard", "Decide on Suspension", "Suspended", (r.ACADEMIC_AFFAIRS,)),
		Transition("Heard", "Refuse the Suspension", "Refused", (r.ACADEMIC_AFFAIRS,)),
		Transition("Suspended", "Lift after Appeal", "Lifted", (r.STUDENT_AFFAIRS,)),
	),
	by_app=("Back", "Ended"),
)

RESUMPTION_ASSESSMENT_WORKFLOW = StateTable(
	"Campus Resumption Assessment",
	states=(
		State("Gathering", _EDITORS, "Warning"),
		State("With the Panel", (*_EDITORS, r.ACADEMIC_AFFAIRS, r.LOGISTICS), "Primary"),
		State("Agreed", (r.PSYCH_HEAD,), "Success"),
		State("Not Yet", (r.PSYCH_HEAD,), "Warning"),
		State("Withdrawn", (r.PSYCH_HEAD,), ""),
	),
	transitions=(
		Transition("Gathering", "Hand to the Panel", "With the Panel", (*_DECIDERS, r.PSYCH_TEACHER)),
		Transition("Gathering", "Student Does Not Come Back Now", "Withdrawn", _HANDLERS),
		Transition("With the Panel", "Take Back from the Panel", "Gathering", _DECIDERS),
		Transition("With the Panel", "Panel Agrees", "Agreed", _DECIDERS),
		Transition("With the Panel", "Panel Says Not Yet", "Not Yet", _DECIDERS),
	),
)

POSTVENTION_WORKFLOW = StateTable(
	"Campus Postvention",
	states=(
		State("Opened", (r.PSYCH_HEAD, r.STUDENT_AFFAIRS), "Danger"),
		State("Supporting", (*r.PSYCH_STAFF, r.STUDENT_AFFAIRS), "Primary"),
		State("Closed", (r.PSYCH_HEAD,), "Success"),
	),
	transitions=(
		Transition("Opened", "Begin the Support", "Supporting", (r.PSYCH_HEAD, r.STUDENT_AFFAIRS)),
		Transition("Supporting", "Sign Closing of the Support", "Closed", (r.PSYCH_HEAD, r.STUDENT_AFFAIRS)),
	),
	keys={"Closed": (r.PSYCH_HEAD, r.STUDENT_AFFAIRS)},
)

WORKFLOWS = (STUDY_SUSPENSION_WORKFLOW, RESUMPTION_ASSESSMENT_WORKFLOW, POSTVENTION_WORKFLOW)

STUDY_SUSPENSION_LEDGER = Layout(
	"Campus Study Suspension",
	"Ledger of Suspensions",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("Requested By", Value("requested_by"), 8),
		Column("Suspended From", Value("from_date"), 11),
		Column("Suspended Until", Value("until_date"), 11),
		Column("What Coming Back Needs", Value("return_conditions"), 30),
		Column("Contact Person", Value("contact_person"), 10),
		Column("Contacts", Rows("contacts", ("contact_on", "way", "result", "note")), 34),
		Column("Way Back Begins On", Value("review_starts_on"), 11),
		Column("Back On", Value("back_on"), 11),
		Column("Current Status", Value("status"), 10),
	),
	order_by=("college", "unit", "from_date", "name"),
	left_out=frozenset(("Withdrawn",)),
)

LEDGERS = (STUDY_SUSPENSION_LEDGER,)

TIMELINE = (
	Source(
		"Campus Study Suspension",
		(Moment("decided_at", "Suspension Decided"), Moment("back_on", "Back at School")),
		("status", "late_entry"),
		"external-link",
	),
)

AGENDA = (
	Agenda(
		"Campus Study Suspension",
		"next_contact_due",
		"Contact during Leave",
		("student",),
		lambda user: {"contact_person": user, "status": "Suspended"},
	),
)

WAITING = (
	Waiting(
		"Support after an event",
		"Campus Postvention",
		lambda user, today: {"status": ("in", ("Opened", "Supporting"))},
		when="happened_on",
		since=True,
		title=("unit",),
		roles=(*r.PSYCH_STAFF, r.STUDENT_AFFAIRS),
		unsigned=True,
	),
	Waiting(
		"Safety plans to look at again",
		"Campus Safety Plan",
		lambda user, today: {"look_again_on": ("between", ("2000-01-01", today)), "written_with": user},
		when="look_again_on",
		due=True,
		roles=r.PSYCH_STAFF,
	),
	Waiting(
		"Suspensions to decide",
		"Campus Study Suspension",
		lambda user, today: {"status": "Heard"},
		when="requested_on",
		since=True,
		roles=(r.ACADEMIC_AFFAIRS,),
	),
	Waiting(
		"Contacts during leave due",
		"Campus Study Suspension",
		lambda user, today: {
			"status": "Suspended",
			"next_contact_due": ("<=", today),
			"contact_person": user,
		},
		when="next_contact_due",
		due=True,
	),
	Waiting(
		"Contacts during leave overdue",
		"Campus Study Suspension",
		lambda user, today: {
			"status": "Suspended",
			"next_contact_due": ("<", today),
			"contact_person": ("!=", user),
		},
		when="next_contact_due",
		due=True,
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
	),
	Waiting(
		"Suspensions that nobody answers for",
		"Campus Study Suspension",
		lambda user, today: {"no_owner": 1},
		when="requested_on",
		since=True,
		urgent=True,
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
	),
	Waiting(
		"Ways back to begin",
		"Campus Study Suspension",
		lambda user, today: {
			"status": "Suspended",
			"review_starts_on": ("<=", today),
			"asked_back_on": ("is", "not set"),
		},
		when="review_starts_on",
		due=True,
		roles=(*r.CLASS_STAFF, r.COLLEGE_LEAD, r.PSYCH_HEAD),
	),
	Waiting(
		"Resumption assessments under way",
		"Campus Resumption Assessment",
		lambda user, today: {"status": ("in", ("Gathering", "With the Panel"))},
		when="requested_on",
		since=True,
		roles=_DECIDERS,
	),
	Waiting(
		"Opinions to give",
		"Campus Resumption Assessment",
		lambda user, today: {"status": "With the Panel"},
		when="requested_on",
		since=True,
		roles=(*r.CLASS_STAFF, r.PSYCH_TEACHER, r.ACADEMIC_AFFAIRS, r.LOGISTICS),
	),
)

STARTS = (Start("Campus Study Suspension", "Suspend a Student's Study", "external-link", 7),)

INDEXES = (
	Index("Campus Study Suspension", ("unit", "occurred_on")),
	Index("Campus Study Suspension", ("college", "occurred_on")),
	Index("Campus Resumption Assessment", ("unit", "occurred_on")),
	Index("Campus Resumption Assessment", ("college", "occurred_on")),
	Index("Campus Resumption Panelist", ("member",)),
	Index("Campus Postvention", ("college", "happened_on")),
	Index("Campus Postvention Person", ("talker",)),
	Index("Campus Safety Plan", ("unit", "written_on")),
	Index("Campus Safety Plan", ("student",)),
	Index("Campus Safety Plan", ("college", "written_on")),
)

TRUST = (
	TrustForm(
		"Campus Safety Plan",
		"The safety plan that you write together with the centre",
		(TrustCase("", {}),),
		told=(
			"It is yours: you read and change it behind a PIN of your own. Nobody at your college, your class or your dormitory sees it or learns that there is one.",
		),
	),
)

EVIDENCE = (
	Evidence("Campus Study Suspension"),
	Evidence("Campus Resumption Assessment"),
	Evidence("Campus Safety Plan"),
	Evidence("Campus Postvention"),
)
