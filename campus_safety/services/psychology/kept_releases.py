"""Released figures as they are kept: what is shown alone, the hidden numbers nowhere."""

from collections.abc import Iterable

from campus_safety.domain.psychology.released_table import Equation, Release, Table

Kept = list[list]  # [[row, column, number, null where it is not told]]


def keep(found: Release) -> Kept:
	return [[*cell, value] for cell, value in sorted(found.shown.items())]


def read(kept: Kept, equations: Iterable[Equation]) -> Release:
	"""An earlier release. No hidden number of it can be worked out, so none is needed."""
	values = {(row, column): value for row, column, value in kept}
	return Release(
		Table({cell: value or 0 for cell, value in values.items()}, tuple(equations)),
		frozenset(cell for cell, value in values.items() if value is None),
	)
