"""Referral 转介 and feedback to the college 重点反馈: consent, and the clock of the acknowledgement."""

from datetime import datetime, timedelta
from enum import Enum

EXCEPTION = "Statutory Exception"
CONSENTS = ("Student Agreed", "Guardian Agreed", EXCEPTION)


class Feedback(str, Enum):
	"""Sent it is the college's to acknowledge; nothing in it changes any more."""

	SENT = "Sent"
	ACKNOWLEDGED = "Acknowledged"
	ANSWERED = "Answered"


def ack_due(sent: datetime, within: timedelta) -> datetime:
	"""[P] 24 hours, by the clock and not by office hours: somebody may need it tonight."""
	return sent + within
