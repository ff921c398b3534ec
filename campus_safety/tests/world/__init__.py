"""A small committed campus for tests over HTTP: two colleges, three classes, staff of every role, canaries.

Built once per test site; every secret string in it is a canary that may reach no outsider by any endpoint. A room builds what
it needs and names its subjects, one for each DocType that not everybody may read; what is past (2018) disturbs no other test.
"""

from dataclasses import dataclass, field

import frappe

from campus_safety.tests.world import (
	appeals,
	care,
	counselling,
	crisis,
	defence,
	disputes,
	duties,
	education,
	emergencies,
	evidence,
	gate,
	governance,
	hazards,
	incidents,
	leave,
	people,
	presence,
	privacy,
	psychology,
	risk,
	warning,
)
from campus_safety.tests.world.subject import FAR_STUDENT, NEIGHBOUR, OTHER_STUDENT, STUDENT, Subject

__all__ = ("FAR_STUDENT", "NEIGHBOUR", "OTHER_STUDENT", "STUDENT", "Subject", "World", "get_world")
# in the order in which they need each other
ROOMS = (
	people,
	risk,
	crisis,
	incidents,
	emergencies,
	psychology,
	counselling,
	care,
	warning,
	duties,
	governance,
	appeals,
	hazards,
	education,
	defence,
	disputes,
	gate,
	leave,
	presence,
	privacy,
	evidence,
)


@dataclass
class World:
	units: dict[str, str] = field(default_factory=dict)
	users: dict[str, str] = field(default_factory=dict)
	by_role: dict[str, str] = field(default_factory=dict)
	ledger: str = ""
	crisis: str = ""
	risk_notice: str = ""
	transfer: str = ""
	on_leave: dict[str, str] = field(default_factory=dict)
	handover: str = ""
	plan: str = ""
	postvention: str = ""
	report: dict[str, str] = field(default_factory=dict)
	incident: str = ""
	case_request: str = ""
	visit: str = ""
	talk: str = ""
	contact: str = ""
	leave: str = ""
	residence: str = ""
	counselling: dict[str, str] = field(default_factory=dict)
	subjects: tuple[Subject, ...] = ()

	@property
	def outsiders(self) -> dict[str, str | None]:
		"""Everybody with no business with the student: each role without assignment, neighbours, a pupil, nobody."""
		inside = {"counsellor", "adviser", "lead", "psych_head", "psych_teacher", "student_affairs"}
		return {
			**{name: user for name, user in self.users.items() if name not in inside},
			**{role: user for role, user in self.by_role.items()},
			"guest": None,
		}


def get_world() -> World:
	"""The world of this site, built when it is not there yet."""
	world = World()
	for act in ("build", "subjects"):
		for room in ROOMS:
			frappe.set_user("Administrator")
			made = getattr(room, act)(world)
			world.subjects += made or ()
	frappe.set_user("Administrator")
	# suites ask thousands of times a day; tests/security/test_daily_limits.py holds the limits
	for limit in ("student_daily_most", "student_daily_writes"):
		frappe.db.set_single_value("Campus Safety Settings", limit, 1_000_000)
	frappe.db.commit()
	return world
