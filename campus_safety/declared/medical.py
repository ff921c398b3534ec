"""Medical support: its ledger, what waits for whom, indexes, what is sealed."""

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Rows, Serial, Value
from campus_safety.domain.seal.evidence import Evidence
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

SUPPORT = "Campus Medical Support"

MEDICAL_SUPPORT_LEDGER = Layout(
	SUPPORT,
	"Medical Support Ledger",
	(
		Column("No.", Serial(), 5),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("Begun On", Value("started_on"), 11),
		Column("Hospital", Value("hospital"), 20),
		Column("What the School Must Know", Value("treatment"), 30),
		Column("Away from", Value("away_from"), 11),
		Column("Away until", Value("away_until"), 11),
		Column("Insurance", Value("insurance"), 10),
		Column("Chronic-Disease Benefit", Value("chronic_benefit"), 10),
		Column("Subsidy", Value("subsidy"), 10),
		Column("Follow-Ups", Rows("follow_ups", ("due", "kind", "done_on", "outcome")), 40),
		Column("School Doctor", Value("school_doctor"), 10),
		Column("Person in Charge", Value("responsible_person"), 10),
		Column("Status", Value("status"), 9),
	),
	order_by=("college", "unit", "occurred_on", "name"),
)

LEDGERS = (MEDICAL_SUPPORT_LEDGER,)

TIMELINE = (
	Source(
		SUPPORT,
		(Moment("started_on", "Medical Support Began"), Moment("ended_on", "Medical Support Ended")),
		("status",),
		"heart",
	),
)

WAITING = (
	Waiting(
		"Follow-ups of medical support due",
		SUPPORT,
		lambda user, today: {"status": "Running", "responsible_person": user, "next_due": ("<=", today)},
		when="next_due",
		due=True,
	),
	Waiting(
		"Follow-ups for the school doctor",
		SUPPORT,
		lambda user, today: {"status": "Running", "school_doctor": user, "next_due": ("<=", today)},
		when="next_due",
		due=True,
		roles=(r.LOGISTICS,),
	),
	Waiting(
		"Medical support that nobody answers for",
		SUPPORT,
		lambda user, today: {"status": "Running", "no_owner": 1},
		when="occurred_on",
		since=True,
		roles=(r.COLLEGE_LEAD, r.PSYCH_HEAD),
	),
)

INDEXES = (
	Index(SUPPORT, ("unit", "occurred_on")),
	Index(SUPPORT, ("college", "occurred_on")),
	Index(SUPPORT, ("responsible_person", "status")),
	Index(SUPPORT, ("school_doctor", "status")),
)

EVIDENCE = (Evidence(SUPPORT),)
