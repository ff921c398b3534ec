"""Who opened what: what waits; the seal."""

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.ledger_layouts import Column, Layout, Serial, Value
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.waiting import Waiting

# what was opened by whom, as an inspector asks for it; of the student there is no column: the record's number leads there
ACCESS_LEDGER = Layout(
	"Campus Access Log",
	"Access Ledger",
	(
		Column("No.", Serial(), 5),
		Column("Date", Value("at"), 16),
		Column("Person", Value("user"), 12),
		Column("What Was Done", Value("action"), 12),
		Column("Kind of Record", Value("reference_doctype"), 18),
		Column("Number", Value("reference_name"), 16),
		Column("IP Address", Value("ip"), 15),
		Column("Grounds", Value("reason"), 34),
	),
	order_by=("at", "name"),
)
LEDGERS = (ACCESS_LEDGER,)

WAITING = (
	Waiting(
		"Emergency accesses to review",
		"Campus Emergency Access",
		lambda user, today: {"review": "Pending"},
		when="granted_at",
		roles=(r.PSYCH_HEAD,),
	),
)

EVIDENCE = (
	Evidence("Campus Access Log"),
	Evidence("Campus Emergency Access"),
	Evidence("Campus Seal Checkpoint"),
	Evidence("Campus Seal Check"),
)

UNSEALED = (
	Unsealed("Campus Seal Leaf", "is the seal"),
	Unsealed("Campus Seal Tree", "follows from the leaves"),
	Unsealed("Campus Ledger Layout", "settings: exports are logged under their number"),
)

INDEXES = (
	Index("Campus Access Log", ("creation",)),
	Index("Campus Seal Leaf", ("reference_doctype", "reference_name", "version"), unique=True),
)
