"""Students, posts, staff: ledger, timeline, what waits."""

from datetime import timedelta

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, First, Layout, Serial, Span, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

NETWORK_LEDGER = Layout(
	"Campus Network Assignment",
	"Four-level Network Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Network Level", Value("level"), 10),
		Column("Unit", First(("college", "unit", "dormitory")), 20),
		Column("Post", Value("position"), 16),
		Column("Name", Value("holder_name"), 12),
		Column("Phone", Value("holder_phone"), 15),
		Column("Looks After", First(("student", "dormitory", "unit")), 22),
		Column("Term of Office", Span("from_date", "to_date"), 24),
	),
	order_by=("level", "college", "position", "unit", "dormitory", "name"),
	left_out=frozenset(("Ended",)),
	never="is_covert",
)

LEDGERS = (NETWORK_LEDGER,)

TIMELINE = (
	Source(
		"Campus Student", (Moment("creation", "Entered into the System"),), ("status",), "file", ("name",)
	),
	Source(
		"Campus Network Assignment",
		(Moment("from_date", "Took Over"), Moment("to_date", "Ended")),
		("position", "holder_name"),
		"assign",
		("student", "holder_student"),
	),
)

WAITING = (
	Waiting(
		"Guards without a certificate",
		"Campus Staff Qualification",
		lambda user, today: {"kind": "Guard", "cert_no": ("is", "not set")},
		when="creation",
		roles=(r.SECURITY_OFFICE, r.HR_OFFICE),
		title=("person_name",),
	),
	Waiting(
		"Qualifications that run out",
		"Campus Staff Qualification",
		lambda user, today: {
			"valid_until": ("between", (today - timedelta(days=365), today + timedelta(days=30)))
		},
		when="valid_until",
		roles=(r.HR_OFFICE, r.SECURITY_OFFICE, r.PSYCH_HEAD),
		due=True,
		title=("person_name", "kind"),
	),
)

STARTS = (
	Start("Campus Student Import", "Import Students", "upload", 5),
	Start("Campus Staff Import", "Import Staff", "users", 6),
	Start("Campus Network Assignment", "New Assignment", "assign", 6),
)

INDEXES = (
	Index("Campus Duty Roster", ("date", "shift", "level")),
	Index("Campus Day", ("term", "date")),
	Index("Campus Day", ("day_type", "date")),
	Index("Campus Dormitory", ("lft", "rgt")),
	Index("Campus Dormitory", ("building", "dormitory_type")),
	Index("Campus Network Assignment", ("unit", "from_date")),
	Index("Campus Network Assignment", ("holder_user", "status")),
	Index("Campus Network Assignment", ("status", "to_date")),
	Index("Campus Staff Qualification", ("kind", "user")),
	Index("Campus Training Record", ("date", "counts")),
	Index("Campus Student", ("unit", "student_no")),
	Index("Campus Student", ("college", "student_no")),
	Index("Campus Student", ("dormitory_building", "student_no")),
	Index("Campus Student", ("status", "student_no")),
	Index("Campus Term", ("start_date", "end_date")),
	Index("Campus Unit", ("lft", "rgt")),
	Index("Campus Unit", ("unit_type", "unit_name")),
)

EVIDENCE = (
	Evidence("Campus Network Assignment"),
	Evidence("Campus Hidden Officer"),
	Evidence("Campus Duty Roster"),
	Evidence("Campus Staff Qualification"),
	Evidence("Campus Training Record"),
)

UNSEALED = (
	Unsealed("Campus Self Test", "how a job went"),
	Unsealed("Campus Unit", "master data"),
	Unsealed("Campus Dormitory", "master data"),
	Unsealed("Campus Student", "master data: records keep what they say about the student"),
	Unsealed("Campus Term", "master data"),
	Unsealed("Campus Day", "made from the terms"),
	Unsealed("Campus Public Holiday", "the State's list"),
	Unsealed("Campus Safety Settings", "settings"),
	Unsealed("Campus Network Position", "settings: assignments keep which position they were"),
	Unsealed("Campus Staff Import", "working paper of an import, its list is deleted after it"),
	Unsealed("Campus Host Mapping", "settings"),
	Unsealed("Campus Host Sync", "how a job went"),
	Unsealed("Campus Student Import", "working paper of an import, deleted after it"),
)
