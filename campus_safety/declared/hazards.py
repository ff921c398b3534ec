"""Hazards and inspections: the workflow, ledgers, what calls, what waits, indexes, what is sealed."""

from campus_safety.domain import roles as r
from campus_safety.domain.agenda import Agenda
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.waiting import Waiting

HAZARD, CAMPAIGN = "Campus Safety Hazard", "Campus Inspection Campaign"

# anybody on the staff may have it to mend; who it is, the record says (services.hazards.steps)
_STAFF = r.DESK_ROLES
# whose own department or college it may be
_ASSIGNERS = tuple(
	role
	for role in r.DESK_ROLES
	if role
	not in (*r.CLASS_STAFF, r.MENTOR, r.PSYCH_TEACHER, r.DORM_MANAGER, r.SECURITY_GUARD, r.SCHOOL_LEADER)
)
# whose buttons are shown; who may, the record asks again (services.hazards.steps)
_MINE = "doc.responsible_person == frappe.session.user"
_NOT_MINE = "doc.responsible_person != frappe.session.user"
_I_ACCEPT = "doc.acceptor == frappe.session.user and doc.grade != 'Major'"
_SUPERVISORS = (r.SAFETY_OFFICE, r.SECURITY_OFFICE)

SAFETY_HAZARD_WORKFLOW = StateTable(
	HAZARD,
	states=(
		State("Registered", _STAFF, "Warning"),
		State("Assigned", _STAFF, "Primary"),
		State("Rectifying", _STAFF, "Primary"),
		State("To Accept", _STAFF, "Info"),
		State("Closed", _SUPERVISORS, "Success"),
	),
	transitions=(
		Transition("Registered", "Assign Hazard", "Assigned", _ASSIGNERS),
		Transition("Assigned", "Begin Rectifying", "Rectifying", _STAFF, condition=_MINE),
		Transition("Assigned", "Begin Rectifying", "Rectifying", _ASSIGNERS, condition=_NOT_MINE),
		Transition("Rectifying", "Report as Rectified", "To Accept", _STAFF, condition=_MINE),
		Transition("Rectifying", "Report as Rectified", "To Accept", _ASSIGNERS, condition=_NOT_MINE),
		Transition("To Accept", "Accept Rectification", "Closed", _STAFF, condition=_I_ACCEPT),
		Transition("To Accept", "Accept Rectification", "Closed", _SUPERVISORS, condition=_NOT_MINE),
		Transition("To Accept", "Return to Rectify", "Rectifying", _STAFF, condition=_I_ACCEPT),
		Transition("To Accept", "Return to Rectify", "Rectifying", _SUPERVISORS, condition=_NOT_MINE),
	),
)

WORKFLOWS = (SAFETY_HAZARD_WORKFLOW,)

SAFETY_HAZARD_LEDGER = Layout(
	HAZARD,
	"Safety Hazard Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Found At", Value("found_at"), 16),
		Column("Place", Value("area"), 14),
		Column("Where Exactly", Value("spot"), 14),
		Column("Category", Value("category"), 10),
		Column("Grade", Value("grade"), 8),
		Column("Hazard", Value("description"), 30),
		Column("Interim Measure", Value("interim_measure"), 20),
		Column("Responsible Unit", Value("responsible_unit"), 14),
		Column("Mended by", Value("responsible_person"), 10),
		Column("Deadline", Value("deadline"), 11),
		Column("Rectification", Value("measure_taken"), 30),
		Column("Rectified At", Value("rectified_at"), 16),
		Column("Accepted by", Value("accepted_by"), 10),
		Column("Supervision No.", Value("supervision_no"), 12),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("responsible_unit", "found_at", "name"),
)

INSPECTION_LEDGER = Layout(
	CAMPAIGN,
	"Safety Inspection Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Inspection", Value("title"), 24),
		Column("Unit", Value("unit"), 18),
		Column("Inspected by", Value("inspector"), 10),
		Column("Deadline", Value("due"), 11),
		Column("Date", Value("occurred_on"), 11),
		Column("Problems Found", Value("problems"), 10),
		Column("Not Inspected", Value("missing"), 10),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("due", "unit", "name"),
)

LEDGERS = (SAFETY_HAZARD_LEDGER, INSPECTION_LEDGER)

_ALERTS = "campus_safety.services.hazards.alerts"

ALERTS = (
	AlertSource(
		"Major Hazard",
		HAZARD,
		waits=f"{_ALERTS}.waits_to_be_listed",
		grave=True,
		listed=True,
	),
	AlertSource("Hazard to Assign", HAZARD, waits=f"{_ALERTS}.waits_to_be_assigned", listed=True),
	AlertSource(
		"Hazard to Accept",
		HAZARD,
		waits=f"{_ALERTS}.waits_for_acceptance",
		first=f"{_ALERTS}.get_acceptor",
		sender="",
		listed=True,
	),
	AlertSource(
		"Hazard Overdue",
		HAZARD,
		first=f"{_ALERTS}.get_mender",
		words=f"{_ALERTS}.words_when_overdue",
		sender="",
		listed=True,
	),
	AlertSource(
		"Inspection Overdue",
		CAMPAIGN,
		first=f"{_ALERTS}.get_inspector",
		words=f"{_ALERTS}.words_of_inspection",
		sender="",
		listed=True,
	),
)

_WHERE = ("area", "description")

WAITING = (
	Waiting(
		"Major hazards to put under supervision",
		HAZARD,
		lambda user, today: {
			"grade": "Major",
			"status": ("!=", "Closed"),
			"supervision_no": ("is", "not set"),
		},
		when="found_at",
		since=True,
		urgent=True,
		roles=(r.SAFETY_OFFICE, r.SCHOOL_LEADER),
		title=_WHERE,
	),
	Waiting(
		"Hazards to assign",
		HAZARD,
		lambda user, today: {"status": "Registered"},
		when="found_at",
		since=True,
		roles=(r.SECURITY_OFFICE, r.SAFETY_OFFICE, r.COLLEGE_LEAD),
		title=_WHERE,
	),
	Waiting(
		"Hazards of mine to mend",
		HAZARD,
		lambda user, today: {"status": ("in", ("Assigned", "Rectifying")), "responsible_person": user},
		when="deadline",
		due=True,
		title=_WHERE,
	),
	Waiting(
		"Hazards to accept on the spot",
		HAZARD,
		lambda user, today: {"status": "To Accept", "acceptor": user},
		when="rectified_at",
		since=True,
		title=_WHERE,
	),
	Waiting(
		"Closed hazards drawn for a second look",
		HAZARD,
		lambda user, today: {"drawn_on": ("is", "set"), "second_look_result": ("in", ("", None))},
		when="drawn_on",
		since=True,
		roles=_SUPERVISORS,
		title=_WHERE,
	),
	Waiting(
		"Inspections to make",
		CAMPAIGN,
		lambda user, today: {"status": ("in", ("Planned", "Running")), "inspector": user},
		when="due",
		due=True,
		title=("title", "unit"),
	),
)

AWAITED = (
	Waiting(
		"Hazards that you found",
		HAZARD,
		lambda user, today: {"status": ("!=", "Closed"), "recorded_by": user},
		when="deadline",
		due=True,
		title=_WHERE,
	),
)

AGENDA = (
	Agenda(
		HAZARD,
		"deadline",
		"Hazard to Be Mended",
		("area",),
		lambda user: {"status": ("in", ("Assigned", "Rectifying")), "responsible_person": user},
		"orange",
	),
	Agenda(
		CAMPAIGN,
		"due",
		"Inspection to Be Finished",
		("title",),
		lambda user: {"status": ("in", ("Planned", "Running")), "inspector": user},
		"orange",
	),
)

STARTS = (Start(HAZARD, "Report a Hazard", "tool", 8),)

INDEXES = (
	Index(HAZARD, ("unit", "found_at")),
	Index(HAZARD, ("college", "found_at")),
	Index(HAZARD, ("recorded_by", "found_at")),
	Index(HAZARD, ("responsible_person", "status")),
	Index(HAZARD, ("acceptor", "status")),
	Index(HAZARD, ("area", "category", "closed_at")),
	Index(HAZARD, ("status", "deadline")),
	Index("Campus Hazard Event", ("photo_hash",)),
	Index(CAMPAIGN, ("unit", "due")),
	Index(CAMPAIGN, ("college", "due")),
	Index(CAMPAIGN, ("inspector", "status")),
	Index("Campus Inspection Row", ("unit",)),
)

EVIDENCE = (Evidence(HAZARD), Evidence(CAMPAIGN))

UNSEALED = (
	Unsealed("Campus Safety Area", "a list of the school"),
	Unsealed("Campus Hazard Category", "a list of the school"),
	Unsealed("Campus Inspection Item", "a list of the school: inspections keep what it said"),
)
