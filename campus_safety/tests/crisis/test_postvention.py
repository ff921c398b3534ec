"""Help after an event: each of the circle is offered a talk, one voice speaks, two people sign its end."""

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.access.secrets import is_encrypted
from campus_safety.api import crisis as endpoints
from campus_safety.exceptions import ClosedRecordError, CrisisStepError, NotOpenedError
from campus_safety.tests.bases.crises import CrisisTestCase
from campus_safety.tests.world import get_world

POSTVENTION = "Campus Postvention"
BEGIN, CLOSE = "Begin the Support", "Sign Closing of the Support"


class TestPostvention(CrisisTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.unit = get_world().units["class_1"]

	def open(self, by: str | None = None, **values):
		with self.as_user(by or self.psych_head):
			return frappe.get_doc(
				{
					"doctype": POSTVENTION,
					"event_kind": "Other",
					"unit": self.unit,
					"facts": "一名学生住院，情况稳定",
					**values,
				}
			).insert()

	def begun(self, *rows: dict):
		record = self.open(spokesperson=self.affairs, people=list(rows or [self.row()]))
		return self.act(self.psych_head, record, BEGIN)

	def row(self, **values) -> dict:
		return {"nearness": "Roommate", "student": self.student, "talker": self.psych_teacher, **values}

	def fill(self, user: str, record, number: int = 0, **values):
		with self.as_user(user):
			document = frappe.get_doc(POSTVENTION, record.name)
			document.people[number].update(values)
			document.save()
		return self.again(record)

	def reads(self, user: str, record) -> bool:
		with self.as_user(user):
			return bool(frappe.has_permission(POSTVENTION, "read", doc=record.name))

	def test_opened_with_a_rule_for_everybody(self) -> None:
		record = self.open()
		self.assertTrue(is_encrypted(record.facts))
		self.assertIn("12356", record.media_rule)
		self.assertEqual(record.watch_until, getdate(add_days(nowdate(), 90)))
		with self.assertRaises(CrisisStepError):
			self.act(self.psych_head, record, BEGIN)  # who speaks, who was near

	def test_psych_head_and_student_affairs(self) -> None:
		record = self.open()
		readers = [
			user
			for user in (
				self.psych_head,
				self.affairs,
				self.psych_teacher,
				self.counsellor,
				self.lead,
				self.adviser,
			)
			if self.reads(user, record)
		]
		self.assertEqual(readers, [self.psych_head, self.affairs])
		for user in (self.psych_teacher, self.counsellor, self.lead):
			self.assertRaises(frappe.PermissionError, self.open, by=user)

	def test_who_talks_opens_it_and_writes_the_own_rows(self) -> None:
		record = self.begun(
			self.row(), self.row(nearness="Helper", student=None, person="值班老师", talker=self.affairs)
		)
		self.assertTrue(self.reads(self.psych_teacher, record))
		self.fill(self.psych_teacher, record, offered_at=now_datetime(), answer="Accepted", note="愿意谈")
		for change in (
			lambda: self.fill(self.psych_teacher, record, 1, offered_at=now_datetime()),
			lambda: self.edit(self.psych_teacher, record, media_rule="随便说"),
			lambda: self.edit(
				self.psych_teacher, record, people=[self.row(nearness="Friend", talker=self.affairs)]
			),
		):
			self.assertRaises(frappe.PermissionError, change)

	def test_rows_that_cannot_be(self) -> None:
		for row in (
			{"nearness": "Staff"},
			self.row(talker=self.counsellor),
			self.row(held_at=now_datetime()),
			self.row(offered_at=add_days(now_datetime(), 1)),
		):
			with self.subTest(row):
				self.assertRaises(CrisisStepError, self.open, people=[row])

	def test_the_own_row_of_somebody_in_need_stays(self) -> None:
		record = self.begun(self.row(), self.row(nearness="Friend", student=None, person="同乡"))
		self.fill(self.psych_teacher, record, offered_at=now_datetime(), needs_more=1)
		with self.as_user(self.psych_teacher):
			document = frappe.get_doc(POSTVENTION, record.name)
			document.remove(document.people[0])
			self.assertRaises(frappe.PermissionError, document.save)
		for change in ({"student": None, "person": "别人"}, {"talker": None}):
			with self.subTest(change), self.assertRaises(frappe.PermissionError):
				self.fill(self.psych_teacher, record, **change)

	def test_no_talk_before_the_event(self) -> None:
		yesterday = add_days(now_datetime(), -1)
		self.assertRaises(CrisisStepError, self.open, people=[self.row(offered_at=yesterday)])
		record = self.open(
			happened_on=add_days(nowdate(), -1), people=[self.row(offered_at=yesterday, held_at=yesterday)]
		)
		self.assertTrue(record.people[0].held_at)

	def test_what_happened_stays_once_the_support_has_begun(self) -> None:
		record = self.open(spokesperson=self.affairs, people=[self.row()])
		self.edit(self.psych_head, record, facts="一名学生住院，情况好转")
		self.act(self.psych_head, record, BEGIN)
		for change in ({"facts": "没有发生什么"}, {"event_kind": "Accident"}):
			with self.subTest(change), self.assertRaises(CrisisStepError):
				self.edit(self.psych_head, record, **change)
		self.edit(self.psych_head, record, media_rule="只由发言人答复")

	def test_told_once(self) -> None:
		record = self.begun()
		self.fill(self.psych_head, record, needs_more=1)
		told = frappe.db.count(
			"Notification Log", {"for_user": self.psych_teacher, "document_name": record.name}
		)
		self.assertEqual(told, 1)

	def test_closed_by_two_when_everybody_was_offered_a_talk(self) -> None:
		record = self.begun()
		self.edit(self.psych_head, record, close_reason="都已谈过，一人继续咨询")
		self.refuses_to_close(record)
		self.fill(self.psych_head, record, offered_at=now_datetime(), answer="Accepted", needs_more=1)
		self.refuses_to_close(record)
		self.fill(self.psych_head, record, held_at=now_datetime(), needs_more=0)
		with self.assertRaises(NotOpenedError):
			self.act(self.affairs, record, CLOSE)
		for user, status in ((self.psych_head, "Supporting"), (self.affairs, "Closed")):
			with self.as_user(user):
				self.read(record)
			self.assertEqual(self.act(user, record, CLOSE).status, status)
		self.assertTrue(record.begun_at and record.begun_by and record.closed_at)
		with self.assertRaises(ClosedRecordError):
			self.edit(self.psych_head, record, close_reason="另议")

	def refuses_to_close(self, record) -> None:
		with self.as_user(self.psych_head):
			self.read(record)
		with self.assertRaises(CrisisStepError):
			self.act(self.psych_head, record, CLOSE)

	def test_room_and_class_with_one_tap(self) -> None:
		with self.as_user(self.psych_head):
			rows = endpoints.get_near(self.student)
		self.assertEqual(rows[-1], {"nearness": "Whole Class", "person": "世界软件2601班"})
		self.assertNotIn(self.student, [row.get("student") for row in rows])
		with self.as_user(self.counsellor):
			self.assertRaises(
				(frappe.PermissionError, frappe.ValidationError), endpoints.get_near, self.student
			)
