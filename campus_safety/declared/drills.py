"""Drills and musters: the ledger, what waits, the calendar, indexes, what is sealed."""

from campus_safety.domain.agenda import Agenda
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.waiting import Waiting

DRILL, MARK = "Campus Emergency Drill", "Campus Muster Mark"

EMERGENCY_DRILL_LEDGER = Layout(
	DRILL,
	"Emergency Drill Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Drill Type", Value("drill_type"), 10),
		Column("How It Was Announced", Value("notice_mode"), 10),
		Column("Started At", Value("started_at"), 16),
		Column("At Night", Value("is_night"), 6),
		Column("Building", Value("building"), 12),
		Column("Class or College", Value("drilled_unit"), 14),
		Column("Safety Officer", Value("safety_officer"), 10),
		Column("Expected", Value("expected"), 7),
		Column("Evacuated", Value("evacuated"), 7),
		Column("Missing", Value("missing"), 7),
		Column("Minutes", Value("muster_minutes"), 7),
		Column("Evaluation", Rows("evaluation", ("item", "result")), 36),
		Column("Problems", Rows("problems", ("problem", "hazard")), 30),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("planned_at", "name"),
	left_out=frozenset(("Cancelled",)),
)

LEDGERS = (EMERGENCY_DRILL_LEDGER,)

_WHERE = ("drill_type", "building", "drilled_unit")
WAITING = (
	Waiting(
		"Drills to hold",
		DRILL,
		lambda user, today: {"status": ("in", ("Planned", "Running")), "safety_officer": user},
		when="planned_at",
		due=True,
		title=_WHERE,
	),
)

AGENDA = (
	Agenda(
		DRILL,
		"planned_at",
		"Emergency Drill",
		("assembly_point",),
		lambda user: {"status": "Planned", "safety_officer": user},
		"red",
	),
)

INDEXES = (
	Index(DRILL, ("building", "started_at")),
	Index(DRILL, ("safety_officer", "status")),
	Index(DRILL, ("status",)),
	Index("Campus Drill Warden", ("user",)),
	Index(MARK, ("drill", "student")),
	Index(MARK, ("drill", "state")),
)

EVIDENCE = (Evidence(DRILL),)
UNSEALED = (
	Unsealed(MARK, "hundreds within minutes: the finished drill, which is sealed, holds the digest of all"),
)
