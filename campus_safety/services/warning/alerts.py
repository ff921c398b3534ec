"""What of a warning calls somebody, and whom: the network goes on to the next where nobody takes it, or nothing more is heard."""

from campus_safety.domain.roles import STUDENT_AFFAIRS
from campus_safety.records.posts import get_holders, get_users_with_role

URGENT = "Urgent"
OPEN = ("New", "Taken")


def waits(warning) -> bool:
	"""Until it is decided: taken and forgotten climbs on."""
	return warning.status in OPEN and warning.level != URGENT


def waits_urgently(warning) -> bool:
	return warning.status in OPEN and warning.level == URGENT


def get_owner(warning) -> list[str]:
	"""In whose list it stands; where nobody holds the post, the college's lead, else Student Affairs."""
	if warning.assigned_to:
		return [warning.assigned_to]
	return get_holders(("College Lead",), warning.college) or get_users_with_role(STUDENT_AFFAIRS)
