"""The whole page in few queries: the steps in the order of the day, then what the school's health is."""

from datetime import datetime

import frappe

from campus_safety.domain.roles import SYSTEM_MANAGER
from campus_safety.services.people.first_day import begin, health, machine, school
from campus_safety.services.people.first_day.step import State, Step


def get_page(user: str, now: datetime) -> dict:
	"""{steps, left, health}. left: steps that must still be done; health: once there are none, or the first run is over."""
	steps = get_steps(now)
	roles = set(frappe.get_roles(user))
	if user == "Administrator":
		roles.add(SYSTEM_MANAGER)
	left = sum(1 for step in steps if step.state in (State.TODO, State.LATER) and not step.optional)
	return {
		"steps": [step.as_dict(roles) for step in steps],
		"left": left,
		"health": health.get_lines(now),
	}


def get_steps(now: datetime) -> list[Step]:
	return [*machine.get_steps(now), *school.get_steps(now.date()), *begin.get_steps(now.date())]
