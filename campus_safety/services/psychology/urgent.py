"""Urgent flags call whoever is on watch, within the minute (domain §6), and nobody answers a scale while nobody is there."""

from collections.abc import Iterable
from datetime import datetime

import frappe

from campus_safety.access.circle import is_of_circle
from campus_safety.engines.alerts import loop
from campus_safety.engines.alerts.told import source_of
from campus_safety.records import roster
from campus_safety.services.psychology.settings import get_watch_level

INTERVIEW = "Campus Screening Interview"
SOURCE = ("Urgent Screening Flag", INTERVIEW)


def waits(interview) -> bool:
	"""Somebody has to speak with the student."""
	return interview.status == "Open" and interview.flag == "Urgent"


def call(names: Iterable[str], now: datetime) -> None:
	"""For interviews that came in as rows, past the document's own events. Said once, however often it is called."""
	source = source_of(*SOURCE)
	for name in names:
		interview = frappe.get_doc(INTERVIEW, name)
		loop.raise_alert(source, interview, now, [*filter(None, (interview.interviewer,)), *get_watch(now)])


def get_watch(now: datetime) -> list[str]:
	"""Enabled accounts on duty for urgent flags at this moment, as far as they may open such records."""
	return [user for user in roster.get_on_duty(get_watch_level(), now) if is_of_circle(user)]
