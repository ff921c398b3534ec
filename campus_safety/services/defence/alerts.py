"""What of a patrol or a visit calls somebody, and whom."""

from frappe import _
from frappe.utils import get_datetime

from campus_safety.access.scopes import has_any_role
from campus_safety.access.scopes.defence import GUARDING
from campus_safety.records.roster import get_on_duty


def get_guards(log) -> list[str]:
	"""On the security roster at its beginning, as far as they can open it."""
	return [
		user for user in get_on_duty("Security", get_datetime(log.starts_at)) if has_any_role(user, GUARDING)
	]


def words_of_patrol(log) -> str:
	return _("Patrol {0} is running and nobody has passed a point: go now, or send somebody").format(log.name)


def was_not_seen(visit) -> bool:
	return visit.status == "Not Seen Leaving"
