"""The slots of a shift: whole ones that are booked ahead, and at its end short ones that are held back until the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from campus_safety.domain.counselling.hours import Span


@dataclass(frozen=True)
class SlotRules:
	"""Minutes, as the school has set them: of a whole slot, between two of them, held back at the end of a shift, of a short slot."""

	minutes: int
	pause: int
	held: int
	short: int


@dataclass(frozen=True)
class Slot:
	span: Span
	short: bool = False  # held back until the day


def slots_of(shift: Span, rules: SlotRules) -> list[Slot]:
	"""A shift too short for both has whole slots only, or one that is as long as itself."""
	held_from = shift.end - timedelta(minutes=rules.held)
	if held_from - shift.start < timedelta(minutes=rules.minutes):
		held_from = shift.end
	whole = _cut(shift.start, held_from, rules.minutes, rules.pause)
	short = _cut(held_from, shift.end, rules.short, 0)
	if not whole and not short:
		return [Slot(shift)]
	return [Slot(span) for span in whole] + [Slot(span, short=True) for span in short]


def _cut(start: datetime, end: datetime, minutes: int, pause: int) -> list[Span]:
	found, long = [], timedelta(minutes=minutes)
	while start + long <= end:
		found.append(Span(start, start + long))
		start += long + timedelta(minutes=pause)
	return found


def free(slots: Iterable[Slot], taken: Iterable[Span], now: datetime, days_ahead: int) -> list[Slot]:
	"""What may be booked at this moment: not begun, not taken, not too far ahead, short ones on their own day only."""
	taken, last = list(taken), (now + timedelta(days=days_ahead)).date()
	return [
		slot
		for slot in slots
		if slot.span.start > now
		and slot.span.start.date() <= last
		and (not slot.short or slot.span.start.date() == now.date())
		and not any(slot.span.overlaps(other) for other in taken)
	]
