"""Nights on which the machine stood still: named, and their roll calls made up, so that nobody takes silence for presence.

The lists are of who should have been there; nobody was called. They lock at once, and are put right as any locked night is.
"""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial

import frappe
from frappe import _
from frappe.query_builder.functions import Min

from campus_safety.domain import roles as r
from campus_safety.domain.presence.night import night_of
from campus_safety.engines.messages.telling import tell
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.exceptions import OpenedMeanwhileError
from campus_safety.records import posts
from campus_safety.services.presence import expected, nights, roll
from campus_safety.services.presence.settings import get_night_settings

LOOK_BACK = timedelta(days=7)
TOLD = (r.STUDENT_AFFAIRS, r.SAFETY_OFFICE, r.SYSTEM_MANAGER)


def find(now: datetime) -> dict[date, list[str]]:
	"""{night of the last week that was to be called: buildings whose roll call is missing}, of buildings called before that night."""
	last = night_of(now, get_night_settings()) - nights.ONE_DAY
	began, first = _get_first_nights(), last - LOOK_BACK
	there = nights.get_heads(first, last)
	found = {}
	for night in nights.get_called_nights(first, last) if began else ():
		missing = [
			building
			for building in expected.get_buildings()
			if building in began and began[building] < night and (night, building) not in there
		]
		if missing:
			found[night] = missing
	return found


def _get_first_nights() -> Mapping[str, date]:
	"""{building: its first roll call}: one that is new was never missed."""
	head = frappe.qb.DocType(roll.ROLL)
	return dict(
		frappe.qb.from_(head).select(head.dormitory, Min(head.roll_date)).groupby(head.dormitory).run()
	)


def tell_of_missed(now: datetime) -> list[date]:
	"""Make up what is missing, and say so once for each night. Run again it goes on, or finds nothing."""
	found = find(now)
	for night, buildings in found.items():
		for building in buildings:
			try:
				roll.ensure(building, night, now)
			except OpenedMeanwhileError:
				frappe.db.rollback()  # somebody was faster
			commit_chunk()  # a building is made whole
		offices = {user for role in TOLD for user in posts.get_users_with_role(role)}
		tell(offices, partial(_write, night, len(buildings)), f"missed-night|{night}", now=now)
	return sorted(found)


def _write(night: date, buildings: int) -> tuple[str, str]:
	day = frappe.format(night, "Date")
	return (
		_("No roll call in the night of {0}: {1} buildings").format(day, buildings),
		_(
			"The background jobs stood still. The lists were made now, nobody was called: ask the dormitories who was missing, open absence cases by hand, and correct the lists."
		),
	)
