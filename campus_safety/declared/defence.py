"""Guards, patrols, visitors, defences: what calls, what waits, ledgers, indexes, what is sealed."""

from campus_safety.domain import roles as r
from campus_safety.domain.alerts.source import AlertSource
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.starts import Start
from campus_safety.domain.timeline import Moment, Source
from campus_safety.domain.waiting import Waiting

LOG, VISIT, CHECK = "Campus Patrol Log", "Campus Gate Visit", "Campus Equipment Check"
FACILITY, ITEM = "Campus Defence Facility", "Campus Prohibited Item"
OPINION = "Campus Opinion Item"
_GUARDS = (r.SECURITY_GUARD, r.SECURITY_OFFICE)
_ANSWERING = (r.PUBLICITY, r.SCHOOL_OFFICE)

PATROL_LEDGER = Layout(
	LOG,
	"Patrol Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Patrol", Value("planned"), 16),
		Column("Begins", Value("starts_at"), 16),
		Column("Arrived At", Value("arrived_at"), 16),
		Column("On Post Before It Began", Value("in_time"), 9),
		Column("With Equipment", Value("armed"), 9),
		Column("Points Not Passed", Value("missing_points"), 9),
		Column("Marked Scans", Value("marks"), 9),
		Column("What Was Found", Value("findings"), 34),
		Column("Why It Was Missed", Value("missed_reason"), 20),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("starts_at", "name"),
)
EQUIPMENT_LEDGER = Layout(
	CHECK,
	"Equipment Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Post", Value("post"), 16),
		Column("Checked On", Value("occurred_on"), 11),
		Column("Checked By", Value("recorded_by"), 10),
		Column("Missing or Damaged", Value("shortfall"), 10),
		Column("Next Expiry", Value("next_expiry"), 11),
		Column("Note", Value("note"), 30),
	),
	order_by=("occurred_on", "post", "name"),
)
PROHIBITED_LEDGER = Layout(
	ITEM,
	"Prohibited Item Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Found At", Value("found_at"), 16),
		Column("Type", Value("type"), 8),
		Column("Item", Value("item"), 20),
		Column("College", Value("college"), 14),
		Column("Class", Value("unit"), 14),
		Column("Name", Value("student"), 10),
		Column("Holder, in Words", Value("holder"), 14),
		Column("What Is Done with It", Value("action"), 12),
		Column("Witness", Value("witness"), 10),
		Column("Handed to the Police At", Value("handed_to_police_at"), 16),
		Column("Receipt of the Police", Value("receipt_no"), 14),
	),
	order_by=("found_at", "name"),
)
OPINION_LEDGER = Layout(
	OPINION,
	"Opinion Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Found At", Value("found_at"), 16),
		Column("Platform", Value("platform"), 10),
		Column("Grade", Value("grade"), 8),
		Column("Gist", Value("gist"), 34),
		Column("Evidence Is Saved", Value("evidence_saved"), 8),
		Column("Verdict", Value("verdict"), 10),
		Column("What Verification Found", Value("verify_result"), 28),
		Column("Take-down Requested At", Value("takedown_requested_at"), 16),
		Column("Answer to the Take-down", Value("takedown_result"), 10),
		Column("Reported To", Value("reported"), 10),
		Column("Response", Value("response"), 24),
		Column("Result", Value("result"), 24),
		Column("Current Status", Value("status"), 9),
	),
	order_by=("found_at", "name"),
)
LEDGERS = (PATROL_LEDGER, EQUIPMENT_LEDGER, PROHIBITED_LEDGER, OPINION_LEDGER)

TIMELINE = (
	Source(ITEM, (Moment("found_at", "Prohibited Item Taken Away"),), ("type", "action"), "lock"),
	Source(OPINION, (Moment("found_at", "Named in Public"),), ("platform", "grade"), "comment"),
)

_ALERTS = "campus_safety.services.defence.alerts"
ALERTS = (
	AlertSource(
		"Patrol Not Made",
		LOG,
		first=f"{_ALERTS}.get_guards",
		words=f"{_ALERTS}.words_of_patrol",
		sender="",
		listed=True,
	),
	AlertSource("Visitor Not Seen Leaving", VISIT, waits=f"{_ALERTS}.was_not_seen", sender="", listed=True),
)

WAITING = (
	Waiting(
		"Patrols to walk now",
		LOG,
		lambda user, today: {"status": ("in", ("Planned", "Running"))},
		when="starts_at",
		due=True,
		roles=_GUARDS,
		title=("planned",),
	),
	Waiting(
		"Visitors to confirm",
		VISIT,
		lambda user, today: {"host": user, "host_confirmed": "Waiting", "occurred_on": (">=", today)},
		when="occurred_on",
		since=True,
		title=("visitor", "reason"),
	),
	Waiting(
		"Visitors not seen leaving",
		VISIT,
		lambda user, today: {"status": "Not Seen Leaving"},
		when="in_at",
		since=True,
		roles=_GUARDS,
		title=("visitor",),
	),
	Waiting(
		"Patrols missed: write why",
		LOG,
		lambda user, today: {"status": "Missed", "missed_reason": ("is", "not set")},
		when="starts_at",
		since=True,
		roles=(r.SECURITY_OFFICE,),
		title=("planned",),
	),
	Waiting(
		"Equipment that is missing or damaged",
		CHECK,
		lambda user, today: {"latest": 1, "shortfall": (">", 0)},
		when="occurred_on",
		since=True,
		roles=(r.SECURITY_OFFICE,),
		title=("post",),
	),
	Waiting(
		"Defences to test",
		FACILITY,
		lambda user, today: {"disabled": 0, "next_test": ("<=", today)},
		when="next_test",
		due=True,
		roles=(r.SECURITY_OFFICE,),
		title=("facility_name",),
	),
	Waiting(
		"Items kept in the safe",
		ITEM,
		lambda user, today: {"status": "Kept"},
		when="found_at",
		since=True,
		roles=(r.SECURITY_OFFICE,),
		title=("type", "item"),
	),
	Waiting(
		"Opinion items to verify",
		OPINION,
		lambda user, today: {"status": "Found"},
		when="found_at",
		since=True,
		roles=_ANSWERING,
		title=("platform", "grade"),
	),
	Waiting(
		"Opinion items to bring to an end",
		OPINION,
		lambda user, today: {"status": ("in", ("Verified", "Handling"))},
		when="found_at",
		since=True,
		roles=_ANSWERING,
		title=("platform", "grade"),
	),
)

STARTS = (
	Start(VISIT, "Write Down a Visitor", "users", 20),
	Start(ITEM, "Record a Prohibited Item", "lock", 21),
	Start(OPINION, "Record What Is Said in Public", "comment", 24),
)

INDEXES = (
	Index(LOG, ("status", "starts_at")),
	Index(LOG, ("unit", "starts_at")),
	Index(LOG, ("college", "starts_at")),
	Index(LOG, ("planned", "ends_at")),
	Index(CHECK, ("post", "occurred_on")),
	Index(CHECK, ("unit", "occurred_on")),
	Index(CHECK, ("college", "occurred_on")),
	Index(VISIT, ("host", "occurred_on")),
	Index(VISIT, ("unit", "occurred_on")),
	Index(VISIT, ("college", "occurred_on")),
	Index(VISIT, ("status", "in_at")),
	Index(FACILITY, ("responsible_unit",)),
	Index(ITEM, ("unit", "occurred_on")),
	Index(ITEM, ("college", "occurred_on")),
	Index(ITEM, ("student", "occurred_on")),
	Index(OPINION, ("unit", "occurred_on")),
	Index(OPINION, ("college", "occurred_on")),
	Index(OPINION, ("student", "occurred_on")),
	Index(OPINION, ("status", "found_at")),
)

EVIDENCE = (Evidence(LOG), Evidence(CHECK), Evidence(ITEM), Evidence(FACILITY), Evidence(OPINION))
UNSEALED = (
	Unsealed(VISIT, "who came to see whom is deleted after the school's days"),
	Unsealed("Campus Equipment Item", "a list of the school: checks keep what it said"),
	Unsealed("Campus Patrol Point", "a place with its code: logs keep what was passed"),
	Unsealed("Campus Patrol Slot", "the guards' plan: logs keep what it asked for"),
)
