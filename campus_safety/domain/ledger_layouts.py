"""The paper ledgers 台账 as the school keeps them: which columns, in which order, from which fields.

One declaration per ledger; `engines.ledgers` makes the xlsx and the printed page from it. Labels are
English source strings, translated with the context "Ledger".
"""

from dataclasses import dataclass

CONTEXT = "Ledger"  # of the labels' translations: 姓名 here, not 名称 as elsewhere


@dataclass(frozen=True)
class Serial:
	"""序号: the row's number on this sheet."""


@dataclass(frozen=True)
class Value:
	"""One field, shown as on the form: options translated, links by their title, dates as dates."""

	field: str


@dataclass(frozen=True)
class Rows:
	"""A child table in one cell: of each row the named fields, one after the other."""

	table: str
	fields: tuple[str, ...]
	joined_by: str = "\n"
	between: str = "，"


@dataclass(frozen=True)
class Related:
	"""Records of another DocType that name this one in `by`: of each the named fields, those the reader may see."""

	doctype: str
	by: str
	fields: tuple[str, ...]
	joined_by: str = "\n"
	between: str = "，"


@dataclass(frozen=True)
class Signed:
	"""A signature: that it is there, else the reason why not."""

	field: str
	reason: str


@dataclass(frozen=True)
class Column:
	"""`label` English source; `width` in characters of the sheet."""

	label: str
	source: Serial | Value | Rows | Related | Signed
	width: int


@dataclass(frozen=True)
class Layout:
	"""One ledger. `order_by`: fields the rows are sorted by; `form`: the Print Format of a single record;
	`left_out`: statuses that do not stand in it."""

	doctype: str
	title: str
	columns: tuple[Column, ...]
	order_by: tuple[str, ...]
	form: str
	left_out: frozenset[str] = frozenset()

	@property
	def fields(self) -> tuple[str, ...]:
		"""Fields of the record itself that the columns need."""
		needed = []
		for column in self.columns:
			match column.source:
				case Value(field):
					needed.append(field)
				case Signed(field, reason):
					needed += [field, reason]
		return tuple(dict.fromkeys(needed))

	@property
	def related(self) -> tuple[Related, ...]:
		"""One per DocType, with all fields that any column needs."""
		found: dict[tuple[str, str], list[str]] = {}
		for column in self.columns:
			if isinstance(column.source, Related):
				found.setdefault((column.source.doctype, column.source.by), []).extend(column.source.fields)
		return tuple(
			Related(doctype, by, tuple(dict.fromkeys(fields))) for (doctype, by), fields in found.items()
		)

	@property
	def tables(self) -> tuple[str, ...]:
		return tuple(
			dict.fromkeys(column.source.table for column in self.columns if isinstance(column.source, Rows))
		)


RISK_LEDGER = Layout(
	"Campus Risk Ledger",
	"One Student One File: Ledger of Students under Guarantee",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("Risk Factors", Rows("risk_factors", ("risk_factor",), joined_by="、"), 16),
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

HOME_VISIT = Layout(
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

VOID = frozenset(("Void",))  # written by mistake: the record says so, the ledger does not carry it

HEART_TALK = Layout(
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

PARENT_CONTACT = Layout(
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

PARENT_MEETING = Layout(
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

DORM_VISIT = Layout(
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

LEAVE_PERMIT = Layout(
	"Campus Leave Permit",
	"Leave Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student_name"), 10),
		Column("Leave Type", Value("leave_type"), 8),
		Column("From", Value("from_time"), 16),
		Column("To", Value("to_time"), 16),
		Column("Destination", Value("destination"), 28),
		Column("Parents Informed", Value("parent_confirmed_by"), 12),
		Column("Approved by", Value("approved_by"), 10),
		Column("Returned At", Value("actual_return"), 16),
		Column("Status", Value("status"), 9),
	),
	order_by=("college", "unit", "from_time", "name"),
	form="Campus Leave Permit Form",
	left_out=frozenset(("Draft", "Cancelled")),
)

OFF_CAMPUS_RESIDENCE = Layout(
	"Campus Off Campus Residence",
	"Ledger of Students Living off Campus",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student_name"), 10),
		Column("From", Value("from_date"), 11),
		Column("To", Value("to_date"), 11),
		Column("Address", Value("address"), 28),
		Column("Reason", Value("reason"), 20),
		Column("Guardian Consents", Value("guardian_consent"), 10),
		Column("Approved by", Value("approved_by"), 10),
		Column("Visits", Rows("visits", ("visit_date", "visitor", "result", "findings")), 34),
		Column("Status", Value("status"), 9),
	),
	order_by=("college", "unit", "from_date", "name"),
	form="Campus Off Campus Residence Form",
	left_out=frozenset(("Draft",)),
)

_CASE = ("Campus Absence Case", "roll_call")

NIGHT_ROLL_CALL = Layout(
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

ABSENCE_CASE = Layout(
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

LAYOUTS: dict[str, Layout] = {
	layout.doctype: layout
	for layout in (
		RISK_LEDGER,
		HOME_VISIT,
		HEART_TALK,
		PARENT_CONTACT,
		PARENT_MEETING,
		DORM_VISIT,
		LEAVE_PERMIT,
		OFF_CAMPUS_RESIDENCE,
		NIGHT_ROLL_CALL,
		ABSENCE_CASE,
	)
}
