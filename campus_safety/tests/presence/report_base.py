"""A night of three buildings: two reported, one silent; two colleges; late, missing, on leave, found again."""

from datetime import date, datetime, timedelta

import frappe

from campus_safety.domain import roles as r
from campus_safety.services.presence import absence_cases, roll
from campus_safety.services.presence.roll import Mark
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

NIGHT = date(2026, 11, 20)
ROLL_CALL = datetime(2026, 11, 20, 22, 30)


def build(prefix: str, code: str) -> frappe._dict:
	"""Units, buildings, students and staff; staff: {…} among them. Names begin with `prefix`, numbers with `code`.

	east: E1–E4 of class 1, E5 of class 2; west: W1, W2 of class 2, W3, W4 of the far class; silent: S1 of class 1.
	"""
	school = make.make_unit(f"{prefix}学校", "School")
	college = make.make_unit(f"{prefix}信息学院", "College", school)
	far_college = make.make_unit(f"{prefix}机电学院", "College", school)
	place = frappe._dict(
		college=college,
		far_college=far_college,
		class_1=make.make_unit(f"{prefix}软件2601班", "Class", college),
		class_2=make.make_unit(f"{prefix}软件2602班", "Class", college),
		far_class=make.make_unit(f"{prefix}数控2601班", "Class", far_college),
		prefix=prefix,
		code=code,
	)
	for building in ("east", "west", "silent"):
		place[building] = make.make_dormitory(f"{prefix}{building}楼", "Building")
		place[f"{building}_room"] = make.make_dormitory(f"{prefix}{building}101", "Room", place[building])
	for number, building, unit in (
		*((f"E{n}", "east", "class_1") for n in (1, 2, 3, 4)),
		("E5", "east", "class_2"),
		("W1", "west", "class_2"),
		("W2", "west", "class_2"),
		("W3", "west", "far_class"),
		("W4", "west", "far_class"),
		("S1", "silent", "class_1"),
	):
		make.make_student(
			f"{code}{number}",
			place[unit],
			student_name=f"{prefix}名{number}",
			dormitory=place[f"{building}_room"],
			bed_no=number,
			residence_type="Dormitory",
		)
	place.staff = _staff(place)
	return place


def _staff(place) -> dict[str, str]:
	domain = f"{place.code.lower()}.nights.test"
	staff = {
		"counsellor": make.make_user(f"counsellor@{domain}", r.COUNSELLOR),
		"other_counsellor": make.make_user(f"other@{domain}", r.COUNSELLOR),
		"lead": make.make_user(f"lead@{domain}", r.COLLEGE_LEAD),
		"far_lead": make.make_user(f"farlead@{domain}", r.COLLEGE_LEAD),
		"dorm": make.make_user(f"dorm@{domain}", r.DORM_MANAGER),
		"affairs": make.make_user(f"affairs@{domain}", r.STUDENT_AFFAIRS),
		"safety": make.make_user(f"safety@{domain}", r.SAFETY_OFFICE),
		"guard": make.make_user(f"guard@{domain}", r.SECURITY_GUARD),
		"pupil": make.make_user(f"pupil@{domain}", r.STUDENT_USER, user_type="Website User"),
	}
	make.assign(staff["counsellor"], "Counsellor", "Class", unit=place.class_1)
	make.assign(staff["other_counsellor"], "Counsellor", "Class", unit=place.class_2)
	make.assign(staff["lead"], "College Lead", "College", unit=place.college)
	make.assign(staff["far_lead"], "College Lead", "College", unit=place.far_college)
	make.assign(staff["dorm"], "Dorm Manager", "Dormitory", dormitory=place.east)
	return staff


def hold_night(place, night: date = NIGHT) -> dict[str, str]:
	"""The roll calls of that night. E2 late, E3 missing, E4 on leave, W3 missing and found at midnight, silent silent.

	Returns {building: roll call}.
	"""
	begins = datetime.combine(night, ROLL_CALL.time())
	_leave(f"{place.code}E4", begins)
	rolls = {name: roll.ensure(place[name], night, begins) for name in ("east", "west", "silent")}
	_mark(rolls["east"], place, "E2", "Late", begins + timedelta(minutes=40), begins + timedelta(minutes=40))
	_mark(rolls["east"], place, "E3", "Missing", None, begins + timedelta(minutes=10))
	_mark(rolls["west"], place, "W3", "Missing", None, begins + timedelta(minutes=5))
	_mark(rolls["west"], place, "W3", "Late", begins + timedelta(minutes=90), begins + timedelta(minutes=90))
	for name in ("east", "west"):
		roll.report(rolls[name], user="Administrator", now=begins + timedelta(minutes=95))
	return rolls


def _leave(student: str, begins: datetime) -> None:
	if frappe.db.exists("Campus Leave Permit", {"student": student}):
		return
	leave = make.make_leave(
		student, from_time=begins - timedelta(days=3), to_time=begins + timedelta(days=3), overnight=1
	)
	leave.db_set({"status": "On Leave"}, update_modified=False)


def _mark(name: str, place, student: str, status: str, back: datetime | None, at: datetime) -> None:
	key = f"{name}{student}{at}"
	(answer,) = roll.mark(
		name,
		[Mark(f"{place.code}{student}", status, back, "", at, key, seen=True)],
		source="Page",
		user="Administrator",
		now=at,
	)
	assert answer["ok"], answer


def case_of(place, student: str):
	name = frappe.db.get_value(absence_cases.CASE, {"student": f"{place.code}{student}"})
	return frappe.get_doc(absence_cases.CASE, name)


class NightReportTestCase(CampusTestCase):
	"""The night is held once per class; what a test changes is rolled back."""

	moment = TEACHING_DAY

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.place = build("夜报", "NR")
		cls.staff = cls.place.staff
		cls.rolls = hold_night(cls.place)
