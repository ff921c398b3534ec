"""The term that today lies in, with its holidays. Autumn: September to January; spring: March to July."""

from datetime import date

from frappe.utils import getdate, nowdate

from campus_safety.domain.people.public_holidays import suggestions
from campus_safety.setup.demo.records import make


def create() -> None:
	name, start, end, break_until = term_around(getdate(nowdate()))
	make(
		"Campus Term",
		{"term_name": name},
		{
			"start_date": start,
			"end_date": end,
			"break_until": break_until,
			"holidays": [
				{
					"title": special.title,
					"from_date": special.first,
					"to_date": special.last,
					"day_type": special.day_type.value,
				}
				for special, _announced in suggestions(start, end)
			],
		},
	)


def term_around(today: date) -> tuple[str, date, date, date]:
	"""(name, first day, last day, last day of the break) of the term around `today`, its break included."""
	if 3 <= today.month <= 8:
		year = today.year
		return f"{year - 1}-{year}-2", date(year, 3, 1), date(year, 7, 10), date(year, 8, 31)
	year = today.year if today.month >= 9 else today.year - 1
	return f"{year}-{year + 1}-1", date(year, 9, 1), date(year + 1, 1, 17), _last_of_february(year + 1)


def _last_of_february(year: int) -> date:
	return date.fromordinal(date(year, 3, 1).toordinal() - 1)


def current_name() -> str:
	return term_around(getdate(nowdate()))[0]
