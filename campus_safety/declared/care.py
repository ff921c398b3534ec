"""Talks, contacts, meetings and visits: workflows, ledgers, timeline, what waits."""

from campus_safety.domain import roles as r
from campus_safety.domain.agenda import Agenda
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Signed, Value
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.starts import Start
from campus_safety.domain.state_tables import State, StateTable, Transition
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

_VISIT_EDITORS = (r.COUNSELLOR, r.CLASS_ADVISER, r.MENTOR, r.COLLEGE_LEAD)

_VISITORS = (r.COUNSELLOR, r.CLASS_ADVISER, r.MENTOR)

HOME_VISIT_WORKFLOW = StateTable(
	"Campus Home Visit",
	states=(
		State("Planned", _VISIT_EDITORS, "Warning"),
		State("Approved", _VISIT_EDITORS, "Primary"),
		State("Visited", _VISIT_EDITORS, "Info"),
		State("Archived", (r.COLLEGE_LEAD,), "Success"),
		State("Cancelled", (r.COLLEGE_LEAD,), ""),
	),
	transitions=(
		Transition("Planned", "Approve", "Approved", (r.COLLEGE_LEAD,), self_approval=False),
		Transition("Planned", "Cancel Plan", "Cancelled", (*_VISITORS, r.COLLEGE_LEAD)),
		Transition("Approved", "Change Plan", "Planned", (*_VISITORS, r.COLLEGE_LEAD)),
		Transition("Approved", "Cancel Plan", "Cancelled", (r.COLLEGE_LEAD,)),
		Transition("Approved", "Record Visit", "Visited", (*_VISITORS, r.COLLEGE_LEAD)),
		Transition("Visited", "Archive", "Archived", (r.COLLEGE_LEAD,), self_approval=False),
		Transition("Visited", "Send Back", "Approved", (r.COLLEGE_LEAD,)),
	),
	approvals=("Approved", "Archived"),
	approved_words=(
		"student",
		"visit_category",
		"visitors",
		"visit_date",
		"address",
		"visit_mode",
		"exempt_reason",
		"family_situation",
		"findings",
		"agreed_measures",
	),
)

VOID = frozenset(("Void",))  # written by mistake: the record says so, the ledger does not carry it

HOME_VISIT_LEDGER = Layout(
	"Campus Home Visit",
	"Home Visit Ledger",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student_name"), 10),
		Column("Category", Value("visit_category"), 10),
		Column("Date", Value("visit_date"), 11),
		Column("Mode", Value("visit_mode"), 8),
		Column("Address", Value("address"), 20),
		Column("Visitors", Rows("visitors", ("user",), joined_by="、"), 14),
		Column("Family Situation", Value("family_situation"), 28),
		Column("Problems Found", Value("findings"), 28),
		Column("Agreed Measures", Value("agreed_measures"), 28),
		Column("Guardian's Signature", Signed("guardian_signature", "signature_refused_reason"), 12),
		Column("Status", Value("status"), 9),
	),
	order_by=("college", "unit", "visit_date", "name"),
	form="Campus Home Visit Form",
)

HEART_TALK_LEDGER = Layout(
	"Campus Heart Talk",
	"Heart Talk Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Time", Value("talk_time"), 16),
		Column("Place", Value("place"), 12),
		Column("Student", Value("student"), 10),
		Column("Class", Value("unit"), 14),
		Column("Topic", Value("topics"), 16),
		Column("Content", Value("content"), 46),
		Column("Thinking / State of Mind", Value("mental_state"), 10),
		Column("Measures", Value("measures"), 28),
		Column("Talked by", Value("recorded_by"), 10),
	),
	order_by=("college", "unit", "talk_time", "name"),
	form="Campus Heart Talk Form",
	left_out=VOID,
)

PARENT_CONTACT_LEDGER = Layout(
	"Campus Parent Contact",
	"Parent Contact Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Time", Value("contact_time"), 16),
		Column("Class", Value("unit"), 14),
		Column("Student", Value("student"), 10),
		Column("Guardian", Value("guardian_name"), 10),
		Column("Relation", Value("relation"), 8),
		Column("Channel", Value("channel"), 8),
		Column("Initiated by", Value("initiated_by"), 8),
		Column("Result", Value("result"), 8),
		Column("Feedback from School", Value("school_feedback"), 32),
		Column("Information from Home", Value("home_info"), 32),
		Column("Parents' Request", Value("parent_request"), 20),
		Column("Contacted by", Value("recorded_by"), 10),
	),
	order_by=("college", "unit", "contact_time", "name"),
	form="Campus Parent Contact Form",
	left_out=VOID,
)

PARENT_MEETING_LEDGER = Layout(
	"Campus Parent Meeting",
	"Parent Meeting Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Date", Value("meeting_date"), 11),
		Column("Class", Rows("units", ("unit",), joined_by="、"), 26),
		Column("Mode", Value("mode"), 8),
		Column("Family Education Law Explained", Value("promotion_law_explained"), 14),
		Column("Invited", Value("invited"), 8),
		Column("Attended", Value("attended"), 8),
		Column("Minutes", Value("minutes"), 50),
		Column("Recorded by", Value("recorded_by"), 10),
	),
	order_by=("college", "meeting_date", "name"),
	form="Campus Parent Meeting Form",
	left_out=VOID,
)

DORM_VISIT_LEDGER = Layout(
	"Campus Dorm Visit",
	"Dorm Visit Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Date", Value("date"), 11),
		Column("Building", Value("dormitory"), 14),
		Column("Rooms", Rows("rooms", ("room", "note")), 30),
		Column("Findings", Value("findings"), 40),
		Column("Hazards", Value("hazards"), 30),
		Column("Visited by", Value("recorded_by"), 10),
	),
	order_by=("dormitory", "date", "name"),
	form="Campus Dorm Visit Form",
	left_out=VOID,
)

WORKFLOWS = (HOME_VISIT_WORKFLOW,)

LEDGERS = (
	HOME_VISIT_LEDGER,
	HEART_TALK_LEDGER,
	PARENT_CONTACT_LEDGER,
	PARENT_MEETING_LEDGER,
	DORM_VISIT_LEDGER,
)

TIMELINE = (
	Source(
		"Campus Home Visit",
		(Moment("visit_date", "Home Visit"),),
		("visit_category", "visit_mode", "status", "late_entry"),
		"map",
	),
	Source(
		"Campus Heart Talk",
		(Moment("talk_time", "Talked"),),
		("talk_type", "topics", "mode", "mental_state", "status", "late_entry"),
		"small-message",
	),
	Source(
		"Campus Parent Contact",
		(Moment("contact_time", "Parents Contacted"),),
		("channel", "result", "status", "late_entry"),
		"call",
	),
)

AGENDA = (
	Agenda(
		"Campus Home Visit",
		"visit_date",
		"Home Visit",
		("student_name",),
		lambda user: {"status": ("in", ("Planned", "Approved"))},
		"green",
	),
	Agenda(
		"Campus Heart Talk",
		"next_talk_date",
		"Talk Again",
		("student_name",),
		lambda user: {"recorded_by": user, "status": "Recorded"},
	),
	Agenda(
		"Campus Parent Contact",
		"followup_due",
		"Follow Up with Parents",
		("student_name",),
		lambda user: {"recorded_by": user, "status": "Recorded"},
	),
	Agenda(
		"Campus Parent Meeting",
		"meeting_date",
		"Parent Meeting",
		("unit",),
		lambda user: {"status": "Recorded"},
		"green",
	),
)

_TALKS = "campus_safety.services.care.alerts"

ALERTS = (
	AlertSource(
		"Talk for the Psych Centre",
		"Campus Heart Talk",
		waits=f"{_TALKS}.asks_psych_centre",
		words=f"{_TALKS}.words_for_psych_centre",
		settled_by_answer=True,
	),
	AlertSource(
		"Abnormal Talk",
		"Campus Heart Talk",
		waits=f"{_TALKS}.asks_college",
		words=f"{_TALKS}.words_for_college",
		settled_by_answer=True,
	),
	AlertSource("Parents Not Reached", "Campus Parent Contact", sender="", settled_by_answer=True),
	AlertSource(
		"Home Visit to Decide", "Campus Home Visit", waits=f"{_TALKS}.is_visit_to_decide", listed=True
	),
)

WAITING = (
	Waiting(
		"Home visits to approve",
		"Campus Home Visit",
		lambda user, today: {"status": "Planned", "owner": ("!=", user)},
		when="visit_date",
		roles=(r.COLLEGE_LEAD,),
		due=True,
	),
	Waiting(
		"Home visits to make or record",
		"Campus Home Visit",
		lambda user, today: {"status": "Approved", "recorded_by": user},
		when="visit_date",
		due=True,
	),
	Waiting(
		"Spot checks to make",
		"Campus Spot Check",
		lambda user, today: {"status": "Drawn"},
		when="creation",
		roles=(r.COLLEGE_LEAD,),
		title=("evidence", "unit"),
	),
	Waiting(
		"Home visits to archive",
		"Campus Home Visit",
		lambda user, today: {"status": "Visited", "owner": ("!=", user)},
		when="visit_date",
		roles=(r.COLLEGE_LEAD,),
	),
)

AWAITED = (
	Waiting(
		"Home visits waiting for approval",
		"Campus Home Visit",
		lambda user, today: {"status": "Planned", "owner": user},
		when="visit_date",
	),
	Waiting(
		"Home visits waiting to be archived",
		"Campus Home Visit",
		lambda user, today: {"status": "Visited", "owner": user},
		when="visit_date",
	),
)

STARTS = (
	Start("Campus Heart Talk", "Record a Talk", "small-message", 1),
	Start("Campus Parent Contact", "Record a Parent Contact", "call", 2),
	Start("Campus Home Visit", "New Home Visit", "map", 4),
)

INDEXES = (
	Index("Campus Dorm Visit", ("unit", "date")),
	Index("Campus Dorm Visit", ("college", "date")),
	Index("Campus Dorm Visit", ("dormitory", "date")),
	Index("Campus Heart Talk", ("unit", "talk_time")),
	Index("Campus Heart Talk", ("college", "talk_time")),
	Index("Campus Heart Talk", ("student", "talk_time")),
	Index("Campus Heart Talk", ("recorded_by", "content_hash")),
	Index("Campus Heart Talk", ("status", "talk_time")),
	Index("Campus Heart Talk", ("late_entry", "creation")),
	Index("Campus Heart Talk", ("escalate_to", "talk_time")),
	# figures are counted in the index alone: a talk is read with its encrypted text
	Index(
		"Campus Heart Talk",
		("college", "unit", "talk_time", "status", "late_entry", "mental_state", "student"),
		name="figures_of_talks",
	),
	Index("Campus Home Visit", ("unit", "visit_date")),
	Index("Campus Home Visit", ("college", "visit_date")),
	Index("Campus Home Visit", ("student", "visit_date")),
	Index("Campus Parent Contact", ("unit", "contact_time")),
	Index("Campus Parent Contact", ("college", "contact_time")),
	Index("Campus Parent Contact", ("student", "contact_time")),
	Index("Campus Parent Contact", ("recorded_by", "content_hash")),
	Index("Campus Parent Contact", ("status", "contact_time")),
	Index("Campus Parent Contact", ("late_entry", "creation")),
	Index("Campus Parent Meeting", ("unit", "meeting_date")),
	Index("Campus Parent Meeting", ("college", "meeting_date")),
	Index("Campus Spot Check", ("unit", "period_to")),
)

EVIDENCE = (
	Evidence("Campus Heart Talk"),
	Evidence("Campus Parent Contact"),
	Evidence("Campus Parent Meeting"),
	Evidence("Campus Home Visit"),
	Evidence("Campus Dorm Visit"),
	Evidence("Campus Spot Check"),
)
