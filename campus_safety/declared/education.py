"""Educations, five-management checks, recommendations: ledgers, what can be begun, indexes, what is sealed."""

from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start

EDUCATION, FIVE = "Campus Safety Education", "Campus Five Management"
RECOMMENDATION = "Campus Cultural Recommendation"
_VOID = frozenset(("Void",))

EDUCATION_LEDGER = Layout(
	EDUCATION,
	"Safety Education Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Held On", Value("held_on"), 11),
		Column("Theme", Value("theme"), 10),
		Column("Kind of Course", Value("course_kind"), 10),
		Column("Topic", Value("topic"), 28),
		Column("Who Took Part", Rows("units", ("unit",), "、"), 28),
		Column("Hours", Value("hours"), 6),
		Column("Expected", Value("expected"), 7),
		Column("Attended", Value("attended"), 7),
		Column("Speaker", Value("speaker"), 12),
		Column("Recorded By", Value("recorded_by"), 10),
	),
	order_by=("held_on", "name"),
	left_out=_VOID,
)
FIVE_LEDGER = Layout(
	FIVE,
	"Five-management Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Checked On", Value("checked_on"), 11),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 16),
		Column("Problems", Value("problems"), 7),
		Column("The Five", Rows("rows", ("item", "state", "finding", "step")), 60),
		Column("Recorded By", Value("recorded_by"), 10),
	),
	order_by=("checked_on", "unit", "name"),
	left_out=_VOID,
)
RECOMMENDATION_LEDGER = Layout(
	RECOMMENDATION,
	"Cultural Recommendation Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Date", Value("occurred_on"), 11),
		Column("Kind", Value("kind"), 9),
		Column("Title", Value("title"), 24),
		Column("Author or Director", Value("creator"), 14),
		Column("Why It Is Recommended", Value("why"), 40),
		Column("Unit", Value("unit"), 14),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("occurred_on", "name"),
)
LEDGERS = (EDUCATION_LEDGER, FIVE_LEDGER, RECOMMENDATION_LEDGER)

STARTS = (
	Start(EDUCATION, "Record an Education", "education", 22),
	Start(FIVE, "Look at the Five", "list", 23),
)

INDEXES = (
	Index(EDUCATION, ("unit", "held_on")),
	Index(EDUCATION, ("college", "held_on")),
	Index("Campus Education Absence", ("student",)),
	Index(FIVE, ("unit", "checked_on")),
	Index(FIVE, ("college", "checked_on")),
	Index(RECOMMENDATION, ("unit", "occurred_on")),
	Index(RECOMMENDATION, ("college", "occurred_on")),
)

EVIDENCE = (Evidence(EDUCATION), Evidence(FIVE))
UNSEALED = (Unsealed(RECOMMENDATION, "a list that everybody reads: it proves nothing about anybody"),)
