"""Early warnings: who reaches which rows."""

from campus_safety.access.scopes import unit_records
from campus_safety.domain.visibility import Match, Reach


def warnings(user: str, doctype: str) -> Reach:
	"""Early Warning: as L2 records; whoever it is assigned to, or has taken it, also when the student has moved since."""
	reach = unit_records(user, doctype)
	return (
		reach
		if reach.everything
		else reach | Reach.of(Match.on(assigned_to={user}), Match.on(taken_by={user}))
	)
