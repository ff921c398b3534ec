"""The hours in which a channel wakes nobody, but for life and limb."""

from datetime import datetime, time, timedelta


def not_before(now: datetime, begin: time | None, end: time | None) -> datetime:
	"""When a message that can wait may leave: now, or the end of the quiet hours that now lies in.

	They may reach over midnight; without a begin or an end, or both the same, there are none.
	"""
	if begin is None or end is None or begin == end:
		return now
	clock = now.time()
	over_midnight = begin > end
	inside = (clock >= begin or clock < end) if over_midnight else begin <= clock < end
	if not inside:
		return now
	until = datetime.combine(now.date(), end)
	return until + timedelta(days=1) if over_midnight and clock >= begin else until
