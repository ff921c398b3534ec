"""What of an incident calls somebody, and whom."""

from datetime import datetime

import frappe
from frappe import _

from campus_safety.domain.incidents.emergency import RECEIVED
from campus_safety.engines.alerts.taking import take_step
from campus_safety.records import roster
from campus_safety.services.incidents.emergency import clocks, steps


def waits_for_command(incident) -> bool:
	"""Nobody has taken command yet."""
	return incident.status == RECEIVED


def get_first(incident) -> list[str]:
	"""Told at once, before the steps of the kind: who is to command, and whoever is on duty."""
	moment = frappe.utils.get_datetime(incident.creation or incident.known_at)
	on_duty = [user for level in ("School", "Security") for user in roster.get_on_duty(level, moment)]
	return [incident.commander, *on_duty]


def is_to_do(incident, row) -> bool:
	return clocks.is_open(row)


def get_commander(incident, row) -> list[str]:
	return [incident.commander] if incident.commander else []


def get_words(incident, row) -> str:
	"""The number and what was to be done, nothing else (domain §0)."""
	due = frappe.format(row.due, "Datetime")
	return _("Emergency incident {0}: {1} was due at {2}").format(incident.name, row.target, due)


def take_command(incident, user: str, now: datetime) -> None:
	"""Whoever has just taken the alert commands, where they may."""
	if incident.status == RECEIVED and steps.commands(user, incident, now):
		take_step(incident, "Take Command")
