"""Parent contact: when it counts, families that never answer, and routine facts of a class at once."""

import frappe
from frappe.utils import add_days, now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import OutOfScopeError
from campus_safety.services.care.daily_care import record_contacts
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.factories import assign, make_contact, make_student, make_term, make_unit, make_user

CONTACT = "Campus Parent Contact"


class TestCampusParentContact(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		make_term()
		school = make_unit("联系测试学校", "School")
		college = make_unit("联系测试学院", "College", school)
		cls.unit, cls.other_unit = (
			make_unit("联系一班", "Class", college),
			make_unit("联系二班", "Class", college),
		)
		guardians = [
			{"guardian_name": "李秀英", "relation": "母亲", "mobile": "13800000011"},
			{"guardian_name": "王建国", "relation": "父亲", "mobile": "13800000010", "is_primary": 1},
		]
		cls.student = make_student("PC2401001", cls.unit, guardians=guardians)
		cls.second = make_student("PC2401002", cls.unit, guardians=guardians[1:])
		cls.orphan = make_student("PC2401003", cls.unit)
		cls.stranger = make_student("PC2402001", cls.other_unit, guardians=guardians[1:])
		cls.counsellor = make_user("pc-counsellor@contact.test", r.COUNSELLOR)
		cls.adviser = make_user("pc-adviser@contact.test", r.CLASS_ADVISER)
		cls.outsider = make_user("pc-outsider@contact.test", r.COUNSELLOR)
		assign(cls.counsellor, "Counsellor", "Class", unit=cls.unit)
		assign(cls.adviser, "Class Adviser", "Class", unit=cls.unit)
		assign(cls.outsider, "Counsellor", "Class", unit=cls.other_unit)

	def contact(self, user: str | None = None, **values):
		with self.as_user(user or self.counsellor):
			return make_contact(values.pop("student", self.student), **values)

	def unanswered(self, days_ago: int, **values):
		at = add_days(now_datetime(), -days_ago)
		return self.contact(contact_time=at, result="No Answer", school_feedback="", home_info="", **values)

	def tasks(self, **filters) -> list:
		numbers = frappe.get_all(CONTACT, {"student": self.student}, pluck="name")
		return frappe.get_all(
			"ToDo",
			{"reference_name": ("in", numbers), **filters},
			["allocated_to", "description", "status"],
			order_by="allocated_to",
		)

	# when it counts

	def test_counts_only_when_reached_by_the_school_with_both_texts(self):
		self.assertEqual(self.contact().counts, 1)
		self.assertEqual(self.contact(initiated_by="Parent").counts, 0)
		self.assertEqual(self.unanswered(0).counts, 0)
		self.assertEqual(
			self.contact(result="No Answer", counts=1).counts, 0, "a client's own claim is not heard"
		)

	def test_texts_are_mandatory_only_when_reached(self):
		for missing in ("school_feedback", "home_info"):
			self.assertRaises(frappe.MandatoryError, self.contact, **{missing: "<p> </p>"})
		for result in ("No Answer", "Wrong Number", "Refused"):
			self.assertTrue(self.contact(result=result, school_feedback="", home_info="").name)

	def test_completed_days_later_is_a_late_entry(self):
		contact = self.unanswered(3)
		frappe.db.set_value(CONTACT, contact.name, "contact_time", add_days(now_datetime(), -5))
		frappe.db.set_value(
			CONTACT, contact.name, {"occurred_on": add_days(now_datetime(), -5), "late_entry": 0}
		)
		with self.as_user(self.counsellor):
			fresh = frappe.get_doc(CONTACT, contact.name)
			fresh.update({"result": "Reached", "school_feedback": "出勤正常", "home_info": "作息规律"})
			fresh.save()
		self.assertEqual((fresh.counts, fresh.late_entry), (1, 1))

	def test_guardian_is_the_primary_one_until_another_is_named(self):
		contact = self.contact(guardian_name=None, relation=None)
		self.assertEqual((contact.guardian_name, contact.relation), ("王建国", "父亲"))
		self.assertEqual(self.contact(guardian_name="李秀英", relation=None).relation, "母亲")

	def test_follow_up_not_before_the_contact(self):
		self.assertRaises(frappe.ValidationError, self.contact, followup_due=add_days(now_datetime(), -2))

	# nobody answers

	def test_three_days_without_answer_give_the_staff_a_task(self):
		self.unanswered(3)
		self.unanswered(3)
		self.unanswered(2)
		self.assertEqual(self.tasks(), [])
		third = self.unanswered(1)
		tasks = self.tasks()
		self.assertEqual([task.allocated_to for task in tasks], [self.adviser, self.counsellor])
		name = frappe.db.get_value("Campus Student", self.student, "student_name")
		for task in tasks:
			self.assertIn(third.name, task.description)
			self.assertNotIn(name, task.description)
		self.unanswered(0)
		self.assertEqual(len(self.tasks()), 2, "an open task is not given again")

	def test_reaching_them_closes_the_task_and_begins_anew(self):
		for days in (3, 2, 1):
			self.unanswered(days)
		self.contact()
		self.assertEqual([task.status for task in self.tasks()], ["Closed", "Closed"])
		self.unanswered(0)
		self.assertEqual(self.tasks(status="Open"), [])

	# a class at once

	def record(self, rows, user: str | None = None, all_or_nothing: bool = True):
		with self.as_user(user or self.counsellor):
			return record_contacts(self.unit, rows, all_or_nothing, now_datetime())

	def test_attempts_of_a_class(self):
		rows = [
			{"student": self.student, "result": "No Answer"},
			{"student": self.second, "result": "Wrong Number", "channel": "SMS"},
		]
		answer = self.record(rows)
		self.assertEqual((len(answer["names"]), answer["bad_rows"]), (2, []))
		first = frappe.get_doc(CONTACT, answer["names"][0])
		self.assertEqual(
			(first.student, first.guardian_name, first.recorded_by, first.counts, first.initiated_by),
			(self.student, "王建国", self.counsellor, 0, "School"),
		)

	def bad_rows(self) -> list[dict]:
		return [
			{"student": self.student, "result": "No Answer"},
			{"student": self.student, "result": "No Answer"},  # twice
			{"student": self.second, "result": "Reached", "home_info": "都好"},  # a text
			{"student": self.second, "result": "Reached"},  # no attempt
			{"student": self.stranger, "result": "No Answer"},  # another class
			{"student": self.orphan, "result": "No Answer"},  # no guardian known
			{"result": "No Answer"},
			"nonsense",
			{"student": self.second, "result": "No Answer", "contact_time": "2099-01-01 10:00:00"},
		]

	def test_one_bad_row_keeps_all_out_and_each_is_named(self):
		answer = self.record(self.bad_rows())
		self.assertEqual(answer["names"], [])
		self.assertEqual([row["row"] for row in answer["bad_rows"]], [2, 3, 4, 5, 6, 7, 8, 9])
		self.assertTrue(all(row["message"] for row in answer["bad_rows"]))
		self.assertIn("home_info", answer["bad_rows"][1]["message"])
		self.assertEqual(frappe.db.count(CONTACT, {"unit": self.unit}), 0)
		self.assertEqual(frappe.local.message_log, [])

	def test_good_rows_are_kept_when_asked(self):
		answer = self.record(self.bad_rows(), all_or_nothing=False)
		self.assertEqual(len(answer["names"]), 1)
		self.assertEqual(frappe.get_all(CONTACT, {"unit": self.unit}, pluck="name"), answer["names"])

	def test_class_of_another_counsellor(self):
		rows = [{"student": self.student, "result": "No Answer"}]
		self.assertRaises(OutOfScopeError, self.record, rows, self.outsider)
		self.assertRaises(frappe.ValidationError, self.record, [])
