"""A reach as the condition of a query: for figures that are counted set-based, in the caller's own scope."""

from pypika.terms import Criterion, ValueWrapper

from campus_safety.domain.visibility import Reach


def criterion(reach: Reach, table) -> Criterion:
	"""`query.where(criterion(reach, duty))`; nothing reached is a condition that never holds."""
	if reach.everything:
		return ValueWrapper(1) == 1
	condition: Criterion = ValueWrapper(1) == 0
	for match in reach.matches:
		condition |= Criterion.all([table[field].isin(sorted(values)) for field, values in match.fields])
	return condition


def parts(reach: Reach, table) -> list[Criterion]:
	"""The same as conditions of which a row fits one at least, each to be asked by its own index. A query over an OR of them
	reads the whole table."""
	if reach.everything or len(reach.matches) < 2:
		return [criterion(reach, table)]
	return [criterion(Reach.of(match), table) for match in reach.matches]


BEFORE = ("<", "<=")


def dated(filters: dict) -> list[list]:
	"""The same filters; what must lie before a day has one. The framework's lists take a record without a date for one of the
	year 1: an open-ended post would be over, and who waits for nothing would stand first in every queue.
	"""
	conditions = [
		[field, *(value if isinstance(value, tuple | list) else ("=", value))]
		for field, value in filters.items()
	]
	return conditions + [[field, "is", "set"] for field, sign, _value in conditions if sign in BEFORE]
