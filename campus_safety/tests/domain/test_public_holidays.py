import json
from datetime import date, timedelta
from pathlib import Path
from unittest import TestCase

import campus_safety
from campus_safety.domain.people.public_holidays import PublicDay, suggestions, unknown_years
from campus_safety.domain.people.school_calendar import DayType, Special

MAKE_UP = DayType.MAKE_UP
SHIPPED = Path(campus_safety.__file__).parent / "fixtures" / "campus_public_holiday.json"


def span(title: str, first: date, days: int = 1, **values) -> list[PublicDay]:
	return [PublicDay(first + timedelta(number), title, **values) for number in range(days)]


ANNOUNCED = [
	*span("元旦", date(2026, 1, 1), 3),
	*span("国庆节调休上课", date(2026, 9, 20), day_type=MAKE_UP),
	*span("中秋节", date(2026, 9, 25), 3),
	*span("国庆节", date(2026, 10, 1), 7),
	*span("国庆节调休上课", date(2026, 10, 10), day_type=MAKE_UP),
]
PROVISIONAL = [
	*span("元旦", date(2027, 1, 1), provisional=True),
	*span("国庆节", date(2027, 10, 1), 3, provisional=True),
]
AUTUMN = (date(2026, 9, 1), date(2027, 1, 17))


class TestSuggestions(TestCase):
	def test_days_in_a_row_are_one_row(self) -> None:
		self.assertEqual(
			suggestions([*ANNOUNCED, *PROVISIONAL], *AUTUMN),
			[
				(Special("国庆节调休上课", date(2026, 9, 20), date(2026, 9, 20), MAKE_UP), True),
				(Special("中秋节", date(2026, 9, 25), date(2026, 9, 27)), True),
				(Special("国庆节", date(2026, 10, 1), date(2026, 10, 7)), True),
				(Special("国庆节调休上课", date(2026, 10, 10), date(2026, 10, 10), MAKE_UP), True),
				(Special("元旦", date(2027, 1, 1), date(2027, 1, 1)), False),
			],
		)

	def test_cut_to_the_days(self) -> None:
		found = suggestions(ANNOUNCED, date(2026, 10, 3), date(2026, 10, 5))
		self.assertEqual(found, [(Special("国庆节", date(2026, 10, 3), date(2026, 10, 5)), True)])

	def test_the_order_they_are_handed_in_does_not_matter(self) -> None:
		self.assertEqual(suggestions(ANNOUNCED[::-1], *AUTUMN), suggestions(ANNOUNCED, *AUTUMN))

	def test_a_day_of_the_school_counts_before_the_shipped_one(self) -> None:
		own = PublicDay(date(2026, 10, 7), "校庆上课", MAKE_UP, own=True)
		for days in ([own, *ANNOUNCED], [*ANNOUNCED, own]):
			found = [
				special for special, _announced in suggestions(days, date(2026, 10, 1), date(2026, 10, 9))
			]
			self.assertEqual(
				found,
				[
					Special("国庆节", date(2026, 10, 1), date(2026, 10, 6)),
					Special("校庆上课", date(2026, 10, 7), date(2026, 10, 7), MAKE_UP),
				],
			)

	def test_nothing_known(self) -> None:
		self.assertEqual(suggestions([], *AUTUMN), [])


class TestUnknownYears(TestCase):
	def test_a_year_is_known_once_it_is_announced(self) -> None:
		days = [*ANNOUNCED, *PROVISIONAL]
		self.assertEqual(unknown_years(days, *AUTUMN), [2027])
		self.assertEqual(unknown_years(days, date(2026, 3, 1), date(2026, 7, 5)), [])
		self.assertEqual(unknown_years([], *AUTUMN), [2026, 2027])

	def test_the_school_makes_it_known(self) -> None:
		own = [*span("元旦", date(2027, 1, 1), 3, own=True), *span("国庆节", date(2027, 10, 1), 7, own=True)]
		days = [*ANNOUNCED, *PROVISIONAL, *own]
		self.assertEqual(unknown_years(days, *AUTUMN), [])
		self.assertEqual(
			suggestions(days, date(2027, 1, 1), date(2027, 1, 17)),
			[(Special("元旦", date(2027, 1, 1), date(2027, 1, 3)), True)],
		)

	def test_one_day_of_the_school_is_no_notice(self) -> None:
		days = [*PROVISIONAL, PublicDay(date(2027, 5, 20), "校庆", own=True)]
		self.assertEqual(unknown_years(days, date(2027, 3, 1), date(2027, 7, 4)), [2027])


class TestShipped(TestCase):
	"""What comes with the app, as it stands in the file."""

	@classmethod
	def setUpClass(cls) -> None:
		cls.rows = json.loads(SHIPPED.read_text(encoding="utf-8"))

	def test_each_day_once_by_its_date_and_marked_as_shipped(self) -> None:
		self.assertGreater(len(self.rows), 40)
		for row in self.rows:
			self.assertEqual(
				(row["name"], row["year"], row["shipped"]), (row["date"], int(row["date"][:4]), 1)
			)
			self.assertTrue(row["source"])
		self.assertEqual(len({row["date"] for row in self.rows}), len(self.rows))

	def test_make_up_days_are_weekend_days(self) -> None:
		for row in self.rows:
			if row["kind"] == "Make-up Day":
				self.assertGreaterEqual(date.fromisoformat(row["date"]).weekday(), 5, row)

	def test_a_year_not_announced_has_no_make_up_days(self) -> None:
		announced = {row["year"] for row in self.rows if not row["provisional"]}
		self.assertIn(2026, announced)
		for row in self.rows:
			self.assertEqual(bool(row["provisional"]), row["year"] not in announced, row)
			if row["provisional"]:
				self.assertEqual(row["kind"], "Holiday", row)

	def test_2026_as_announced(self) -> None:
		"""国办发明电〔2025〕7号: 33 days off, 6 worked for them."""
		of_2026 = [row for row in self.rows if row["year"] == 2026]
		counts = {kind: sum(row["kind"] == kind for row in of_2026) for kind in ("Holiday", "Make-up Day")}
		self.assertEqual(counts, {"Holiday": 33, "Make-up Day": 6})
