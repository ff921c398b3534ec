"""A centre with two teachers and a head, and a student with an account."""

from datetime import datetime, time, timedelta

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.services.counselling import own
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

SHIFT, APPOINTMENT, NOTE = (
	"Campus Counselling Shift",
	"Campus Counselling Appointment",
	"Campus Session Note",
)
STUDENT, OTHER = "CO2026001", "CO2026002"
# a Friday in the term: shifts of the same day lie before and after it
MOMENT = "2026-11-27 10:00"


def make_shift(counsellor: str, day=None, start: str = "08:00", end: str = "12:00", **values) -> str:
	"""Entered by its own counsellor."""
	before = frappe.session.user
	frappe.set_user(counsellor)
	shift = frappe.get_doc(
		{
			"doctype": SHIFT,
			"date": day or nowdate(),
			"room": "心理中心201",
			"counsellor": counsellor,
			"from_time": f"{start}:00",
			"to_time": f"{end}:00",
			**values,
		}
	).insert()
	frappe.set_user(before)
	return shift.name


def qualify(user: str, **values) -> None:
	frappe.get_doc(
		{"doctype": "Campus Staff Qualification", "user": user, "kind": "Psych Teacher", **values}
	).insert(ignore_permissions=True)


def wish(shift: str = "", starts_at=None, urgency: str = "Ordinary", **values) -> own.Wish:
	return own.Wish(shift, starts_at, "In Person", urgency, **values)


def at_clock(day, clock: str) -> datetime:
	return datetime.combine(getdate(day), time.fromisoformat(clock))


class CentreTestCase(CampusTestCase):
	moment = MOMENT

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_term()
		self.college = make.make_unit("咨询测试学院", "College")
		self.unit = make.make_unit("咨询测试班", parent=self.college)
		self.account = make.make_user("student@centre.test", r.STUDENT_USER, user_type="Website User")
		for number in (STUDENT, OTHER):
			make.make_student(number, self.unit)
		frappe.db.set_value("Campus Student", STUDENT, "user", self.account)
		self.teacher = make.make_user("teacher@centre.test", r.PSYCH_TEACHER)
		self.second = make.make_user("second@centre.test", r.PSYCH_TEACHER)
		self.head = make.make_user("head@centre.test", r.PSYCH_HEAD)
		self.counsellor = make.make_user("counsellor@centre.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.unit)
		self.now = now_datetime()
		self.tomorrow = getdate(add_days(nowdate(), 1))

	def book(
		self, shift: str, clock: str, student: str = STUDENT, key: str = "centre-key-1", **values
	) -> str:
		day = frappe.db.get_value(SHIFT, shift, "date")
		with self.as_user(self.account):
			return own.book(student, wish(shift, at_clock(day, clock), **values), key, now_datetime())

	def free_of(self, shift: str) -> list[str]:
		from campus_safety.services.counselling import booking

		return [each["starts_at"][11:] for each in booking.get_free(now_datetime()) if each["shift"] == shift]

	def get(self, name: str, doctype: str = APPOINTMENT):
		return frappe.get_doc(doctype, name)

	def bells(self, user: str) -> list[str]:
		return frappe.get_all(
			"Notification Log", {"for_user": user}, pluck="subject", order_by="creation asc"
		)

	def later(self, **length) -> datetime:
		return now_datetime() + timedelta(**length)
