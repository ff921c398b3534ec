"""When a qualification 人员资质 holds, and what is missing from one (domain §0)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

COUNSELLOR, PSYCH_TEACHER, GUARD = "Counsellor", "Psych Teacher", "Guard"
# whose gaps are listed
NEEDED = (GUARD, PSYCH_TEACHER, COUNSELLOR)
NEEDS_CERTIFICATE = frozenset((GUARD,))

NOT_ENTERED, NO_CERTIFICATE, EXPIRED = "Not Entered", "No Certificate", "Expired"


@dataclass(frozen=True)
class Held:
	cert_no: str | None
	valid_until: date | None


def is_valid(valid_until: date | None, today: date) -> bool:
	"""On its last day it still holds."""
	return not valid_until or valid_until >= today


def find_gap(kind: str, held: Sequence[Held], today: date) -> str | None:
	"""The gravest of what is missing; None when one of those held is good."""
	if not held:
		return NOT_ENTERED
	valid = [each for each in held if is_valid(each.valid_until, today)]
	if not valid:
		return EXPIRED
	if kind in NEEDS_CERTIFICATE and not any((each.cert_no or "").strip() for each in valid):
		return NO_CERTIFICATE
	return None
