"""分类统计 of psychological files and 分类关爱 (domain §8, §11): counts by college and grade, and the table they are released as."""

from collections.abc import Iterable, Mapping

from campus_safety.domain.psychology.figures import rows_below
from campus_safety.domain.psychology.released_table import Equation, Table, sum_of

FILES, NORMAL, ATTENTION, KEY = "files", "normal", "attention", "key"
CATEGORIES = {"Normal": NORMAL, "Attention": ATTENTION, "Key": KEY}
Place = str  # a grade of a college; its rows are the table's lowest


def make_table(
	files: Iterable[tuple[Place, str]],
	cares: Iterable[tuple[Place, str]],
	parents: Mapping[Place, str],
	kinds: Iterable[str],
) -> Table:
	"""files: (place, column of CATEGORIES) of each; cares: (place, kind of care) of each student in it, once.

	parents: {place: college}, those with nobody included. kinds: of care, those with nobody included.
	"""
	kinds = tuple(kinds)
	counted = (*CATEGORIES.values(), *kinds)
	values = {(place, column): 0 for place in parents for column in counted}
	for cell in (*files, *cares):
		values[cell] += 1
	for row, parts in rows_below(parents).items():
		for column in counted:
			values[row, column] = sum(values[part, column] for part in parts)
	for row in {row for row, _column in values}:
		values[row, FILES] = sum(values[row, column] for column in CATEGORIES.values())
	return Table(values, equations(parents, kinds))


def equations(parents: Mapping[Place, str], kinds: Iterable[str]) -> tuple[Equation, ...]:
	"""The sums that hold in such a table. A student may stand in several kinds of care: these have no sum."""
	below = rows_below(parents)
	columns = (FILES, *CATEGORIES.values(), *kinds)
	up = [
		sum_of((row, column), [(part, column) for part in parts])
		for row, parts in below.items()
		for column in columns
	]
	across = [
		sum_of((row, FILES), [(row, column) for column in CATEGORIES.values()]) for row in (*parents, *below)
	]
	return (*up, *across)
