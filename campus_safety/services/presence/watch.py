"""The night's watch, every five minutes: prepare, lock, open cases, climb, remind. Each part stands for itself.

Whatever it did is one readable run; a run with nothing to do leaves none. Standing still for an hour costs nothing but
the hour: the next run catches up with everything.
"""

from datetime import datetime, timedelta

import frappe
from frappe.utils import get_datetime, now_datetime

from campus_safety.domain.people.school_calendar import RollMode
from campus_safety.domain.presence.night import night_of, roll_moment
from campus_safety.exceptions import OpenedMeanwhileError
from campus_safety.services.presence import alarms, expected, halts, roll, roll_cases
from campus_safety.services.presence.settings import get_night_settings

RUN = "Campus Night Run"
LAST_RUN = "campus_night_last_run"  # in the cache: only tells how long the scheduler stood still
PREPARED_BEFORE = timedelta(hours=1)
COUNTS = ("rolls", "locked", "cases", "steps", "told", "errors")


def run(now: datetime) -> str | None:
	"""Name of the run; None when there was nothing to do."""
	started, counts = now_datetime(), dict.fromkeys(COUNTS, 0)
	for part in PARTS:
		try:
			part(now, counts)
			frappe.db.commit()  # what is told stays told, whatever the next part does
		except Exception:  # a part that fails must not keep the ladder from climbing
			frappe.db.rollback()
			counts["errors"] += 1
			frappe.log_error(title=f"Night watch {part.__name__}")
			frappe.db.commit()  # the next part's rollback must not take the log along
	return _write_run(now, started, counts)


def _lock(now: datetime, counts: dict) -> None:
	counts["locked"] = roll.lock_due(now)


def _prepare(now: datetime, counts: dict) -> None:
	"""Tonight's roll calls are there before anybody opens the page, so that gates fill them and silence is seen."""
	settings = get_night_settings()
	night = night_of(now, settings)
	if now < roll_moment(night, settings) - PREPARED_BEFORE or expected.get_mode(night) is RollMode.NONE:
		return
	done = set(frappe.get_all(roll.ROLL, filters={"roll_date": night}, pluck="dormitory"))
	for building in expected.get_buildings():
		if building not in done:
			try:
				roll.ensure(building, night, now)
			except OpenedMeanwhileError:
				frappe.db.rollback()  # a manager was faster
				continue
			counts["rolls"] += 1
			frappe.db.commit()  # a building is prepared whole


def _open_missing(now: datetime, counts: dict) -> None:
	night = night_of(now, get_night_settings())
	for name in frappe.get_all(roll.ROLL, filters={"roll_date": night, "missing": (">", 0)}, pluck="name"):
		counts["cases"] += len(roll_cases.open_missing(name, now))


def _keep_up(now: datetime, counts: dict) -> None:
	"""Tonight's lists follow residents, leaves and searches, also where nobody has the page open."""
	settings = get_night_settings()
	night = night_of(now, settings)
	if now < roll_moment(night, settings) - PREPARED_BEFORE:
		return
	filters = {"roll_date": night, "status": ("!=", "Locked")}
	for head in frappe.get_all(roll.ROLL, filters=filters, fields=["name", "dormitory"], order_by="name asc"):
		roll.refresh(head.name, head.dormitory, night, now)
		frappe.db.commit()  # each building is brought up to date whole, and free again


def _look_again(now: datetime, counts: dict) -> None:
	halts.follow_ended(now)


def _climb(now: datetime, counts: dict) -> None:
	while (done := alarms.climb(now)).cases:
		counts["steps"] += done.steps
		counts["told"] += done.told
		frappe.db.commit()  # a chunk is claimed, told and written in one transaction
		if done.cases < alarms.AT_ONCE:
			return


def _remind(now: datetime, counts: dict) -> None:
	counts["told"] += alarms.remind(now)


# in this order: what is locked is not reminded, what is opened may be due at once
PARTS = (_lock, _prepare, _keep_up, _open_missing, _look_again, _climb, _remind)


def _write_run(now: datetime, started: datetime, counts: dict) -> str | None:
	last = frappe.cache.get_value(LAST_RUN)
	frappe.cache.set_value(LAST_RUN, str(now))
	if not any(counts.values()):
		return None
	quiet = int((now - get_datetime(last)).total_seconds() // 60) if last else 0
	document = frappe.get_doc(
		{
			"doctype": RUN,
			"started": now,
			"ended": now + (now_datetime() - started),
			"quiet_minutes": max(quiet, 0),
			**counts,
		}
	).insert(ignore_permissions=True)  # runs without a person
	frappe.db.commit()  # the job ends here, and what it did must be readable
	return document.name
