"""Gate devices, the passages of the last night, a few classes missed, a student who need not leave traces.

The passages agree with the night's roll call where the demo has one: who came late passed late, who is missing went out.
"""

from datetime import date, datetime, time, timedelta
from random import Random

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.domain.gate.passage import IN, OUT, Passage
from campus_safety.services.gate import events
from campus_safety.services.gate.people import find_people
from campus_safety.setup.demo import accounts, dormitories, students
from campus_safety.setup.demo.records import acting_as, make

DEVICE, ABSENCE, EXCLUSION = "Campus Gate Device", "Campus Class Absence", "Campus Trace Exclusion"
CAMPUS_GATES = (("东门人行闸机", "学校东门"), ("西门人行闸机", "学校西门"))
# class, place in the list, account, days ago, hour, values
ABSENCES = (
	(
		"软件技术2601班",
		5,
		"adviser",
		1,
		8,
		{"status": "Late", "course": "程序设计基础", "session": "1-2", "note": "迟到20分钟，说睡过了"},
	),
	(
		"护理2601班",
		7,
		"adviser2",
		2,
		14,
		{
			"status": "Truant",
			"course": "基础护理",
			"session": "5-6",
			"excused": 1,
			"excuse_reason": "当天发热去校医院，已补病假条",
		},
	),
)
EXCLUDED = ("数控技术2601班", 4, "lead3", "省技能大赛集训，住在外地，由指导教师带队", 10)


def create() -> None:
	devices = {building: _door(building) for building, _gender in dormitories.BUILDINGS}
	gates = [_device(name, place) for name, place in CAMPUS_GATES]
	if not frappe.db.exists("Campus Gate Event", {"device": ("in", list(devices.values()))}):
		_pass(devices, gates)
	if not frappe.db.exists(ABSENCE, {"owner": ("like", f"%@{accounts.DOMAIN}")}):
		_miss_classes()
		_exclude()


def _door(building: str) -> str:
	return _device(f"{building}大门", f"{building}一层大厅", dormitory=_building(building))


def _device(name: str, place: str, **values) -> str:
	found = {"place": place, "direction": "Both", "enabled": 1, **values}
	device = make(DEVICE, {"device_name": name}, found)
	frappe.db.set_value(DEVICE, device, "new_since", None)  # it has stood there for years
	return device


def _building(title: str) -> str:
	found = {"dormitory_name": title, "dormitory_type": "Building"}
	return frappe.db.get_value("Campus Dormitory", found)


# last night


def _pass(devices: dict[str, str], gates: list[str]) -> None:
	night = getdate(add_days(nowdate(), -1))
	random, of_building = Random(20261127), {_building(title): device for title, device in devices.items()}
	passages: dict[str, list[Passage]] = {device: [] for device in (*of_building.values(), *gates)}
	for student, building, status, returned in _residents(night):
		device, gate = of_building.get(building), random.choice(gates)
		if not device or status not in ("In", "Late", "Missing"):
			continue
		left = _at(night, 17, random.randrange(60))
		back = returned or _at(night, 19 + random.randrange(3), random.randrange(60))
		walk = timedelta(minutes=random.randrange(4, 9))
		passages[device].append(_passage(student, left, OUT))
		if random.random() < 0.4:
			passages[gate].append(_passage(student, left + walk, OUT))
			if status != "Missing":
				passages[gate].append(_passage(student, back - walk, IN))
		if status != "Missing":
			passages[device].append(_passage(student, back, IN))
	for device, made in passages.items():
		made = [passage for passage in made if passage.moment < now_datetime()]
		events.write(
			device, events.sort(device, made).new, find_people(passage.student_no for passage in made)
		)
		events.note_seen(device, made)


def _residents(night: date) -> list[tuple]:
	"""(student, building, status, return time) of the night's roll calls; of everybody who has a bed without them."""
	rows = frappe.get_all(
		"Campus Night Roll Call Row",
		filters={"roll_date": night},
		fields=["student", "dormitory", "status", "return_time"],
		order_by="student",
		as_list=True,
	)
	if rows:
		return [tuple(row) for row in rows]
	people = frappe.get_all(
		"Campus Student",
		filters={"dormitory_building": ("is", "set"), "status": "Enrolled"},
		fields=["name", "dormitory_building"],
		order_by="name",
		as_list=True,
	)
	return [(name, building, "In", None) for name, building in people]


def _passage(student: str, moment: datetime, direction: str) -> Passage:
	return Passage(0, student, moment, direction, f"{student}-{moment:%Y%m%d%H%M%S}-{direction}")


def _at(night: date, hour: int, minute: int) -> datetime:
	return datetime.combine(night, time(hour, minute))


# classes


def _miss_classes() -> None:
	for unit, place, account, ago, hour, values in ABSENCES:
		moment = datetime.combine(getdate(add_days(nowdate(), -ago)), time(hour))
		with acting_as(accounts.user_of(account)):
			student = students.in_class(unit, place).number
			frappe.get_doc({"doctype": ABSENCE, "student": student, "class_time": moment, **values}).insert()


def _exclude() -> None:
	unit, place, account, reason, days = EXCLUDED
	with acting_as(accounts.user_of(account)):
		frappe.get_doc(
			{
				"doctype": EXCLUSION,
				"student": students.in_class(unit, place).number,
				"reason": reason,
				"from_date": nowdate(),
				"to_date": add_days(nowdate(), days),
			}
		).insert()
