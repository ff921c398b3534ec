"""Requests of the persons concerned 个人信息请求 (PIPL 44–47, 50): their clock, and who answers."""

from datetime import date, timedelta
from enum import Enum

from campus_safety.domain.roles import PSYCH_HEAD, STUDENT_AFFAIRS

COPY, CORRECT, DELETE, WITHDRAW, EXPLAIN = "Copy", "Correct", "Delete", "Withdraw Consent", "Explain"
KINDS = (COPY, CORRECT, DELETE, WITHDRAW, EXPLAIN)
# what a request concerns, and the office that keeps it
DECIDERS = {"General": STUDENT_AFFAIRS, "Psychological": PSYCH_HEAD}
OWN_PAGE = "Own Page"
WARN_DAYS = 3  # before the due date whoever answers is reminded once


class Status(str, Enum):
	"""What became of it."""

	OPEN = "Open"
	GRANTED = "Granted"
	REFUSED = "Refused"
	WITHDRAWN = "Withdrawn"


FINAL = tuple(status.value for status in Status if status is not Status.OPEN)


def due_on(received: date, days: int) -> date:
	"""The last day for the answer, `days` after it came (setting; domain §0: 15)."""
	return received + timedelta(days=days)
