"""The due-diligence dossier 尽职免责档案 as values: what a court asks one after the other, and the clock to the first call home."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum

CONTEXT = "Dossier"  # of the sections' translations


class Section(str, Enum):
	"""In the order in which courts ask."""

	SIGN = "First Signs"
	KNEW = "Who Knew When"
	JUDGED = "What Was Judged, by Whom"
	TOLD = "Who Was Told, and Took It"
	DONE = "What Was Done"
	GAPS = "Gaps"


CALLED_HOME = frozenset(
	(
		("Campus Parent Contact", "contact_time"),
		("Campus Emergency Incident", "guardians_notified_at"),
		("Campus Absence Case", "contact_log"),
		("Campus Crisis Case", "guardian_contacts"),
		("Campus Home Visit", "visit_date"),
	)
)
# where each moment of the timeline stands
PLACES: dict[tuple[str, str], Section] = {
	("Campus Abnormal Report", "found_at"): Section.SIGN,
	("Campus Absence Case", "detected_at"): Section.SIGN,
	("Campus Class Absence", "class_time"): Section.SIGN,
	("Campus Crisis Case", "found_at"): Section.SIGN,
	("Campus Emergency Incident", "known_at"): Section.SIGN,
	("Campus Prohibited Item", "found_at"): Section.SIGN,
	("Campus Risk Ledger", "occurred_on"): Section.SIGN,
	("Campus Network Assignment", "from_date"): Section.KNEW,
	("Campus Network Assignment", "to_date"): Section.KNEW,
	("Campus Student", "creation"): Section.KNEW,
	("Campus Risk Ledger", "filed_on"): Section.JUDGED,
	("Campus Risk Ledger", "closed_on"): Section.JUDGED,
	("Campus Crisis Case", "closed_at"): Section.JUDGED,
	("Campus Study Suspension", "decided_at"): Section.JUDGED,
	("Campus Trace Exclusion", "from_date"): Section.JUDGED,
	("Campus Parent Contact", "contact_time"): Section.TOLD,
}


def place_of(doctype: str, field: str) -> Section:
	"""What is neither a sign nor a judgement nor a telling was done."""
	return PLACES.get((doctype, field), Section.DONE)


def get_clock(signs: Sequence[date | datetime], calls: Sequence[date | datetime]) -> dict:
	"""From the first sign to the first call home on or after it: {"sign", "call", "minutes", "days"}.

	A day is no moment: where one of both is only a day, it is counted in days and `minutes` is None. Without a call both are.
	"""
	sign = min(signs, key=_as_moment, default=None)
	after = [call for call in calls if sign is not None and not _is_before(call, sign)]
	call = min(after, key=_as_moment, default=None)
	clock = {"sign": sign, "call": call, "minutes": None, "days": None}
	if call is None:
		return clock
	if isinstance(sign, datetime) and isinstance(call, datetime):
		clock["minutes"] = int((call - sign).total_seconds() // 60)
	clock["days"] = (_as_moment(call).date() - _as_moment(sign).date()).days
	return clock


def _as_moment(value: date | datetime) -> datetime:
	return value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)


def _is_before(one: date | datetime, other: date | datetime) -> bool:
	"""A day is before a moment only where it is an earlier day."""
	if isinstance(one, datetime) and isinstance(other, datetime):
		return one < other
	return _as_moment(one).date() < _as_moment(other).date()
