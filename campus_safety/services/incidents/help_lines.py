"""Whom to call, on every page of a report: before anything is stored, and afterwards."""

from datetime import datetime

from campus_safety.records import roster
from campus_safety.services.counselling.settings import get_duty_phone, get_hotline
from campus_safety.services.incidents.settings import get_phone

SCHOOL = "School"


def get_lines(now: datetime) -> dict:
	"""{"hotline": psychological, day and night; "phone": whoever is on duty at school; "centre": the counselling centre}."""
	return {"hotline": get_hotline(), "phone": get_phone_on_duty(now), "centre": get_duty_phone()}


def get_phone_on_duty(now: datetime) -> str:
	"""Of the duty roster, else the school's own; the hotline where neither is entered: never no number at all."""
	on_duty = (row["phone"] for row in roster.get_board(now) if row["level"] == SCHOOL and row["phone"])
	return next(on_duty, "") or get_phone() or get_duty_phone() or get_hotline()
