"""Contact with parents 家长联系 (domain §2): when it counts, and when a number should be verified."""

from collections.abc import Iterable
from datetime import date

from campus_safety.domain.care.heart_talk import says_something

REACHED = "Reached"
NO_ANSWER = "No Answer"
# what may be entered for a whole class at once: attempts, which carry no text
ATTEMPTS = (NO_ANSWER, "Wrong Number", "Refused")


def counts(
	result: str | None, initiated_by: str | None, school_feedback: str, home_info: str, fewest: int = 1
) -> bool:
	"""[N] Only a parent who was reached, by the school, with both texts written: `fewest` letters each at least."""
	return (
		result == REACHED
		and initiated_by == "School"
		and says_something(school_feedback, fewest)
		and says_something(home_info, fewest)
	)


def days_without_answer(contacts: Iterable[tuple[date, str]], since: date | None = None) -> int:
	"""Different days with No Answer after the family was last reached (and after `since`)."""
	contacts = list(contacts)
	reached = max((day for day, result in contacts if result == REACHED), default=None)
	after = max((day for day in (reached, since) if day), default=None)
	return len({day for day, result in contacts if result == NO_ANSWER and (after is None or day > after)})
