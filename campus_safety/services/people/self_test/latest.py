"""What the last self-test said, for the health card, the start page and the morning's digest."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime

from campus_safety.domain import roles as r
from campus_safety.records import posts
from campus_safety.services.people.self_test.line import ALARM, WELL

TEST, LINE = "Campus Self Test", "Campus Self Test Line"
TOLD = (r.SYSTEM_MANAGER, r.STUDENT_AFFAIRS)
OLDEST = timedelta(hours=30)  # every evening


def get_latest():
	"""{name, tested_at, state, alarms, points}; None where there is none."""
	found = frappe.get_all(
		TEST,
		fields=["name", "tested_at", "state", "alarms", "points"],
		order_by="tested_at desc",
		limit=1,
	)
	return found[0] if found else None


def in_words(now: datetime) -> tuple[bool, str]:
	"""(is it well, what is said) for the health card."""
	test = get_latest()
	if not test:
		return False, _("The night watch has not tried itself yet; it does so every evening.")
	tested = get_datetime(test.tested_at)
	if now - tested > OLDEST:
		return False, _("The night watch tried itself last on {0}: nobody has looked since.").format(
			f"{tested:%m-%d %H:%M}"
		)
	said = _("{0}: {1} alarms, {2} points to look at.").format(
		f"{tested:%m-%d %H:%M}", test.alarms, test.points
	)
	return test.state == WELL, said


def get_banner(now: datetime) -> dict | None:
	"""{name, lines} of what is an alarm, for the start page of whoever can mend it; None where all is well."""
	test = get_latest()
	if not test or test.state != ALARM or now - get_datetime(test.tested_at) > OLDEST:
		return None
	lines = frappe.get_all(
		LINE, filters={"parent": test.name, "state": ALARM}, fields=["part", "said"], order_by="idx asc"
	)
	return {"name": test.name, "lines": [f"{line.part}：{line.said}" for line in lines]}


def get_digest_notes(today: date) -> dict[str, Callable[[], str]]:
	"""A line of the morning's digest (hook `campus_digest_notes`): {account: its words}."""
	test = get_latest()
	if test and test.state == WELL and get_datetime(test.tested_at).date() >= today - timedelta(days=1):
		return {}

	def say() -> str:
		if not test or get_datetime(test.tested_at).date() < today - timedelta(days=1):
			return _("The night watch has not tried itself since yesterday.")
		return _("Self-test of the night watch: {0} alarms, {1} points to look at").format(
			test.alarms, test.points
		)

	return {user: say for role in TOLD for user in posts.get_users_with_role(role)}
