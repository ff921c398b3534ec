"""The hotline card 求助卡: whom to call now, and where the centre is open today; wherever a student may be reading."""

from datetime import datetime, timedelta

from frappe.utils import format_datetime

from campus_safety.records import roster
from campus_safety.services.counselling import shifts
from campus_safety.services.counselling.settings import get_duty_phone, get_hotline

CENTRE = "Centre"
LOOKED_AHEAD = timedelta(days=14)


def get_card(now: datetime) -> dict:
	"""{"hotline", "duty_phone", "rooms": [{room, from, until}] of today, what is over left out}; an empty one is not shown."""
	return {
		"hotline": get_hotline(),
		"duty_phone": _get_phone_on_duty(now) or get_duty_phone(),
		"rooms": _get_rooms(now),
	}


def get_opening(now: datetime) -> dict:
	"""When somebody is there, for whoever cannot wait: {"open", "when", "until", "room", "phone"}; no "room" where no shift is planned.

	open: somebody has opened their shift; else `when` is the beginning of the next one. phone: whom to call until then.
	"""
	phone = _get_phone_on_duty(now) or get_duty_phone() or get_hotline()
	coming = [
		(shifts.span_of(row), row)
		for row in shifts.get_rows(now.date(), (now + LOOKED_AHEAD).date())
		if row.status in (shifts.PLANNED, shifts.OPEN)
	]
	coming = [(span, row) for span, row in coming if span.end > now]
	if not coming:
		return {"open": False, "phone": phone}
	span, row = next((each for each in coming if each[1].status == shifts.OPEN), coming[0])
	begins = max(span.start, now)
	return {
		"open": row.status == shifts.OPEN,
		"when": f"{begins:%H:%M}" if begins.date() == now.date() else format_datetime(begins, "MM-dd HH:mm"),
		"today": begins.date() == now.date(),
		"until": f"{span.end:%H:%M}",
		"room": row.room,
		"phone": phone,
	}


def _get_phone_on_duty(now: datetime) -> str | None:
	return next(
		(row["phone"] for row in roster.get_board(now) if row["level"] == CENTRE and row["phone"]), None
	)


def _get_rooms(now: datetime) -> list[dict]:
	rooms: dict[str, dict] = {}
	for row in shifts.get_rows(now.date(), now.date()):
		span = shifts.span_of(row)
		if row.status not in (shifts.PLANNED, shifts.OPEN) or span.end <= now:
			continue
		shown = rooms.setdefault(row.room, {"room": row.room, "from": span.start, "until": span.end})
		shown["until"] = max(shown["until"], span.end)
	return [
		{"room": room["room"], "from": f"{room['from']:%H:%M}", "until": f"{room['until']:%H:%M}"}
		for room in rooms.values()
	]
