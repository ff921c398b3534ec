"""Requests of the persons concerned 个人信息请求 (PIPL 44–47, 50): their clock, and who answers."""

from datetime import date, timedelta
from enum import Enum

from campus_safety.domain.roles import PSYCH_HEAD, STUDENT_AFFAIRS

COPY, CORRECT, DELETE, WITHDRAW, EXPLAIN = "Copy", "Correct", "Delete", "Withdraw Consent", "Explain"
KINDS = (COPY, CORRECT, DELETE, WITHDRAW, EXPLAIN)
# what a request concerns, and the office that keeps it
DECIDERS = {"General": STUDENT_AFFAIRS, "Psychological": PSYCH_HEAD}
OWN_PAGE = "Own Page"
# what the copy of a student's own information (PIPL 45) holds, of what the deciding office may read itself; what is protected
# is read with the person by those who keep it, and what the app works out from all this is explained on request
GIVEN = (
	"Campus Parent Contact",
	"Campus Heart Talk",
	"Campus Home Visit",
	"Campus Leave Permit",
	"Campus Leave Confirmation",
	"Campus Off Campus Residence",
	"Campus Stay Registration",
	"Campus Class Absence",
	"Campus Absence Case",
	"Campus Gate Event",
	"Campus Prohibited Item",
	"Campus Data Request",
)
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
