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
