"""What the gates say about a student's night 门禁与归寝 (domain §5).

They say only that somebody came in, and when. Who went out and did not come back is left for people to check: a
door held open for a friend, or a reader out of order, must make nobody missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from campus_safety.domain.gate.passage import IN, OUT
from campus_safety.domain.presence.night import Status


@dataclass(frozen=True)
class Gate:
	"""A device: its building (none: a gate of the campus) and whether it can see people leave.

	is_believed: nobody is in by one whose clock is wrong, or whose key is new.
	"""

	name: str
	building: str | None
	sees_out: bool
	is_believed: bool = True


@dataclass(frozen=True)
class Seen:
	"""A passage of tonight. name: of the event."""

	name: str
	moment: datetime
	direction: str
	device: str


@dataclass(frozen=True)
class Sighting:
	"""came_in: when the stay in the building began that lasts until now; event: the passage that says so."""

	status: Status
	came_in: datetime
	event: str


@dataclass(frozen=True)
class Doors:
	"""The devices that speak for one building: its own; the campus gates where it has none.

	A way out is believed wherever it was seen: who has left the campus is not in bed.
	"""

	entrances: frozenset[str]
	sees_out: bool

	@classmethod
	def of(cls, building: str, gates: Sequence[Gate]) -> "Doors":
		own = [gate for gate in gates if gate.building == building]
		chosen = own or [gate for gate in gates if gate.building is None]
		believed = [gate for gate in chosen if gate.is_believed]
		return cls(frozenset(gate.name for gate in believed), any(gate.sees_out for gate in believed))


def sighting(seen: Sequence[Seen], doors: Doors, closes: datetime) -> Sighting | None:
	"""Tonight's passages of one student, in the order of time → in, late, or nothing to say.

	Who is in and passes in again (for a friend, or twice at one door) came in the first time, where the doors
	would have seen a way out in between; where they see only the way in, the last one counts.
	"""
	entered: Seen | None = None
	for passage in seen:
		if passage.direction == OUT:
			entered = None
		elif passage.direction == IN and passage.device in doors.entrances:
			if entered is None or not doors.sees_out:
				entered = passage
	if entered is None:
		return None
	return Sighting(Status.LATE if entered.moment > closes else Status.IN, entered.moment, entered.name)


def left_at(seen: Sequence[Seen], doors: Doors, since: datetime) -> datetime | None:
	"""When the student went out again after `since` and was not seen to come in afterwards; None: not seen to."""
	left = None
	for passage in seen:
		if passage.direction == OUT:
			left = passage.moment
		elif passage.device in doors.entrances:
			left = None
	return left if left and left > since else None


def came_in_since(seen: Sequence[Seen], doors: Doors, since: datetime) -> Seen | None:
	"""The passage that brought somebody into the building after the alarm, and out of which no later one led."""
	entered = None
	for passage in seen:
		if passage.moment <= since:
			continue
		if passage.direction == OUT:
			entered = None
		elif passage.device in doors.entrances:
			entered = passage
	return entered
