"""A clause task 条款任务: when it was done in time (domain §0)."""

from datetime import date
from enum import Enum

from campus_safety.domain.duties.coverage import Coverage


class Status(str, Enum):
	OPEN = "Open"
	DONE = "Done"
	DONE_LATE = "Done Late"
	WITHDRAWN = "Withdrawn"


FINAL = (Status.DONE.value, Status.DONE_LATE.value, Status.WITHDRAWN.value)


def status_when_done(due: date, today: date) -> Status:
	"""The day it is due is still in time."""
	return Status.DONE if today <= due else Status.DONE_LATE


def count(tasks, today: date) -> Coverage:
	"""(status, due) pairs as duties are counted: what is withdrawn is not owed, what is past its date is missed."""
	found = Coverage()
	for status, due in tasks:
		match Status(status):
			case Status.DONE:
				found += Coverage(done=1)
			case Status.DONE_LATE:
				found += Coverage(late=1)
			case Status.WITHDRAWN:
				found += Coverage(exempt=1)
			case Status.OPEN:
				found += Coverage(missed=1) if due < today else Coverage(open=1)
	return found
