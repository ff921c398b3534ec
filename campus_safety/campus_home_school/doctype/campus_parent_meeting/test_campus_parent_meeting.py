"""Parent meeting: what makes it count, its classes, and who reaches it."""

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import LateEntryError, OutOfScopeError
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.factories import assign, make_student, make_term, make_unit, make_user

MEETING = "Campus Parent Meeting"


class TestCampusParentMeeting(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		make_term()
		school = make_unit("家长会测试学校", "School")
		cls.college = make_unit("家长会测试学院", "College", school)
		cls.first, cls.second, cls.third = (make_unit(f"家长会{n}班", "Class", cls.college) for n in "一二三")
		for number, unit in enumerate((cls.first, cls.first, cls.second)):
			make_student(f"PM240100{number}", unit)
		make_student("PM2401009", cls.first, status="Graduated")
		cls.counsellor = make_user("pm-counsellor@meeting.test", r.COUNSELLOR)
		cls.neighbour = make_user("pm-neighbour@meeting.test", r.COUNSELLOR)
		cls.outsider = make_user("pm-outsider@meeting.test", r.COUNSELLOR)
		cls.lead = make_user("pm-lead@meeting.test", r.COLLEGE_LEAD)
		for unit in (cls.first, cls.second):
			assign(cls.counsellor, "Counsellor", "Class", unit=unit)
		assign(cls.neighbour, "Class Adviser", "Class", unit=cls.second)
		assign(cls.outsider, "Counsellor", "Class", unit=cls.third)
		assign(cls.lead, "College Lead", "College", unit=cls.college)

	def meeting(self, *units: str, user: str | None = None, **values):
		with self.as_user(user or self.counsellor):
			return frappe.get_doc(
				{
					"doctype": MEETING,
					"meeting_date": nowdate(),
					"mode": "On Site",
					"units": [{"unit": unit} for unit in units or (self.first,)],
					"promotion_law_explained": 1,
					**values,
				}
			).insert()

	def test_counts_only_with_the_law_explained(self):
		self.assertEqual(self.meeting().counts, 1)
		self.assertEqual(self.meeting(promotion_law_explained=0).counts, 0)

	def test_its_unit_is_the_smallest_that_holds_its_classes(self):
		single, joint = self.meeting(), self.meeting(self.first, self.second)
		self.assertEqual((single.unit, single.college), (self.first, self.college))
		self.assertEqual((joint.unit, joint.college), (self.college, self.college))

	def test_invited_are_the_students_at_school_until_written_otherwise(self):
		self.assertEqual(self.meeting(self.first, self.second).invited, 3)
		self.assertEqual(self.meeting(invited=2).invited, 2)

	def test_no_more_come_than_were_invited(self):
		for values in ({"invited": 2, "attended": 3}, {"invited": -1}, {"attended": -1}):
			with self.subTest(values=values):
				self.assertRaises(frappe.ValidationError, self.meeting, **values)
		self.assertEqual(self.meeting(invited=2, attended=2).attended, 2)

	def test_classes_are_classes_named_once(self):
		self.assertRaises(frappe.ValidationError, self.meeting, self.first, self.first)
		self.assertRaises(frappe.ValidationError, self.meeting, self.college, user=self.lead)

	def test_not_ahead_and_late_is_marked(self):
		self.assertRaises(LateEntryError, self.meeting, meeting_date=add_days(nowdate(), 2))
		self.assertEqual(self.meeting(meeting_date=add_days(nowdate(), -5)).late_entry, 1)

	def test_everyone_invites_their_own_classes(self):
		self.assertRaises(OutOfScopeError, self.meeting, self.first, self.third)
		meeting = self.meeting(self.first)
		with self.as_user(self.counsellor):
			meeting.append("units", {"unit": self.third})
			self.assertRaises(OutOfScopeError, meeting.save)

	def test_staff_of_each_class_read_it(self):
		joint, single = self.meeting(self.first, self.second).name, self.meeting(self.first).name
		for user, expected in (
			(self.counsellor, {joint, single}),
			(self.neighbour, {joint}),
			(self.lead, {joint, single}),
			(self.outsider, set()),
		):
			with self.subTest(user=user), self.as_user(user):
				self.assertEqual(set(frappe.get_list(MEETING, pluck="name", order_by="name")), expected)
				self.assertEqual(frappe.has_permission(MEETING, "read", doc=single), single in expected)

	def absent(self, *numbers: str) -> dict:
		return {"absent": [{"student": f"PM240100{number}"} for number in numbers]}

	def test_who_did_not_come_are_students_of_the_one_class(self) -> None:
		meeting = self.meeting(self.first, **self.absent("0"))
		self.assertEqual((meeting.invited, meeting.attended), (2, 1))
		self.assertEqual(self.meeting(self.first, attended=1, **self.absent("0")).attended, 1)
		for units, numbers in (((self.first,), "2"), ((self.first,), "00"), ((self.first, self.second), "0")):
			with self.subTest(units=units, numbers=numbers):
				self.assertRaises(frappe.ValidationError, self.meeting, *units, **self.absent(*numbers))
		self.assertRaises(frappe.ValidationError, self.meeting, self.first, attended=2, **self.absent("0"))

	def test_a_meeting_that_belongs_nowhere_is_refused(self) -> None:
		"""The form does not ask for the unit; the server works it out, and insists on it."""
		self.assertFalse(frappe.get_meta(MEETING).get_field("unit").reqd)
		with self.as_user(self.counsellor):
			meeting = frappe.get_doc({"doctype": MEETING, "meeting_date": nowdate(), "mode": "On Site"})
			self.assertRaises(frappe.MandatoryError, meeting.insert)
