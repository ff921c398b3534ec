"""Who opened what: what waits."""

from campus_safety.domain import roles as r
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
