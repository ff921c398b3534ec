"""Early warning: what calls, what waits, the ledger, indexes, what is sealed."""

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.counted import Counted
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

WARNING = "Campus Early Warning"
_ALERTS = "campus_safety.services.warning.alerts"

ALERTS = (
	AlertSource(
		"Urgent Early Warning",
		WARNING,
		waits=f"{_ALERTS}.waits_urgently",
		first=f"{_ALERTS}.get_owner",
		takes="campus_safety.services.warning.steps.take_with_alert",
		sender="",
		listed=True,
	),
	AlertSource(
		"Early Warning",
		WARNING,
		waits=f"{_ALERTS}.waits",
		first=f"{_ALERTS}.get_owner",
		takes="campus_safety.services.warning.steps.take_with_alert",
		sender="",
		listed=True,
	),
)

WAITING = (
	Waiting(
		"Urgent warnings to look at",
		WARNING,
		lambda user, today: {"status": "New", "level": "Urgent"},
		when="occurred_on",
		since=True,
		urgent=True,
		roles=(*r.CLASS_STAFF, r.COLLEGE_LEAD),
		note="rule",
	),
	Waiting(
		"Early warnings of mine to look at",
		WARNING,
		lambda user, today: {"status": "New", "level": ("!=", "Urgent"), "assigned_to": user},
		when="decide_by",
		due=True,
		note="rule",
	),
	Waiting(
		"Early warnings that nobody has",
		WARNING,
		lambda user, today: {"status": "New", "level": ("!=", "Urgent"), "assigned_to": ("is", "not set")},
		when="decide_by",
		due=True,
		roles=(r.COLLEGE_LEAD, r.STUDENT_AFFAIRS),
		note="rule",
	),
	Waiting(
		"Early warnings that I decide",
		WARNING,
		lambda user, today: {"status": "Taken", "taken_by": user},
		when="decide_by",
		due=True,
		note="rule",
	),
)

EARLY_WARNING_LEDGER = Layout(
	WARNING,
	"Early Warning Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Date", Value("occurred_on"), 11),
		Column("Class", Value("unit"), 16),
		Column("Name", Value("student_name"), 9),
		Column("Rule", Value("rule"), 24),
		Column("Urgency", Value("level"), 9),
		Column("Score", Value("score"), 8),
		Column("Assigned To", Value("assigned_to"), 10),
		Column("Taken By", Value("taken_by"), 10),
		Column("Decided By", Value("decided_by"), 10),
		Column("Decided At", Value("decided_at"), 16),
		Column("Current Status", Value("status"), 9),
		Column("Why Not", Value("dismiss_reason"), 12),
		Column("In Words", Value("dismiss_note"), 30),
	),
	order_by=("occurred_on", "name"),
)

LEDGERS = (EARLY_WARNING_LEDGER,)

TIMELINE = (
	Source(
		WARNING,
		(Moment("occurred_on", "Early Warning"), Moment("decided_at", "Early Warning Decided")),
		("rule", "status"),
		"notification",
	),
)

# offices that only count see how many wait, and no handful
COUNTED = (Counted(WARNING, "Campus Safety Overview", hides_handfuls=True),)

INDEXES = (
	Index(WARNING, ("occurred_on",)),
	Index(WARNING, ("unit", "occurred_on")),
	Index(WARNING, ("college", "occurred_on")),
	Index(WARNING, ("rule", "status", "student")),
	Index(WARNING, ("student", "occurred_on")),
	Index(WARNING, ("assigned_to", "status")),
	Index(WARNING, ("taken_by", "status")),
	Index("Campus Warning Rule Signal", ("evidence_doctype",)),
)

EVIDENCE = (Evidence(WARNING),)

UNSEALED = (
	Unsealed("Campus Warning Rule", "the school's own rules; its versions are kept by the framework"),
	Unsealed("Campus Warning Run", "how a job went"),
)
