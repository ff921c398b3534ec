"""Every ten minutes: what is done once a day, each within its hours, until it is done."""

from datetime import datetime, time, timedelta

from frappe.utils import get_datetime, now_datetime

from campus_safety.engines import daily
from campus_safety.engines.daily import Daily
from campus_safety.jobs import campus_disputes, campus_hazards, campus_suspensions, campus_work_reports
from campus_safety.records import numbers
from campus_safety.services.gate import no_trace
from campus_safety.services.people import minors
from campus_safety.services.people.self_test import run as self_test
from campus_safety.services.presence import missed_nights
from campus_safety.services.privacy import data_requests

NIGHT, MORNING, EVENING = time(0, 10), time(7), time(21)  # people are told of deadlines while they are awake


def _number_next_year(now: datetime) -> int:
	"""The first record of a year finds its numbers ready."""
	return numbers.make_missing((now + timedelta(days=31)).year)


TASKS = (
	Daily("numbers", NIGHT, time.max, _number_next_year),
	Daily("birthdays", NIGHT, time.max, lambda now: minors.refresh(now.date())),
	Daily("second_looks", time(2, 45), EVENING, campus_hazards.draw),
	Daily("suspensions", MORNING, EVENING, campus_suspensions.run),
	Daily("data_requests", MORNING, EVENING, lambda now: data_requests.remind(now.date())),
	Daily("work_reports", MORNING, EVENING, campus_work_reports.run),
	Daily("hazards", MORNING, EVENING, campus_hazards.run),
	Daily("disputes", MORNING, EVENING, campus_disputes.run),
	Daily("missed_nights", time(12, 30), EVENING, missed_nights.tell_of_missed),
	Daily("self_test", time(19, 30), time.max, self_test.run),
	Daily("no_trace", time(12, 20), EVENING, no_trace.run),
)


def run(now: datetime | str | None = None) -> dict[str, object]:
	"""`now` for trials and tests: site time."""
	return daily.run(TASKS, get_datetime(now) if now else now_datetime())
