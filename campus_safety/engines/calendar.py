"""The school calendar on the site: the days of a term, made set-based, and what others ask about them."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import cint, getdate, now

from campus_safety.access.settings import get_choice, is_on
from campus_safety.domain.people import public_holidays
from campus_safety.domain.people.public_holidays import PublicDay
from campus_safety.domain.people.school_calendar import Day, DayRules, DayType, RollMode, Term, term_of

PUBLIC_HOLIDAY = "Campus Public Holiday"
COLUMNS = ("week_no", "title", "day_type", "roll_mode", "open_centre")


def get_day_rules() -> DayRules:
	"""What the school decided about weekends, holidays and breaks, or the defaults."""
	return DayRules(
		weekend_roll=RollMode(get_choice("weekend_roll_mode")),
		holiday_roll=RollMode(get_choice("holiday_roll_mode")),
		break_roll=RollMode(get_choice("break_roll_mode")),
		centre_open_weekends=is_on("centre_open_weekends"),
		centre_open_holidays=is_on("centre_open_holidays"),
		centre_open_breaks=not is_on("pause_centre_in_breaks"),
	)


def get_terms() -> list[Term]:
	"""All terms without their rows: enough to tell which one a day lies in."""
	rows = frappe.get_all(
		"Campus Term",
		fields=["name", "start_date", "end_date", "break_until", "break_type"],
		order_by="start_date asc",
	)
	return [
		Term(
			row.name,
			row.start_date,
			row.end_date,
			row.break_until,
			DayType(row.break_type) if row.break_type else None,
		)
		for row in rows
	]


def get_term_on(day: date) -> str | None:
	"""Name of the term that `day` belongs to, its break included; None in a gap of the calendar."""
	term = term_of(getdate(day), get_terms())
	return term.name if term else None


def write_days(term: Term) -> dict[str, int]:
	"""Bring the term's days up to date: new ones inserted, changed ones written, those outside removed.

	Days edited by hand keep what was typed; only week and term follow.
	Returns {"inserted", "changed", "removed"}.
	"""
	wanted = {day.date: day for day in term.days(get_day_rules())}
	present = {
		row.date: row
		for row in frappe.get_all(
			"Campus Day",
			filters={"date": ("between", (term.start, term.last_day))},
			fields=["name", "date", "term", "edited", *COLUMNS],
		)
	}
	missing = [day for when, day in wanted.items() if when not in present]
	_insert(term.name, missing)
	changed = 0
	for when, row in present.items():
		values = _changes(row, wanted[when], term.name)
		if values:
			frappe.db.set_value("Campus Day", row.name, values)
			changed += 1
	return {"inserted": len(missing), "changed": changed, "removed": _remove_outside(term)}


def count_days(term: Term) -> dict[str, int]:
	"""What `write_days` would meet: {"wanted", "present", "edited"}."""
	between = {"date": ("between", (term.start, term.last_day))}
	return {
		"wanted": (term.last_day - term.start).days + 1,
		"present": frappe.db.count("Campus Day", {**between, "term": term.name}),
		"edited": frappe.db.count("Campus Day", {**between, "edited": 1}),
	}


def remove_days(term: str) -> None:
	frappe.db.delete("Campus Day", {"term": term})


def get_day_values(term: str | None, day: date) -> dict:
	"""What the term makes of a day, for a day that is given back to it."""
	if not term:
		return {}
	return _row_of(frappe.get_doc("Campus Term", term).as_value().day(day, get_day_rules()))


def get_days(first: date, last: date) -> list[Day]:
	"""Days from `first` to `last` as values; days outside every term are not there."""
	rows = frappe.get_all(
		"Campus Day",
		filters={"date": ("between", (first, last))},
		fields=["date", *COLUMNS],
		order_by="date asc",
	)
	return [
		Day(
			row.date,
			cint(row.week_no),
			DayType(row.day_type),
			RollMode(row.roll_mode),
			bool(row.open_centre),
			row.title or "",
		)
		for row in rows
	]


def get_public_days(first: date, last: date) -> list[PublicDay]:
	"""Public holidays and make-up days of every year that the days touch, whole years."""
	rows = frappe.get_all(
		PUBLIC_HOLIDAY,
		filters={"year": ("in", list(range(first.year, last.year + 1)))},
		fields=["date", "holiday_name", "kind", "provisional", "shipped"],
		order_by="date asc",
		limit_page_length=0,
	)
	return [
		PublicDay(
			row.date,
			row.holiday_name,
			DayType.MAKE_UP if row.kind == "Make-up Day" else DayType.HOLIDAY,
			bool(row.provisional),
			not row.shipped,
		)
		for row in rows
	]


def tell_unknown_years(first: date, last: date, known: frozenset[int] = frozenset()) -> None:
	"""Say for which years nobody has entered the public holidays, `known` left out: a term would silently have none."""
	unknown = public_holidays.unknown_years(get_public_days(first, last), first, last)
	years = [str(year) for year in unknown if year not in known]
	if years:
		frappe.msgprint(
			_(
				"The public holidays of {0} are not entered yet: at most the statutory days are known, no bridge days and no make-up days."
				" Enter the State Council's notice under {1}, then fill in the holidays of the term again."
			).format(", ".join(years), _(PUBLIC_HOLIDAY)),
			title=_("Public Holidays Not Entered"),
			indicator="orange",
		)


def _row_of(day: Day) -> dict:
	return {
		"week_no": day.week_no,
		"title": day.title or None,
		"day_type": day.day_type.value,
		"roll_mode": day.roll_mode.value,
		"open_centre": int(day.open_centre),
	}


def _changes(row, day: Day, term: str) -> dict:
	values = {"week_no": day.week_no} if row.edited else _row_of(day)
	values["term"] = term
	return {field: value for field, value in values.items() if (row.get(field) or None) != (value or None)}


def _insert(term: str, days: list[Day]) -> None:
	stamp, user = now(), frappe.session.user
	frappe.db.bulk_insert(
		"Campus Day",
		fields=["name", "date", "term", "edited", *COLUMNS, "creation", "modified", "owner", "modified_by"],
		values=[
			(day.date.isoformat(), day.date, term, 0, *_row_of(day).values(), stamp, stamp, user, user)
			for day in days
		],
		ignore_duplicates=True,
	)


def _remove_outside(term: Term) -> int:
	outside = frappe.get_all(
		"Campus Day",
		filters={"term": term.name},
		or_filters=[["date", "<", term.start], ["date", ">", term.last_day]],
		pluck="name",
	)
	if outside:
		frappe.db.delete("Campus Day", {"name": ("in", outside)})
	return len(outside)
