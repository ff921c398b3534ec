"""A mean as reports show it."""

from collections.abc import Iterable


def mean(values: Iterable[float | None]) -> float | None:
	"""Of what is known, to one decimal place; None where nothing is."""
	known = [each for each in values if each is not None]
	return round(sum(known) / len(known), 1) if known else None
