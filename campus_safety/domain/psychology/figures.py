"""参测率 检出率 访谈完成率 (domain §6): counts of a campaign by class or college, and the table they are released as.

参测率 = valid ÷ (should − excused), 检出率 = flagged ÷ valid, 访谈完成率 = held ÷ offered. Doubtful and declined stand apart, so
that nobody is pressed for a number.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from campus_safety.domain.psychology.released_table import Table, sum_of

# the parts in which everybody who should take part falls, each in one of them
PARTS = ("excused", "untested", "declined", "doubtful", "uncounted", "unflagged", "general", "key", "urgent")
VALID = ("uncounted", "unflagged", "general", "key", "urgent")
FLAGGED = ("general", "key", "urgent")
# of those to be spoken with
TALKS = ("held", "waiting")
OFFERED = "offered"
LEVELS = ("level_normal", "level_general", "level_severe", "level_medical", "ungraded")
REFERRED = ("referred", "unreferred")
COUNTED = (*PARTS, *TALKS, *LEVELS, *REFERRED)
SUMS = {"should": PARTS, "valid": VALID, "flagged": FLAGGED, OFFERED: TALKS}
COLUMNS = (*COUNTED, *SUMS)
SAME = (LEVELS, REFERRED)  # each makes up those who were spoken with
ALL = "*"


@dataclass(frozen=True)
class Person:
	"""One student of a campaign as the figures see them. part: one of PARTS; talk: "", "held" or "waiting".

	level: one of LEVELS for who was spoken with. counted: the student lets their result into statistics.
	"""

	group: str
	part: str
	talk: str = ""
	level: str = ""
	referred: bool = False


def make_table(people: Iterable[Person], parents: Mapping[str, str]) -> Table:
	"""Counts by class, by college and for all together. parents: {class: college}, those with nobody included."""
	counts: dict[tuple[str, str], int] = {}

	def add(group: str, column: str) -> None:
		counts[group, column] = counts.get((group, column), 0) + 1

	for person in people:
		add(person.group, person.part)
		if person.talk:
			add(person.group, person.talk)
		if person.talk == "held":
			add(person.group, person.level or "ungraded")
			add(person.group, "referred" if person.referred else "unreferred")
	return _with_sums(counts, parents)


def _with_sums(counts: Mapping[tuple[str, str], int], parents: Mapping[str, str]) -> Table:
	below = rows_below(parents)
	values = {(group, column): counts.get((group, column), 0) for group in parents for column in COUNTED}
	for row, parts in below.items():
		for column in COUNTED:
			values[row, column] = sum(values[part, column] for part in parts)
	equations = [
		sum_of((row, column), [(part, column) for part in parts])
		for row, parts in below.items()
		for column in COLUMNS
	]
	for row in (*parents, *below):
		for whole, parts in SUMS.items():
			values.setdefault((row, whole), sum(values[row, part] for part in parts))
			equations.append(sum_of((row, whole), [(row, part) for part in parts]))
		equations += [sum_of((row, "held"), [(row, part) for part in parts]) for parts in SAME]
	return Table(values, tuple(equations))


def rows_below(parents: Mapping[str, str]) -> dict[str, list[str]]:
	"""{college, or all: the rows that make it up}, colleges first."""
	found: dict[str, list[str]] = {}
	for group, college in parents.items():
		found.setdefault(college, []).append(group)
	return {**found, ALL: list(found)}


def rate(part: int | None, whole: int | None) -> float | None:
	"""Percent to one place; None where a number is hidden, or nobody is owed."""
	return round(part * 100 / whole, 1) if whole and part is not None else None


@dataclass(frozen=True)
class Rates:
	taken_part: float | None
	flagged: float | None
	interviewed: float | None


def rates_of(shown: Mapping, group: str) -> Rates:
	"""Worked out from what is shown and nothing else, so that no rate tells a number that is hidden."""
	should, excused = shown.get((group, "should")), shown.get((group, "excused"))
	owed = None if should is None or excused is None else should - excused
	counted = _difference(shown.get((group, "valid")), shown.get((group, "uncounted")))
	return Rates(
		rate(shown.get((group, "valid")), owed),
		rate(shown.get((group, "flagged")), counted),
		rate(shown.get((group, "held")), shown.get((group, OFFERED))),
	)


def _difference(whole: int | None, part: int | None) -> int | None:
	return None if whole is None or part is None else whole - part
