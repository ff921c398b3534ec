"""By when a flagged student is spoken with (domain §6, [P]): from the moment the result was in the house, on every day of the week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from campus_safety.domain.psychology.flags import Flag


@dataclass(frozen=True)
class InterviewTimes:
	"""urgent_hours, the others in days."""

	urgent_hours: int = 24
	key_days: int = 7
	general_days: int = 30


def due_at(flag: Flag, imported_at: datetime, times: InterviewTimes) -> datetime | None:
	"""None for whom nobody need speak with."""
	if flag is Flag.NONE:
		return None
	after = {
		Flag.URGENT: timedelta(hours=times.urgent_hours),
		Flag.KEY: timedelta(days=times.key_days),
		Flag.GENERAL: timedelta(days=times.general_days),
	}
	return imported_at + after[flag]


def share_out(cases: Iterable[str], loads: Mapping[str, int]) -> dict[str, str]:
	"""{case: person}: each, in the order given, to whoever has fewest open ones; of several the first by name.

	loads: {person: interviews open now}; nobody to hold them: {}.
	"""
	found, load = {}, dict(loads)
	for case in cases if load else ():
		person = min(load, key=lambda name: (load[name], name))
		found[case] = person
		load[person] += 1
	return found
