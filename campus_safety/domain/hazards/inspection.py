"""An inspection 排查: what each answer asks for, and what is still missing. A row without an answer is missing, never fine."""

from collections.abc import Iterable, Mapping
from datetime import datetime

FINE, PROBLEM, CORRECTED = "Fine", "Problem", "Corrected on the Spot"
NOT_FOR_US, NOT_INSPECTED = "Not Applicable", "Not Inspected"
MISSING = ("", NOT_INSPECTED)


def wanting(row: Mapping) -> tuple[str, ...]:
	"""Fields that this row's answer asks for and that are empty; ("answer",) where there is none."""
	answer = row.get("answer") or ""
	if not answer:
		return ("answer",)
	needed = []
	if answer in (PROBLEM, CORRECTED, NOT_FOR_US, NOT_INSPECTED):
		needed.append("finding")
	if answer == CORRECTED:
		needed.append("correction")
	if row.get("needs_photo") and answer in (PROBLEM, CORRECTED):
		needed.append("photo")
	if row.get("needs_hazard") and answer == PROBLEM:
		needed.append("hazard")
	return tuple(field for field in needed if not str(row.get(field) or "").strip())


def count_missing(rows: Iterable[Mapping]) -> int:
	"""Rows that nobody has looked at, whatever word they carry."""
	return sum((row.get("answer") or "") in MISSING for row in rows)


def is_quick(started: datetime, finished: datetime, rows: int, seconds: int) -> bool:
	"""Faster than anybody could look: so many seconds for each row."""
	return (finished - started).total_seconds() < rows * seconds
