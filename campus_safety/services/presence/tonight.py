"""Tonight's roll calls follow at once when somebody's absence begins or ends: a leave, a residence, a search, a move."""

from collections.abc import Iterable
from datetime import datetime

import frappe

from campus_safety.domain.presence.night import is_locked, night_of
from campus_safety.services.presence import roll, roll_cases
from campus_safety.services.presence.roll_rows import ROLL, ROW
from campus_safety.services.presence.settings import get_night_settings


def follow(students: Iterable[str], now: datetime, buildings: Iterable[str] = ()) -> None:
	"""The roll calls on which they stand, or belong by their bed. One that somebody is writing into is not waited for: it
	brings itself up to date when it is opened, looked at or reported, and the watch does so every five minutes.
	"""
	settings = get_night_settings()
	night, students = night_of(now, settings), sorted(set(students))
	if not students or is_locked(night, now, settings):
		return
	row, student, head = frappe.qb.DocType(ROW), frappe.qb.DocType("Campus Student"), frappe.qb.DocType(ROLL)
	listed = (
		frappe.qb.from_(row)
		.select(row.dormitory)
		.where((row.roll_date == night) & row.student.isin(students))
	)
	at_home = (
		frappe.qb.from_(student)
		.select(student.dormitory_building)
		.where(student.name.isin(students) & student.dormitory_building.isnotnull())
	)
	concerned = {each[0] for query in (listed, at_home) for each in query.run()} | set(buildings)
	names = (
		frappe.qb.from_(head)
		.select(head.name, head.dormitory)
		.where(
			(head.roll_date == night)
			& (head.status != "Locked")
			& head.dormitory.isin(sorted(concerned) or [""])
		)
		.orderby(head.name)
		.run()
	)
	for name, building in names:
		if not roll_cases.is_at_work(name) and _is_free(name):
			with roll_cases.at_work_on(name):
				roll.refresh(name, building, night, now)


def _is_free(name: str) -> bool:
	head = frappe.qb.DocType(ROLL)
	query = frappe.qb.from_(head).select(head.name).where(head.name == name)
	return bool(query.for_update(skip_locked=True).run())
