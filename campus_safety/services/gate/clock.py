"""The clock of a device: how far it is off, and who is told. The times of its events are never changed."""

from datetime import date, datetime, timedelta

from frappe import _

from campus_safety.domain.gate import passage
from campus_safety.domain.roles import IT_CENTRE, SECURITY_OFFICE
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.engines.messages.telling import About, tell
from campus_safety.records.posts import get_users_with_role
from campus_safety.services.gate.settings import get_clock_tolerance

ANY_TIME = timedelta(days=36500)


def measure(sent_at: str | None, now: datetime) -> int | None:
	"""Seconds by which the device's clock is ahead; None when it does not say what time it is there."""
	if not isinstance(sent_at, str) or not sent_at.strip():
		return None
	try:
		moment = passage.moment(sent_at.strip()[:60], passage.Rules(now, ahead=ANY_TIME, oldest=ANY_TIME))
	except BadValue:
		return None
	return round((moment - now).total_seconds())


def warn(device, skew: int | None, today: date) -> None:
	"""Once a day and device, to those who can set it right."""
	if skew is None or abs(skew) <= get_clock_tolerance().total_seconds():
		return

	def write() -> tuple[str, str]:
		return (
			_("Clock of the gate device {0} is wrong").format(device.device_name),
			_(
				"It differs by {0} minutes. Set it right: who comes back on time may be recorded as late."
			).format(round(skew / 60)),
		)

	offices = {*get_users_with_role(SECURITY_OFFICE), *get_users_with_role(IT_CENTRE)}
	tell(offices, write, f"gate_clock|{device.name}|{today}", About("Campus Gate Device", device.name))
