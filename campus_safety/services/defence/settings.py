"""What the school has decided about patrols, equipment and visitors."""

from datetime import time

from campus_safety.access.settings import get_hour, get_number


def get_alert_percent() -> int:
	"""Of a patrol's time, after which one that nobody makes calls."""
	return get_number("patrol_alert_percent")


def get_question_every() -> int:
	"""At one of so many points a question is asked. 0: never."""
	return get_number("patrol_question_every")


def get_warn_days() -> int:
	"""Before its expiry, in which equipment is shown to the Security Office."""
	return get_number("equipment_warn_days")


def get_keep_days() -> int:
	"""Visits are deleted afterwards."""
	return get_number("gate_visit_keep_days")


def get_closing() -> time:
	"""When the gates close: who is inside by then has not been seen leaving."""
	return get_hour("gate_closes_at")
