"""A building with six beds and the people around it, on a fixed night."""

from datetime import date, datetime, timedelta

import frappe

from campus_safety.domain import roles as r
from campus_safety.services.presence import roll
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

NIGHT = date(2026, 11, 25)
AT = datetime(2026, 11, 25, 22, 30)  # the hour of the roll call
CASE, ROLL, ROW, EVENT = (
	"Campus Absence Case",
	"Campus Night Roll Call",
	"Campus Night Roll Call Row",
	"Campus Absence Event",
)


def at(minutes: int) -> datetime:
	return AT + timedelta(minutes=minutes)


class NightTestCase(CampusTestCase):
	moment = TEACHING_DAY

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		make.make_term()
		school = make.make_unit("夜查学校", "School")
		cls.college = make.make_unit("夜查学院", "College", school)
		cls.unit = make.make_unit("夜查2601班", "Class", cls.college)
		campus = make.make_dormitory("夜查校区", "Campus")
		cls.building = make.make_dormitory("夜查1号楼", "Building", campus)
		cls.other_building = make.make_dormitory("夜查2号楼", "Building", campus)
		cls.floor = make.make_dormitory("1层", "Floor", cls.building)
		cls.room = make.make_dormitory("101", "Room", cls.floor)
		cls.students = [
			make.make_student(
				f"NT26010{number}",
				cls.unit,
				student_name=f"夜查生{number}",
				mobile=f"1990009{number:04}",
				residence_type="Dormitory",
				dormitory=cls.room,
				bed_no=str(number),
			)
			for number in range(1, 7)
		]
		cls.counsellor = cls.staff("counsellor", r.COUNSELLOR, "Counsellor", "Class", unit=cls.unit)
		cls.lead = cls.staff("lead", r.COLLEGE_LEAD, "College Lead", "College", unit=cls.college)
		cls.dorm = cls.staff("dorm", r.DORM_MANAGER, "Dorm Manager", "Dormitory", dormitory=cls.building)
		cls.other_dorm = cls.staff(
			"otherdorm", r.DORM_MANAGER, "Dorm Manager", "Dormitory", dormitory=cls.other_building
		)
		cls.affairs = make.make_user("affairs@night.test", r.STUDENT_AFFAIRS)
		cls.security = make.make_user("security@night.test", r.SECURITY_OFFICE)
		cls.leader = make.make_user("leader@night.test", r.SCHOOL_LEADER)

	@classmethod
	def staff(cls, account: str, role: str, position: str, level: str, **scope) -> str:
		user = make.make_user(f"{account}@night.test", role)
		make.assign(user, position, level, **scope)
		return user

	def roll(self, now: datetime = AT) -> str:
		return roll.ensure(self.building, NIGHT, now)

	def mark(
		self, name: str, place: int, status: str, minutes: int = 5, source: str = "Page", **values
	) -> dict:
		mark = roll.Mark(
			self.students[place],
			status,
			values.get("back"),
			values.get("note", ""),
			at(minutes),
			values.get("key") or f"{source}-{place}-{status}-{minutes}",
			seen=values.get("seen", source == "Page"),
			all_along=values.get("all_along", False),
			undoes=values.get("undoes", ""),
		)
		return roll.mark(name, [mark], source=source, user=self.dorm, now=at(values.get("now", minutes)))[0]

	def row(self, name: str, place: int) -> frappe._dict:
		return frappe.db.get_value(ROW, {"parent": name, "student": self.students[place]}, "*", as_dict=True)

	def totals(self, name: str) -> dict:
		fields = ["beds", "expected", "present", "late", "missing", "unconfirmed", "on_leave", "suspended", "internship", "off_campus", "not_staying"]  # fmt: skip
		found = frappe.db.get_value(ROLL, name, fields, as_dict=True)
		return {field: value for field, value in found.items() if value}

	def case_of(self, place: int):
		return frappe.get_doc(CASE, {"open_key": self.students[place]})

	def leave(
		self, place: int, start: datetime, end: datetime, status: str = "Approved", kind: str = "Personal"
	) -> str:
		"""Written behind the workflow: the night reads permits, it does not make them."""
		name = f"LP-NIGHT-{place}-{start:%d%H%M}"
		permit = frappe.get_doc(
			{
				"doctype": "Campus Leave Permit",
				"name": name,
				"student": self.students[place],
				"from_time": start,
				"to_time": end,
				"status": status,
				"leave_type": kind,
				"unit": self.unit,
				"college": self.college,
			}
		)
		permit.db_insert()
		return name
