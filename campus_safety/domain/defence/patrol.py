"""Patrols 巡逻 (domain §17): when one is due, when it calls, and whether a round was walked."""

import hashlib
from datetime import date, datetime, time, timedelta

LONGEST_ON_PHONE = timedelta(hours=12)  # a passed point that a phone without a network kept
AT_ONCE = timedelta(seconds=90)  # slower networks are no later sending
ONE_DAY = timedelta(days=1)
SOON = timedelta(minutes=30)  # a patrol is on the guards' list so long before anybody has to be on post


def window(day: date, first: time, last: time) -> tuple[datetime, datetime]:
	"""Beginning and end of a patrol of this day; one that ends before it begins ends on the next day."""
	begins, ends = datetime.combine(day, first), datetime.combine(day, last)
	return begins, ends if ends > begins else ends + ONE_DAY


def call_at(begins: datetime, ends: datetime, percent: int) -> datetime:
	"""Nobody has passed a point by then: it calls, while there is still time to go."""
	return begins + (ends - begins) * max(0, min(percent, 90)) / 100


def is_in_time(arrived: datetime, begins: datetime, early_minutes: int) -> bool:
	"""On post before it begins 提前到岗 [N]."""
	return arrived <= begins - timedelta(minutes=early_minutes)


def is_too_fast(at: datetime, before: datetime | None, least_minutes: int) -> bool:
	"""Sooner after the point before than anybody walks."""
	return before is not None and at - before < timedelta(minutes=least_minutes)


def asks_question(day: date, log: str, point: str, every: int) -> bool:
	"""By lot, the same for whoever asks again: at one of so many points. 0: never."""
	if every <= 0:
		return False
	digest = hashlib.sha256(f"{day}|{log}|{point}".encode()).digest()
	return int.from_bytes(digest[:4], "big") % every == 0


def is_answered(given: str | None, right: str | None) -> bool:
	"""Blanks and capitals make no answer wrong."""
	return _plain(given) == _plain(right)


def _plain(text: str | None) -> str:
	return "".join((text or "").split()).casefold()


def passed_at(now: datetime, waited: timedelta) -> tuple[datetime, bool] | None:
	"""(when it was passed, was it sent later) of what waited on a phone so long by the phone's own clock; None where that is too long.

	Only the length is the phone's: a wrong clock makes no patrol earlier than the phone has kept it.
	"""
	waited = max(waited, timedelta())
	if waited > LONGEST_ON_PHONE:
		return None
	return (now, False) if waited <= AT_ONCE else (now - waited, True)
