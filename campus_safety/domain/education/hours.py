"""Hours of education a student has [R: safety 32 h; mental health 32–36 h], added up over the years at school (domain §17).

A class has what it took part in, and what its college took part in; who was absent gets nothing of it, what was before a
student came does not count, and of each class only what was held while the student was in it.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Area(str, Enum):
	SAFETY = "Safety"
	MIND = "Mental Health"
	OTHER = "Other"


_OF = {
	Area.SAFETY: ("Fire", "Fraud", "Drowning", "Traffic", "Drugs", "Food and Health", "Law"),
	Area.MIND: ("Life", "Frustration", "Relationships", "Family", "Mental Health"),
}
AREA_OF = {theme: area for area, themes in _OF.items() for theme in themes}
MOST_HOURS = 40  # of one record: a whole course is no more than that
LEAST_HOURS = 0.5


def area_of(theme: str) -> Area:
	return AREA_OF.get(theme, Area.OTHER)


@dataclass
class Hours:
	safety: float = 0
	mind: float = 0

	def add(self, area: Area, hours: float) -> None:
		if area is Area.SAFETY:
			self.safety += hours
		elif area is Area.MIND:
			self.mind += hours


@dataclass
class Course:
	"""What one unit took part in: sums from each day on, so that any number of students is quick."""

	days: list[date] = field(default_factory=list)
	after: list[Hours] = field(default_factory=list)

	@classmethod
	def of(cls, rows: Iterable[tuple[date, Area, float]]) -> "Course":
		"""rows: (day, area, hours) in any order."""
		made, total = cls(), Hours()
		for day, area, hours in sorted(rows, key=lambda row: row[0], reverse=True):
			total.add(area, hours)
			made.days.append(day)
			made.after.append(Hours(total.safety, total.mind))
		made.days.reverse()
		made.after.reverse()
		return made

	def since(self, day: date | None) -> Hours:
		"""What was held on `day` or later; everything without a day."""
		place = bisect_left(self.days, day) if day else 0
		return self.after[place] if place < len(self.after) else Hours()

	def between(self, first: date | None, until: date | None) -> Hours:
		"""What was held from `first` on and before `until`; to this day without one."""
		if not until:
			return self.since(first)
		if first and until <= first:
			return Hours()
		begun, ended = self.since(first), self.since(until)
		return Hours(begun.safety - ended.safety, begun.mind - ended.mind)


@dataclass(frozen=True)
class Stay:
	"""In one class, from a day on and before another."""

	unit: str
	since: date | None
	until: date | None = None


def stays_of(came: date | None, unit: str, earlier: Iterable[tuple[str, date]]) -> list[Stay]:
	"""came: the day of admission. earlier: (class, first day in the next one)."""
	found, since = [], came
	for before, until in sorted(earlier, key=lambda each: each[1]):
		if not since or until > since:
			found.append(Stay(before, since, until))
			since = until
	return [*found, Stay(unit, since)]


def of_student(
	stays: Iterable[tuple[Stay, Iterable[Course]]], missed: Iterable[tuple[date, Area, float]]
) -> Hours:
	"""stays: each with what its class and its college took part in. missed: educations that the student was absent from."""
	total, came = Hours(), None
	for place, (stay, courses) in enumerate(stays):
		came = stay.since if not place else came
		for course in courses:
			found = course.between(stay.since, stay.until)
			total.safety += found.safety
			total.mind += found.mind
	lost = Course.of(missed).since(came)
	return Hours(max(0, total.safety - lost.safety), max(0, total.mind - lost.mind))
