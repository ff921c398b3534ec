"""Who opened what: what waits; the seal."""

from campus_safety.domain import roles as r
from campus_safety.domain.indexes import Index
from campus_safety.domain.seal.evidence import Evidence, Unsealed
from campus_safety.domain.waiting import Waiting

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
