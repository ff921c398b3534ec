"""The clock of a device: how far it is off, and who is told. The times of its events are never changed."""

from datetime import date, datetime, timedelta

import frappe
from frappe import _

from campus_safety.domain.gate import passage
from campus_safety.domain.roles import IT_CENTRE, SECURITY_OFFICE
from campus_safety.domain.sheets.sheet_values import BadValue
from campus_safety.engines.messages.telling import About, tell
from campus_safety.records.posts import get_dorm_managers, get_users_with_role
from campus_safety.services.gate.settings import get_clock_tolerance

DEVICE = "Campus Gate Device"
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


def is_wrong(skew: int | None) -> bool:
	"""Is it off by more than the school allows? Then nothing it says counts until it is set right."""
	return skew is not None and abs(skew) > get_clock_tolerance().total_seconds()


def get_wrong() -> list[str]:
	"""Enabled devices whose clock is wrong now."""
	return [row.name for row in _wrong()]


def get_names_of_wrong(building: str) -> list[str]:
	"""Those of a building and of the campus gates, by the names that people know."""
	return [row.device_name for row in _wrong() if (row.dormitory or building) == building]


def _wrong() -> list[frappe._dict]:
	devices = frappe.get_all(
		DEVICE,
		filters={"enabled": 1},
		fields=["name", "device_name", "dormitory", "clock_skew"],
		order_by="name asc",
	)
	return [row for row in devices if is_wrong(row.clock_skew)]


def warn(device, skew: int | None, today: date) -> None:
	"""Once a day and device, to those who can set it right, and to those who would rely on it tonight."""
	if not is_wrong(skew):
		return

	def write() -> tuple[str, str]:
		return (
			_("Clock of the gate device {0} is wrong").format(device.device_name),
			_(
				"It differs by {0} minutes. Until it is set right, what it says counts for nothing: see every student with your own eyes."
			).format(round(skew / 60)),
		)

	offices = {*get_users_with_role(SECURITY_OFFICE), *get_users_with_role(IT_CENTRE)}
	if device.dormitory:
		offices |= set(get_dorm_managers(device.dormitory))
	tell(offices, write, f"gate_clock|{device.name}|{today}", About("Campus Gate Device", device.name))
