"""The night: rolls, stays, absence cases: workflows, ledgers, timeline, what waits."""

from campus_safety.domain import roles as r
from campus_safety.domain.counted import Counted
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Related, Rows, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

_SEARCHERS = (
	r.COUNSELLOR,
	r.CLASS_ADVISER,
	r.DORM_MANAGER,
	r.COLLEGE_LEAD,
	r.STUDENT_AFFAIRS,
	r.SECURITY_OFFICE,
)

ABSENCE_CASE_WORKFLOW = StateTable(
	"Campus Absence Case",
	states=(
		State("Pending", _SEARCHERS, "Danger"),
		State("Checking", _SEARCHERS, "Warning"),
		State("Located", _SEARCHERS, "Primary"),
		State("Cleared", (r.COLLEGE_LEAD, r.STUDENT_AFFAIRS), "Info"),
		State("Closed", (r.COLLEGE_LEAD,), "Success"),
	),
	transitions=(
		Transition("Pending", "Start Checking", "Checking", _SEARCHERS),
		Transition("Checking", "Record as Located", "Located", _SEARCHERS),
		Transition("Located", "Hazard Is Cleared", "Cleared", _SEARCHERS),
		Transition("Located", "Search Again", "Checking", _SEARCHERS),
		Transition("Cleared", "Close Case", "Closed", (r.COLLEGE_LEAD,)),
		Transition("Cleared", "Send Back to Check", "Checking", (r.COLLEGE_LEAD,)),
	),
)

_CASE = ("Campus Absence Case", "roll_call")

NIGHT_ROLL_CALL_LEDGER = Layout(
	"Campus Night Roll Call",
	"Night Roll Call Ledger",
	(
		Column("Night", Value("roll_date"), 11),
		Column("Block", Value("dormitory"), 12),
		Column("Expected", Value("expected"), 7),
		Column("Present", Value("present"), 7),
		Column("On Leave", Value("on_leave"), 7),
		Column("Back Late", Value("late"), 7),
		Column("Not Back", Value("missing"), 7),
		Column("Name", Related(*_CASE, ("student",)), 12),
		Column("Cause", Related(*_CASE, ("cause",)), 24),
		Column("Whereabouts", Related(*_CASE, ("whereabouts",)), 24),
		Column("Checked by", Related(*_CASE, ("taken_by",)), 12),
		Column("Outcome", Related(*_CASE, ("outcome", "status")), 16),
	),
	order_by=("roll_date", "dormitory"),
	form="Campus Night Roll Call Form",
)

ABSENCE_CASE_LEDGER = Layout(
	"Campus Absence Case",
	"Absence Case Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Night", Value("roll_date"), 11),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("Block", Value("dormitory"), 10),
		Column("Source", Value("source"), 9),
		Column("Found Missing At", Value("detected_at"), 16),
		Column("Located At", Value("located_at"), 16),
		Column("Cause", Value("cause"), 24),
		Column("Whereabouts", Value("whereabouts"), 24),
		Column(
			"Calls", Rows("contact_log", ("contact_time", "caller", "target", "person", "result", "note")), 34
		),
		Column("Checked by", Value("taken_by"), 10),
		Column("Outcome", Value("outcome"), 12),
		Column("Status", Value("status"), 9),
	),
	order_by=("college", "unit", "detected_at", "name"),
	form="Campus Absence Case Form",
)

WORKFLOWS = (ABSENCE_CASE_WORKFLOW,)

STAY_LEDGER = Layout(
	"Campus Stay Registration",
	"Stay Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("From", Value("from_date"), 11),
		Column("To", Value("to_date"), 11),
		Column("Block", Value("dormitory"), 12),
		Column("Phone", Value("contact_phone"), 15),
		Column("Parents Informed", Value("guardian_informed"), 9),
		Column("Reason", Value("reason"), 28),
		Column("Recorded by", Value("recorded_by"), 10),
		Column("Status", Value("status"), 9),
	),
	order_by=("from_date", "unit", "name"),
)
CLASS_ABSENCE_LEDGER = Layout(
	"Campus Class Absence",
	"Class Absence Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Date", Value("class_time"), 16),
		Column("Course", Value("course"), 20),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("What Happened", Value("status"), 9),
		Column("Excused", Value("excused"), 8),
		Column("Reason", Value("excuse_reason"), 24),
		Column("Teacher", Value("teacher"), 10),
		Column("Note", Value("note"), 24),
		Column("Recorded by", Value("recorded_by"), 10),
	),
	order_by=("class_time", "unit", "name"),
)
LEDGERS = (
	STAY_LEDGER,
	CLASS_ABSENCE_LEDGER,
	NIGHT_ROLL_CALL_LEDGER,
	ABSENCE_CASE_LEDGER,
)

TIMELINE = (
	Source(
		"Campus Absence Case",
		(
			Moment("detected_at", "Found Missing"),
			Moment("located_at", "Located"),
			Moment("closed_at", "Case Closed"),
		),
		("source", "status", "outcome"),
		"search",
	),
	Source(
		"Campus Stay Registration",
		(Moment("from_date", "Stays over a Break"),),
		("status",),
		"calendar",
	),
)

WAITING = (
	Waiting(
		"Missing students nobody has taken",
		"Campus Absence Case",
		lambda user, today: {"status": ("in", ("Pending", "Checking")), "taken_by": ("is", "not set")},
		when="detected_at",
		since=True,
		urgent=True,
		roles=(*r.CLASS_STAFF, r.DORM_MANAGER, r.COLLEGE_LEAD, r.STUDENT_AFFAIRS, r.SECURITY_OFFICE),
	),
	Waiting(
		"Absence cases I have taken",
		"Campus Absence Case",
		lambda user, today: {"status": ("in", ("Pending", "Checking", "Located")), "taken_by": user},
		when="detected_at",
	),
	Waiting(
		"Absence cases to close",
		"Campus Absence Case",
		lambda user, today: {"status": "Cleared"},
		when="detected_at",
		roles=(r.COLLEGE_LEAD,),
	),
	Waiting(
		"Roll calls to report",
		"Campus Night Roll Call",
		lambda user, today: {"status": "Open"},
		when="roll_date",
		roles=(r.DORM_MANAGER,),
		due=True,
		title=("dormitory",),
	),
)

COUNTED = (Counted("Campus Absence Case", "Campus Absence Verification"),)

INDEXES = (
	Index("Campus Absence Case", ("unit", "detected_at")),
	Index("Campus Absence Case", ("college", "detected_at")),
	Index("Campus Absence Case", ("student", "detected_at")),
	Index("Campus Absence Case", ("dormitory", "detected_at")),
	Index("Campus Absence Case", ("status", "next_step_at")),
	Index("Campus Absence Event", ("user", "kind")),
	Index("Campus Night Roll Call", ("dormitory", "roll_date"), unique=True),
	Index("Campus Night Roll Call", ("status", "roll_date")),
	Index("Campus Night Roll Call Row", ("parent", "student")),
	Index("Campus Night Roll Call Row", ("roll_date", "status")),
	Index("Campus Night Roll Call Row", ("dormitory", "roll_date")),
	Index("Campus Night Roll Call Row", ("unit", "roll_date")),
	Index("Campus Night Roll Call Row", ("college", "roll_date")),
	# figures of a night are counted in the index alone
	Index(
		"Campus Night Roll Call Row",
		("roll_date", "dormitory", "college", "unit", "status"),
		name="figures_by_unit",
	),
	Index("Campus Night Roll Call Row", ("student", "roll_date")),
	Index("Campus Stay Registration", ("from_date", "to_date")),
	Index("Campus Stay Registration", ("unit", "from_date")),
	Index("Campus Stay Registration", ("college", "from_date")),
	Index("Campus Stay Registration", ("student", "from_date")),
)

EVIDENCE = (
	Evidence("Campus Absence Case"),
	Evidence("Campus Stay Registration"),
	Evidence("Campus Night Roll Call", statuses=("Locked",)),
)

UNSEALED = (Unsealed("Campus Night Run", "how a job went"),)
