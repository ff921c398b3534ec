"""Away with a reason 有因外出 (domain §4): when a leave or a residence explains that somebody is not there.

The one rule for the night's roll call, for classes missed and for residents without a trace.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campus_safety.domain.leave.permits import APPROVED, EMERGENCY, ON_LEAVE, PENDING

EXPLAINING = (APPROVED, ON_LEAVE)  # granted and not over; an overdue leave explains nothing
ACTIVE = "Active"


@dataclass(frozen=True)
class Leave:
	"""A permit as they see it who look for the student."""

	name: str
	from_time: datetime
	to_time: datetime
	status: str
	actual_return: datetime | None = None
	leave_type: str = ""
	undecided_for: timedelta | None = None  # so long an emergency explains before anybody has decided on it
	granted_at: datetime | None = None  # an emergency: when it was filed

	@property
	def until(self) -> datetime:
		"""When it explains nothing more."""
		if self.status != PENDING or self.undecided_for is None:
			return self.to_time
		return min(self.to_time, self.from_time + self.undecided_for)

	def explains(self, first: datetime, last: datetime | None = None) -> bool:
		"""Any part of `first` to `last`, or the one moment. Who is gone in an emergency is away before the papers are
		decided, for some hours; whoever has come back is not away any more."""
		filed_emergency = self.leave_type == EMERGENCY and self.status == PENDING
		back = self.actual_return is not None and self.actual_return <= first
		return (
			(self.status in EXPLAINING or filed_emergency)
			and not back
			and self.from_time <= (last or first)
			and self.until > first
		)


@dataclass(frozen=True)
class Residence:
	"""An approved home off campus."""

	name: str
	from_date: date
	to_date: date
	status: str

	def explains(self, first: date, last: date | None = None) -> bool:
		return self.status == ACTIVE and self.from_date <= (last or first) and self.to_date >= first
