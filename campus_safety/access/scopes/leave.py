"""Leave: who reaches which rows."""

from campus_safety.access.scopes import has_any_role, unit_records
from campus_safety.domain import roles as r
from campus_safety.domain.visibility import Match, Reach


def leave_permits(user: str, doctype: str) -> Reach:
	"""Leave Permit: as L2 records; a School Leader sees the long ones that wait for a School Leader."""
	reach = unit_records(user, doctype)
	if reach.everything or not has_any_role(user, (r.SCHOOL_LEADER,)):
		return reach
	return reach | Reach.of(Match.on(approver_role={r.SCHOOL_LEADER}))
