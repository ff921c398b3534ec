"""Complaints 接诉即办 (domain §14): when a day counts, what an outcome needs, what becomes of them later. No clock, no database."""

from collections.abc import Mapping
from datetime import date, timedelta

from campus_safety.domain.people.school_calendar import SATURDAY, DayType

ETHICS = "Ethics"
SOLVED, PARTLY, NOT_OURS, UNREASONABLE, JOINED = (
	"Solved",
	"Partly",
	"Not Within Power",
	"Unreasonable",
	"Joined",
)
# somebody else reads it before whoever asked gets it as an answer [P]
NEED_SECOND = (NOT_OURS, UNREASONABLE)
CAME_BACK, STILL_SOLVED = "Came Back", "Still Solved"
OPEN = ("Accepted", "Triaged", "Assigned", "Handling", "Replied", "Revisited")
UNANSWERED = ("Accepted", "Triaged", "Assigned", "Handling")
TEXTS = ("public_summary", "change_made")


def is_working_day(
	day: date, kinds: Mapping[date, DayType], public: Mapping[date, DayType], in_breaks: bool
) -> bool:
	"""By the school calendar; where it has no day, and in breaks, by the public holidays and the day of the week.

	in_breaks: whether the weekdays of winter and summer breaks count.
	"""
	kind = kinds.get(day)
	if kind and not kind.is_break:
		return kind.is_teaching
	if kind and not in_breaks:
		return False
	if day in public:
		return public[day] is DayType.MAKE_UP
	return day.weekday() < SATURDAY


def needs_second_reader(outcome: str | None, category: str | None) -> bool:
	"""Ethics is never closed by one alone (domain §14: 零容忍)."""
	return outcome in NEED_SECOND or category == ETHICS


def ask_again_on(closed: date, outcome: str | None, days: int) -> date | None:
	"""The day on which whoever asked is asked whether it is still solved; None for what was not."""
	return closed + timedelta(days=days) if days and outcome in (SOLVED, PARTLY) else None
