"""Posts whose last day has passed but that cannot end yet: the holder still answers for open ledgers (domain §1, §9).

They stay active, so the students keep somebody; the College Lead is told, without a student's name.
"""

from functools import partial

import frappe
from frappe import _

from campus_safety.domain.people.network import Status
from campus_safety.domain.roles import STUDENT_AFFAIRS
from campus_safety.engines.messages import telling
from campus_safety.records import posts
from campus_safety.records.posts import ASSIGNMENT
from campus_safety.services.people import network_scope


def end_by_calendar(today) -> dict[str, list[str]]:
	"""As `network_scope.begin_and_end`, and whoever must act hears of posts that wait since now."""
	waited = set(get_waiting())
	outcome = network_scope.begin_and_end(today)
	tell([name for name in outcome["waiting"] if name not in waited], key=f"{today}")
	return outcome


def get_waiting() -> list[str]:
	"""Active assignments past their last day that wait for a handover, the oldest first."""
	return frappe.get_all(
		ASSIGNMENT,
		filters={"status": Status.ACTIVE.value, "end_blocked": ("is", "set"), "to_date": ("is", "set")},
		pluck="name",
		order_by="to_date asc, name asc",
	)


def tell(names: list[str], key: str) -> int:
	"""One message per College Lead (Student Affairs where there is none); again with the same key tells nobody."""
	return sum(
		len(telling.tell([user], partial(_write, number), f"end_blocked|{key}", telling.About(ASSIGNMENT)))
		for user, number in _count_by_recipient(names).items()
	)


def _write(number: int) -> tuple[str, str]:
	return (
		_("{0} posts have passed their last day and cannot end yet").format(number),
		_(
			"Their holders still answer for open risk ledgers. Name another responsible person in the ledgers; the posts then end by themselves within the hour."
		),
	)


def _count_by_recipient(names: list[str]) -> dict[str, int]:
	found: dict[str, int] = {}
	for college, number in _count_by_college(names).items():
		lead = college and posts.get_nearest_holder("College Lead", "Campus Unit", college, college)
		for user in [lead] if lead else posts.get_users_with_role(STUDENT_AFFAIRS):
			found[user] = found.get(user, 0) + number
	return found


def _count_by_college(names: list[str]) -> dict[str | None, int]:
	"""By the college of the unit, or of the single student; dormitories belong to none."""
	rows = frappe.get_all(ASSIGNMENT, filters={"name": ("in", names or [""])}, fields=["unit", "student"])
	colleges = {
		field: dict(
			frappe.get_all(
				doctype,
				filters={"name": ("in", [row[field] for row in rows if row[field]] or [""])},
				fields=["name", "college"],
				as_list=True,
			)
		)
		for field, doctype in (("unit", "Campus Unit"), ("student", "Campus Student"))
	}
	found: dict[str | None, int] = {}
	for row in rows:
		college = colleges["unit"].get(row.unit) or colleges["student"].get(row.student)
		found[college] = found.get(college, 0) + 1
	return found
