"""The counselling centre's week: shifts of two people, bookings with and without a name, a missed one, notes, a group."""

from datetime import datetime, time, timedelta

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.services.counselling import booking, course, own, shifts
from campus_safety.setup.demo import accounts, students
from campus_safety.setup.demo.records import acting_as, make

APPOINTMENT, NOTE = booking.APPOINTMENT, "Campus Session Note"
ROOM = "大学生活动中心 心理咨询室 203"
# who, from, until: together nine hours a day
TURNS = (("psychteacher", "08:00:00", "12:30:00"), ("psychhead", "12:30:00", "17:30:00"))
PAST, AHEAD = 4, 7
FIRST_TALK = (
	"来谈原因：室友作息不同，近两周睡不好。\n希望改变：能睡整觉，和室友说开。\n支持的人：同桌、表姐。\n"
	"安全：无相关想法。\n约定：睡前一小时不看手机，下周再谈。"
)


def create() -> None:
	if frappe.db.count(shifts.SHIFT, {"room": ROOM}):
		return
	today = getdate(nowdate())
	for day in range(-PAST, AHEAD):
		for account, start, end in TURNS:
			_shift(add_days(today, day), account, start, end)
	_book()
	_come_in()
	_write()


def _shift(day, account: str, start: str, end: str) -> None:
	user, now = accounts.user_of(account), now_datetime()
	with acting_as(accounts.user_of("psychhead")):
		key = {"date": day, "counsellor": user, "from_time": start}
		name = make(shifts.SHIFT, key, {"room": ROOM, "to_time": end})
		shift = frappe.get_doc(shifts.SHIFT, name)
		span = shifts.span_of(shift)
		if span.end < now and shift.status == shifts.PLANNED:
			shifts.correct(shift, span.start, span.end, "开学前试运行，按登记簿补录", now)


def _book() -> None:
	"""The portal's student has a time in some days; somebody without a name another one."""
	now = now_datetime()
	ahead = [slot for slot in booking.get_free(now) if slot["starts_at"][:10] > str(now.date())]
	student = frappe.db.get_value(
		"Campus Student", {"user": accounts.user_of(accounts.PORTAL_STUDENT)}, "name"
	)
	with acting_as(accounts.user_of(accounts.PORTAL_STUDENT)):
		asked = _wish(ahead[4], "想聊聊和室友的相处。", "小郭")
		own.book(student, asked, "demo-booking-1", now)
	with acting_as("Guest"):
		own.book_without_name(_wish(ahead[7], "", "X"), "demo-booking-2", now)


def _wish(slot: dict, topic: str, initials: str) -> own.Wish:
	begins = datetime.fromisoformat(slot["starts_at"])
	return own.Wish(slot["shift"], begins, "In Person", "Ordinary", topic, "", initials)


def _come_in() -> None:
	"""One who has come in, one who did not come: what waits on the teacher's bench."""
	with acting_as(accounts.user_of("psychteacher")):
		for place, initials in ((22, "LL"), (21, "小雨")):  # who did not come first: one at a time
			values = {"mode": "In Person", "urgency": "Ordinary", "shown_as": initials}
			student = students.in_class("大数据技术2601班", place).number
			name = make(APPOINTMENT, {"student": student}, values)
			if initials == "LL":
				course.missed(frappe.get_doc(APPOINTMENT, name), now_datetime() + timedelta(minutes=5))


def _write() -> None:
	yesterday = datetime.combine(add_days(getdate(nowdate()), -1), time(9))
	with acting_as(accounts.user_of("psychteacher")):
		for place, concerns, text in (
			(23, ("Mood and sleep", "Relationships with classmates"), FIRST_TALK),
			(24, ("Study and exams",), "上次以来：按计划复习。\n今天谈了：考试前的紧张。\n下次：两周后。"),
		):
			student = students.in_class("大数据技术2601班", place).number
			_note({"student": student}, yesterday, concerns, text, session_kind="Individual")
	with acting_as(accounts.user_of("psychhead")):
		members = [students.in_class("护理2601班", place).number for place in (11, 12, 13, 14)]
		_note(
			{"session_kind": "Group"},
			yesterday,
			("Adjustment and homesickness",),
			"主题：新生适应小组第二次。\n气氛：从拘谨到能互相回应。\n下次：下周同一时间。",
			participants=[{"student": member} for member in members],
		)


def _note(key: dict, held_at: datetime, concerns: tuple[str, ...], text: str, **values) -> None:
	make(
		NOTE,
		key,
		{
			"held_at": held_at,
			"limits_explained": 1,
			"risk_check": "None",
			"concerns": [{"concern": concern} for concern in concerns],
			"note": text,
			**values,
		},
	)
