"""Twelve nights of two buildings as two dorm managers would have called them: late returns, a case closed and one open."""

from datetime import date, datetime, time, timedelta
from random import Random

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.domain.people.school_calendar import RollMode
from campus_safety.domain.presence.night import night_of
from campus_safety.records import posts
from campus_safety.services.presence import absence_cases, alarms, expected, roll, roll_rows
from campus_safety.services.presence.settings import get_night_settings
from campus_safety.setup.demo import accounts, dormitories
from campus_safety.setup.demo.records import acting_as, make

NIGHTS = 12
MANAGERS = {dormitories.MEN: "dorm", dormitories.WOMEN: "dorm2"}
REASONS = ("", "", "晚自习后在实训室", "社团排练", "外出购物误车", "兼职下班晚")
# how many nights ago, building: who is missing that night
CLOSED = (5, dormitories.MEN)
OPEN = (1, dormitories.WOMEN)
ANSWERS = {
	"outcome": "Elsewhere on Campus",
	"whereabouts": "在校内篮球馆器材室，由保安和辅导员找到，本人安全",
	"found_by": "保安队长",
	"cause": "与室友争吵后不愿回寝，手机没电",
	"hazard_cleared": 1,
	"risk_found": "与室友关系紧张，情绪低落；已安排谈心，并与室友一起调解",
	"education_measure": "谈话教育一次，签订回寝承诺，联系家长",
}


def create() -> None:
	if frappe.db.exists(roll.ROLL, {}):
		return
	last = night_of(now_datetime(), get_night_settings()) - timedelta(days=1)
	random = Random(20261125)
	for ago in range(NIGHTS, 0, -1):
		night = last - timedelta(days=ago - 1)
		if expected.get_mode(night) is RollMode.NONE:
			continue
		for building in MANAGERS:
			_call(random, building, night, missing=(ago, building) in (CLOSED, OPEN))
	roll.lock_due(now_datetime())
	_register_stay()


def _call(random: Random, building: str, night: date, missing: bool) -> None:
	user = accounts.user_of(MANAGERS[building])
	evening = datetime.combine(night, time(22, 30))
	with acting_as(user):
		name = roll.ensure(building, night, evening)
		# as if it had been made that evening: what was written down later counts as late
		frappe.db.set_value(roll.ROLL, name, "creation", evening, update_modified=False)
		called = [student for student, row in roll_rows.read(name).items() if row.status == "In"]
		random.shuffle(called)
		late, gone = called[: random.randrange(4)], called[4:5] if missing else []
		preset = called[5 : 5 + random.randrange(7)]  # a corridor that nobody went through
		marks = [_late(random, student, evening) for student in late]
		marks += [_mark(student, "Missing", evening + timedelta(minutes=20)) for student in gone]
		marks += [
			_mark(student, "In", evening + timedelta(minutes=random.randrange(5, 25)))
			for student in called
			if student not in (*late, *gone, *preset)
		]
		roll.mark(name, marks, source="Page", user=user, now=evening + timedelta(minutes=75))
		roll.report(name, user=user, now=evening + timedelta(minutes=random.randrange(76, 90)))
	for student in gone:
		(_close if (building == CLOSED[1]) else _search)(student, evening)


def _late(random: Random, student: str, evening: datetime) -> roll.Mark:
	back = evening + timedelta(minutes=random.randrange(3, 70))
	return roll.Mark(
		student, "Late", back, random.choice(REASONS), back, f"demo-{student}-{back:%d%H%M}", seen=True
	)


def _mark(student: str, status: str, at: datetime) -> roll.Mark:
	return roll.Mark(student, status, None, "", at, f"demo-{student}-{at:%d%H%M}")


def _people_of(case) -> tuple[str, str]:
	"""(counsellor, lead) of the student's class."""
	return (
		posts.get_holders(("Counsellor", "Class Adviser"), case.unit)[0],
		posts.get_holders(("College Lead",), case.college)[0],
	)


def _begin(student: str, at: datetime):
	"""The ladder reaches the counsellor, who takes the case and rings."""
	case = frappe.get_doc(absence_cases.CASE, {"open_key": student})
	alarms.climb(at, [case.name])
	counsellor, lead = _people_of(case)
	with acting_as(counsellor):
		absence_cases.take(frappe.get_doc(case.doctype, case.name), at)
		for minutes, target, person, result, note in (
			(1, "Student", "", "Switched Off", ""),
			(3, "Roommate", "室长", "Reached", "晚饭后没有回宿舍"),
			(6, "Parent", "父亲", "Reached", "没有回家，愿意一起找"),
		):
			absence_cases.log_contact(
				frappe.get_doc(case.doctype, case.name),
				target,
				result,
				person,
				note,
				now=at + timedelta(minutes=minutes),
			)
	return case, counsellor, lead


def _search(student: str, evening: datetime) -> None:
	"""Still open: taken just now, so that the demo's own clock has something to show."""
	_begin(student, now_datetime().replace(microsecond=0) - timedelta(minutes=20))


def _close(student: str, evening: datetime) -> None:
	case, counsellor, lead = _begin(student, evening + timedelta(minutes=110))
	with acting_as(counsellor):
		found = frappe.get_doc(case.doctype, case.name)
		found.update({**ANSWERS, "located_at": evening + timedelta(minutes=130)})
		found.save()
		for action in ("Record as Located", "Hazard Is Cleared"):
			found = apply_workflow(found, action)
	with acting_as(lead):
		apply_workflow(frappe.get_doc(case.doctype, case.name), "Close Case")
	closed_at = evening + timedelta(hours=11)
	frappe.db.set_value(case.doctype, case.name, "closed_at", closed_at, update_modified=False)


def _register_stay() -> None:
	"""Two who stay over the coming break."""
	term = frappe.get_last_doc("Campus Term", order_by="start_date desc")
	if not term.break_until:
		return
	first = frappe.utils.getdate(term.end_date) + timedelta(days=1)
	for building, reason in ((dormitories.MEN, "技能大赛集训"), (dormitories.WOMEN, "家远，留校勤工助学")):
		student = frappe.db.get_value(
			"Campus Student",
			{"dormitory_building": building, "status": "Enrolled"},
			"name",
			order_by="name asc",
		)
		make(
			"Campus Stay Registration",
			{"student": student, "from_date": first},
			{
				"to_date": first + timedelta(days=20),
				"reason": reason,
				"contact_phone": "19900001999",
				"guardian_informed": 1,
			},
		)
