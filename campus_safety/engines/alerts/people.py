"""Whom a step of an alert reaches: holders of a post, an office, or whoever is on duty at that hour."""

from datetime import datetime

from campus_safety.domain.roles import SYSTEM_MANAGER
from campus_safety.engines.alerts.kinds import Step
from campus_safety.records import posts, roster


def get_people(step: Step, alert, now: datetime) -> list[str]:
	"""Enabled accounts; empty where nobody holds the post or stands on the roster."""
	if step.role:
		return posts.get_users_with_role(step.role)
	if step.on_duty:
		return roster.get_on_duty(step.on_duty, now, alert.college, alert.student)
	if alert.student:
		return posts.get_nearest_holders(step.position, "Campus Student", alert.student, alert.college)
	return posts.get_nearest_holders(step.position, "Campus Unit", alert.unit, alert.college)


def get_last_resort() -> list[str]:
	"""Who hears an alert for which a school has named nobody at all: an alarm is never told to nobody."""
	return posts.get_users_with_role(SYSTEM_MANAGER)
