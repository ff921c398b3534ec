"""A campaign 普测批次 (domain §6): forecast, published under an assessment, everybody asked gets a row, progress, closed."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate
from pypika.functions import Count

from campus_safety.domain.privacy.assessments import SCREENING
from campus_safety.domain.psychology import forecast
from campus_safety.domain.psychology.flags import Flag
from campus_safety.engines.sets.chunks import commit_chunk
from campus_safety.engines.sets.kept_jobs import enqueue_kept
from campus_safety.exceptions import ScreeningError
from campus_safety.records.scope import nodes_of
from campus_safety.records.students import AT_SCHOOL, NOT_LEFT
from campus_safety.services.counselling import free_hours
from campus_safety.services.privacy.assessments import get_valid, validate_assessed
from campus_safety.services.psychology import store
from campus_safety.services.psychology.scales import SCALE, as_json
from campus_safety.services.psychology.settings import get_capacity, get_expected_rate
from campus_safety.services.psychology.store import RESULT

CAMPAIGN, STUDENT, UNIT = "Campus Screening Campaign", "Campus Student", "Campus Unit"
DRAFT, PUBLISHED, CLOSED = "Draft", "Published", "Closed"
AT_ONCE, CHUNK = 2000, 5000
ALL_ROWS = "campus_safety.services.psychology.campaigns.make_all_rows"
RETEST = "Retest"
AFTER_WINDOW = timedelta(days=28)  # interviews are still held then


# whom it asks


def get_asked(campaign) -> list[tuple[str, str, str, bool]]:
	"""(student, class, college, excused) of everybody in its units; who is suspended is excused. Of a retest only the doubtful."""
	student = frappe.qb.DocType(STUDENT)
	query = (
		frappe.qb.from_(student)
		.select(student.name, student.unit, student.college, student.status)
		.where(student.status.isin(NOT_LEFT))
		.orderby(student.name)
	)
	if units := get_units(campaign):
		query = query.where(student.unit.isin(units))
	if campaign.campaign_kind == RETEST:
		result = frappe.qb.DocType(RESULT)
		doubtful = (
			frappe.qb.from_(result)
			.select(result.student)
			.where(result.retest_due.notnull() & (result.campaign != campaign.name))
		)
		query = query.where(student.name.isin(doubtful))
	return [(row[0], row[1], row[2], row[3] not in AT_SCHOOL) for row in query.run()]


def get_units(campaign) -> list[str]:
	"""Every unit that it reaches; none where it asks the whole school."""
	return list({below for row in campaign.units for below in nodes_of(UNIT, row.unit)})


# before it opens


def get_forecast(campaign, today: date) -> dict:
	"""Interviews to expect against the free hours of the centre's shifts, and waves by college.

	Before any shift of these weeks is planned the setting stands for them.
	"""
	students: dict[str, int] = {}
	for _student, _unit, college, excused in get_asked(campaign):
		if not excused:
			students[college or ""] = students.get(college or "", 0) + 1
	rate, (capacity, planned) = get_rate(today), _get_capacity(campaign, today)
	asked = sum(students.values())
	interviews = forecast.expected(asked, rate)
	waves = forecast.propose_waves(
		{college: count for college, count in students.items() if college},
		rate,
		capacity,
		getdate(campaign.window_from),
		getdate(campaign.window_to),
	)
	return {
		"students": asked,
		"rate": round(rate * 100, 1),
		"interviews": interviews,
		"weeks": forecast.weeks_needed(interviews, capacity),
		"hours_a_week": capacity.hours_a_week,
		"from_shifts": planned,
		"waves": [asdict(wave) for wave in waves],
	}


def _get_capacity(campaign, today: date) -> tuple[forecast.Capacity, bool]:
	"""And whether it comes from shifts."""
	setting = get_capacity()
	first = max(today, getdate(campaign.window_from))
	last = max(first, getdate(campaign.window_to)) + AFTER_WINDOW
	free = forecast.of_shifts(free_hours.get_by_week(first, last), setting.hours_each)
	return (free, True) if free else (setting, False)


def get_rate(today: date) -> float:
	"""Share with whom an interview was due in the last campaign that was closed; else what the school expects."""
	last = frappe.db.get_value(
		CAMPAIGN,
		{"status": CLOSED, "campaign_kind": ("in", ("Freshman", "Term")), "window_to": ("<", today)},
		order_by="window_to desc",
	)
	if not last:
		return get_expected_rate()
	result = frappe.qb.DocType(RESULT)
	counts = dict(
		frappe.qb.from_(result)
		.select(result.auto_flag, Count("*"))
		.where((result.campaign == last) & (result.validity == "Valid"))
		.groupby(result.auto_flag)
		.run()
	)
	valid = sum(counts.values())
	return (valid - counts.get(Flag.NONE.value, 0)) / valid if valid else get_expected_rate()


def plan_waves(campaign, today: date) -> None:
	"""Put the proposal on a draft; the head edits it."""
	_validate_is(campaign, DRAFT)
	found = get_forecast(campaign, today)
	campaign.set("waves", found.pop("waves"))
	campaign.forecast = as_json(found)
	with campaign.as_app():
		campaign.save()


def publish(campaign, now: datetime) -> None:
	"""Errors: AssessmentNeededError without an approved impact assessment; ScreeningError naming what is missing."""
	_validate_is(campaign, DRAFT)
	validate_assessed(SCREENING, now.date())
	_validate_ready(campaign, now.date())
	campaign.update(
		{
			"status": PUBLISHED,
			"published_by": frappe.session.user,
			"published_at": now.replace(microsecond=0),
			"impact_assessment": get_valid(SCREENING, now.date()),
		}
	)
	if not campaign.forecast:
		found = get_forecast(campaign, now.date())
		found.pop("waves")
		campaign.forecast = as_json(found)
	with campaign.as_app():
		campaign.save()
	asked = get_asked(campaign)
	if not asked:
		frappe.throw(_("Nobody would be asked. Check the units."), ScreeningError)
	if len(asked) <= AT_ONCE:
		make_rows(campaign, asked, now)
	else:
		key = f"campus_screening_rows::{campaign.name}"
		enqueue_kept(ALL_ROWS, key, now, campaign=campaign.name, at=str(now))


def _validate_ready(campaign, today: date) -> None:
	if not campaign.scales:
		frappe.throw(_("Name at least one scale."), ScreeningError)
	if getdate(campaign.window_to) < today:
		frappe.throw(_("The last day has passed already."), ScreeningError)
	for row in campaign.scales:
		if row.answered_here and not frappe.db.get_value(SCALE, row.scale, "may_be_answered"):
			frappe.throw(
				_(
					"{0} cannot be answered here: paste its item texts first, or take them from a platform."
				).format(row.scale),
				ScreeningError,
			)


def make_rows(campaign, asked: Sequence[tuple], now: datetime) -> None:
	for first in range(0, len(asked), CHUNK):
		store.make_rows(campaign, asked[first : first + CHUNK], now)
		commit_chunk()


def make_all_rows(campaign: str, at: datetime | str) -> None:
	"""Job; harmless when repeated, and how students who came later are taken in."""
	document = frappe.get_doc(CAMPAIGN, campaign)
	make_rows(document, get_asked(document), get_datetime(at))


def close(campaign) -> None:
	_validate_is(campaign, PUBLISHED)
	campaign.status = CLOSED
	with campaign.as_app():
		campaign.save()


def _validate_is(campaign, status: str) -> None:
	if campaign.status != status:
		frappe.throw(
			_("This campaign is {0} now. Reload the page.").format(_(campaign.status, context=CAMPAIGN)),
			ScreeningError,
		)


# while it runs


def is_open_for(campaign, college: str | None, today: date) -> bool:
	"""In its window, and in the wave of the student's college where it has one."""
	if campaign.status != PUBLISHED:
		return False
	for wave in campaign.waves:
		if wave.college == college:
			return getdate(wave.opens_on) <= today <= getdate(wave.closes_on)
	return getdate(campaign.window_from) <= today <= getdate(campaign.window_to)


def get_progress(campaign: str) -> dict[str, dict[str, int]]:
	"""{college: {status: how many}}, by one count in the database."""
	result = frappe.qb.DocType(RESULT)
	found: dict[str, dict[str, int]] = {}
	for college, status, count in (
		frappe.qb.from_(result)
		.select(result.college, result.status, Count("*"))
		.where(result.campaign == campaign)
		.groupby(result.college, result.status)
		.run()
	):
		found.setdefault(college or "", {})[status] = count
	return found
