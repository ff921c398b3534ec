"""What becomes of an appointment 咨询预约, and what an anonymous code is."""

import hashlib
import secrets
from enum import Enum


class Status(str, Enum):
	REQUESTED = "Requested"
	CONFIRMED = "Confirmed"
	DONE = "Done"
	NO_SHOW = "No Show"
	CANCELLED = "Cancelled"


OPEN = (Status.REQUESTED.value, Status.CONFIRMED.value)
OVER = (Status.DONE.value, Status.NO_SHOW.value, Status.CANCELLED.value)
MODES = ("In Person", "Phone", "Online")
ORDINARY, URGENT = "Ordinary", "Urgent"
URGENCIES = (ORDINARY, URGENT)
BY_STUDENT, BY_CENTRE = "Student", "Centre"
# who has begun, ended: an appointment is closed by whoever held it, and not before it was due
MOVES = {
	Status.REQUESTED.value: (
		Status.CONFIRMED.value,
		Status.DONE.value,
		Status.NO_SHOW.value,
		Status.CANCELLED.value,
	),
	Status.CONFIRMED.value: (Status.DONE.value, Status.NO_SHOW.value, Status.CANCELLED.value),
}
LONGEST_INITIALS = 4
# without what is taken for another: 0 and o, 1 and l and i
SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
GROUPS, IN_GROUP = 4, 4


def may_become(status: str, wanted: str) -> bool:
	return wanted in MOVES.get(status, ())


def as_initials(text: str | None) -> str:
	"""What the calendar shows, as the student has chosen it: a few letters and no name of three characters."""
	kept = "".join(sign for sign in str(text or "") if sign.isalnum() or sign in "·.-")
	return kept[:LONGEST_INITIALS]


def new_code() -> str:
	"""Sixteen signs in four groups, 79 bits: nobody finds one by trying, and it can be copied from a screen by hand."""
	return "-".join("".join(secrets.choice(SIGNS) for _sign in range(IN_GROUP)) for _group in range(GROUPS))


def key_of(code: str | None) -> str | None:
	"""What is kept of a code, which nobody can turn back into it; None for what is none. However it was written down."""
	signs = "".join(sign for sign in str(code or "").lower() if sign.isalnum())
	if len(signs) != GROUPS * IN_GROUP or any(sign not in SIGNS for sign in signs):
		return None
	return hashlib.sha256(f"campus-counselling|{signs}".encode()).hexdigest()
