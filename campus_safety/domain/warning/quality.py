"""Is a rule worth the work it makes? Its precision with its count, and when it stops by itself (domain §24)."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

TERM_DAYS = 126  # eighteen weeks: so long a rule is judged by what was decided
Z = 1.96  # of 95 of 100


@dataclass(frozen=True)
class Quality:
	"""What people have decided about a rule's warnings."""

	decided: int
	confirmed: int

	@property
	def precision(self) -> float | None:
		"""Confirmed ÷ decided in percent; None while nothing is decided."""
		return 100 * self.confirmed / self.decided if self.decided else None

	@property
	def interval(self) -> tuple[float, float] | None:
		"""Where it probably lies, in percent (Wilson): of three decisions nearly anywhere."""
		if not self.decided:
			return None
		number, share = self.decided, self.confirmed / self.decided
		centre = share + Z * Z / (2 * number)
		margin = Z * sqrt(share * (1 - share) / number + Z * Z / (4 * number * number))
		scale = 1 + Z * Z / number
		low, high = 100 * (centre - margin) / scale, 100 * (centre + margin) / scale
		return max(0.0, low), min(100.0, high)


def falls_short(quality: Quality, least_percent: float, least_decided: int, days_on: int) -> bool:
	"""A rule pauses itself: on for a term, enough decided, and too little of it was right. Too few decisions judge nothing."""
	if not least_percent or days_on < TERM_DAYS or quality.decided < max(least_decided, 1):
		return False
	return quality.precision < least_percent


def within_budget(owners: Iterable[str | None], raised: dict[str | None, int], budget: int) -> list[bool]:
	"""For each of these, the gravest first: is there room in the owner's week? raised: what each owner has had this week.

	What nobody owns is nobody's load, and goes on: it climbs to whoever is next.
	"""
	taken, found = dict(raised), []
	for owner in owners:
		has_room = not owner or taken.get(owner, 0) < budget
		taken[owner] = taken.get(owner, 0) + int(has_room)
		found.append(has_room)
	return found
