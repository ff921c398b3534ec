"""A date and a time as a phone or another program writes it, in the school's time (domain §22)."""

import re
from datetime import datetime, timedelta, timezone

SITE_ZONE = timezone(timedelta(hours=8))  # Asia/Shanghai, which knows no summer time
_FORM = re.compile(
	r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$",
	re.I,
)


class TimeForm(ValueError):
	"""The text is no date."""


class NoSuchTime(ValueError):
	"""A date that no calendar has, or a time that no clock shows."""


def read(text: str) -> datetime:
	"""2026-12-01T08:00:00Z is 16:00 of the school; 24:00 is the midnight at the end of the day. To the second.

	Errors: TimeForm, NoSuchTime.
	"""
	found = _FORM.match(text.strip())
	if not found:
		raise TimeForm
	year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
	ends = hour == 24 and not minute and not second
	try:
		moment = datetime(year, month, day, 0 if ends else hour, minute, second)
		moment += timedelta(days=1) if ends else timedelta()
		return _in_site_time(moment, found[7]) if found[7] else moment
	except (ValueError, OverflowError) as error:
		raise NoSuchTime from error


def _in_site_time(moment: datetime, zone: str) -> datetime:
	if zone.upper() == "Z":
		offset = timedelta()
	else:
		offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])) * (-1 if zone[0] == "-" else 1)
	return moment.replace(tzinfo=timezone(offset)).astimezone(SITE_ZONE).replace(tzinfo=None)
