"""A suspension: heard before it is decided, the register follows, nobody on leave is forgotten, no cure is asked for."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from campus_safety.access.secrets import is_encrypted
from campus_safety.engines.opening import openings
from campus_safety.engines.opening.reveal import reveal
from campus_safety.exceptions import (
	AppendOnlyError,
	AppOwnedFieldError,
	ClosedRecordError,
	CrisisStepError,
	WorkflowGuardError,
)
from campus_safety.services.risk import moves
from campus_safety.tests.base import at
from campus_safety.tests.bases.way_back import DECIDE, HEARD, SUSPENSION, WayBackTestCase

BELL, HANDOVER = "Notification Log", "Campus File Handover"


class TestAsking(WayBackTestCase):
	def test_who_keeps_in_touch_is_the_counsellor_unless_another_is_named(self) -> None:
		suspension = self.ask()
		self.assertEqual(
			(suspension.contact_person, suspension.lead, suspension.status),
			(self.counsellor, self.lead, "Requested"),
		)
		self.assertTrue(is_encrypted(suspension.reason) and is_encrypted(suspension.return_conditions))
		self.assertRaises(CrisisStepError, self.ask)  # one at a time

	def test_nobody_is_named_who_could_not_open_it(self) -> None:
		self.assertRaises(CrisisStepError, self.ask, contact_person=self.academic)

	def test_of_ones_own_students(self) -> None:
		self.assertRaises(frappe.PermissionError, self.ask, by=self.stranger)

	def test_the_way_back_begins_before_the_end(self) -> None:
		for day in (-1, 181):
			with self.assertRaises(CrisisStepError):
				self.ask(review_starts_on=add_days(nowdate(), day))

	def test_never_demands_a_cure(self) -> None:
		for words in ("医院证明已治愈", "须痊愈后返校", "完全康复", "Must be cured"):
			with self.subTest(words), self.assertRaises(CrisisStepError):
				self.ask(return_conditions=words)
		self.ask(return_conditions="医院出具可以学习的证明；不要求治愈")

	def test_asked_for_by_the_school_student_affairs_reads_along(self) -> None:
		self.assertTrue(self.reads(self.affairs, self.ask(requested_by="School")))

	def reads(self, user: str, suspension) -> bool:
		with self.as_user(user):
			return bool(frappe.has_permission(SUSPENSION, "read", doc=suspension.name))


class TestDecision(WayBackTestCase):
	def test_nobody_is_suspended_unheard(self) -> None:
		suspension = self.ask()
		with self.assertRaises(CrisisStepError):
			self.act(self.counsellor, suspension, HEARD)

	def test_of_a_minor_the_guardian_is_heard_too(self) -> None:
		frappe.db.set_value("Campus Student", self.student, "is_minor", 1)
		suspension = self.ask()
		self.edit(self.counsellor, suspension, heard_at=now_datetime(), heard_note="同意")
		with self.assertRaises(CrisisStepError):
			self.act(self.counsellor, suspension, HEARD)
		self.edit(self.counsellor, suspension, guardian_heard_at=now_datetime())
		self.assertEqual(self.act(self.counsellor, suspension, HEARD).status, "Heard")

	def test_academic_affairs_decides_and_nobody_else(self) -> None:
		suspension = self.heard()
		for user in (self.counsellor, self.lead, self.psych_head):
			with (
				self.subTest(user),
				self.assertRaises((frappe.PermissionError, WorkflowGuardError, frappe.ValidationError)),
			):
				self.act(user, suspension, DECIDE)
		self.assertEqual(self.act(self.academic, suspension, DECIDE).status, "Suspended")
		self.assertEqual(
			(suspension.decided_by, suspension.appeal_until),
			(self.academic, getdate(add_days(nowdate(), 10))),
		)

	def test_it_reads_what_it_decides_and_not_how_the_student_fares(self) -> None:
		suspension = self.ask()
		self.assertFalse(self.opens(self.academic, suspension))
		suspension = self.heard_again(suspension)
		self.assertTrue(self.opens(self.academic, suspension))
		self.act(self.academic, suspension, DECIDE)
		self.assertTrue(self.opens(self.academic, suspension))
		self.contact(suspension, note="这周睡得好些")
		self.assertFalse(self.opens(self.academic, suspension))
		with self.as_user(self.academic):
			self.assertRaises(frappe.PermissionError, reveal, SUSPENSION, suspension.name, "看看近况")

	def test_nor_after_the_time_to_appeal(self) -> None:
		suspension = self.suspended()
		with at(now_datetime() + timedelta(days=11)):
			self.morning()
		self.assertFalse(self.opens(self.academic, suspension))

	def heard_again(self, suspension):
		self.edit(self.counsellor, suspension, heard_at=now_datetime(), heard_note="同意")
		return self.act(self.counsellor, suspension, HEARD)

	def opens(self, user: str, suspension) -> bool:
		with self.as_user(user):
			return bool(frappe.has_permission(SUSPENSION, "read", doc=suspension.name))

	def test_class_staff_without_the_post_see_nothing(self) -> None:
		suspension = self.suspended()
		for user in (self.adviser, self.stranger):
			self.assertFalse(self.opens(user, suspension), user)

	def test_a_refusal_says_why(self) -> None:
		suspension = self.heard()
		with self.assertRaises(CrisisStepError):
			self.act(self.academic, suspension, "Refuse the Suspension")
		self.edit(self.academic, suspension, decision_note="可以先请病假")
		self.act(self.academic, suspension, "Refuse the Suspension")
		self.assertEqual((suspension.status, self.status_of_student()), ("Refused", "Enrolled"))
		self.assertTrue(suspension.decided_at and suspension.ended_at)

	def test_what_was_decided_stays(self) -> None:
		suspension = self.suspended()
		for change in ({"return_conditions": "另议"}, {"until_date": add_days(nowdate(), 300)}):
			with self.assertRaises(ClosedRecordError):
				self.edit(self.counsellor, suspension, **change)
		self.edit(self.counsellor, suspension, contact_person=self.lead)
		with self.assertRaises(AppOwnedFieldError):
			self.edit(self.lead, suspension, appeal_until=add_days(nowdate(), 99))

	def test_what_was_said_at_the_hearing_stays(self) -> None:
		suspension = self.heard()
		for values in ({"heard_note": "学生反对"}, {"reason": "另有原因"}, {"return_conditions": "无"}):
			with self.subTest(values), self.assertRaises(ClosedRecordError):
				self.edit(self.academic, suspension, **values)
			suspension.reload()
		self.assertEqual(self.act(self.academic, suspension, DECIDE).status, "Suspended")

	def test_nobody_was_heard_before_the_request(self) -> None:
		suspension = self.ask()
		with self.assertRaises(CrisisStepError):
			self.edit(self.counsellor, suspension, heard_at="2020-01-01 10:00", heard_note="同意")

	def test_an_appeal_stays_and_is_answered_by_student_affairs(self) -> None:
		suspension = self.suspended()
		with self.assertRaises(frappe.PermissionError):
			self.edit(self.counsellor, suspension, appeal_filed_on=nowdate(), appeal_answer="维持原决定")
		suspension.reload()
		self.edit(self.counsellor, suspension, appeal_filed_on=nowdate())
		with self.assertRaises(ClosedRecordError):
			self.edit(self.counsellor, suspension, appeal_filed_on=None)

	def test_whoever_kept_in_touch_is_gone(self) -> None:
		suspension = self.suspended()
		self.assertEqual(self.morning()["alone"], 0)
		frappe.db.set_value("User", self.counsellor, "enabled", 0)
		self.assertGreater(self.morning()["alone"], 0)
		self.assertEqual(self.morning()["alone"], 0)  # once a day
		with at(now_datetime() + timedelta(days=1)):
			self.assertGreater(self.morning()["alone"], 0)
		self.edit(self.lead, suspension, contact_person=self.psych_teacher)
		with at(now_datetime() + timedelta(days=2)):
			self.assertEqual(self.morning()["alone"], 0)

	def test_what_nobody_keeps_in_touch_about_is_handed_over(self) -> None:
		suspension = self.suspended()
		frappe.db.set_value("User", self.counsellor, "enabled", 0)
		moves.look(now_datetime(), users=[self.counsellor])
		self.assertEqual(frappe.db.get_value(SUSPENSION, suspension.name, "no_owner"), 1)
		name = frappe.db.get_value(HANDOVER, {"from_user": self.counsellor, "status": "Draft"})
		self.edit(self.lead, frappe.get_doc(HANDOVER, name), to_user=self.adviser)
		draft = self.act(self.lead, frappe.get_doc(HANDOVER, name), "Sign the Handover")
		with self.as_user(self.adviser):
			openings.read(HANDOVER, name, "接收前阅读")
			document = frappe.get_doc(HANDOVER, name)
			for row in document.items:
				row.received = 1
			document.save()
		self.assertIn((suspension.name, "Contact Person"), {(row.reference, row.post) for row in draft.items})
		self.act(self.adviser, draft, "Confirm the Receipt")
		self.act(self.lead, draft, "Witness the Handover")
		suspension.reload()
		self.assertEqual((suspension.contact_person, suspension.no_owner), (self.adviser, 0))

	def test_who_keeps_in_touch_looks_after_the_student(self) -> None:
		with self.assertRaises(CrisisStepError):
			self.ask(contact_person=self.stranger)

	def test_each_step_is_in_the_log(self) -> None:
		suspension = self.suspended()
		steps = frappe.get_all(
			"Campus Access Log",
			filters={"reference_name": suspension.name, "action": "State"},
			pluck="user",
		)
		self.assertIn(self.academic, steps)

	def test_lifted_after_an_appeal(self) -> None:
		suspension = self.suspended(requested_by="School")
		with self.assertRaises(CrisisStepError):
			self.act(self.affairs, suspension, "Lift after Appeal")
		self.edit(self.affairs, suspension, appeal_filed_on=nowdate(), appeal_answer="申诉成立")
		self.act(self.affairs, suspension, "Lift after Appeal")
		self.assertEqual((suspension.status, self.status_of_student()), ("Lifted", "Enrolled"))


class TestRegister(WayBackTestCase):
	def test_the_register_follows_on_the_day(self) -> None:
		self.suspended()
		self.assertEqual(self.status_of_student(), "Suspended")

	def test_and_not_before_it(self) -> None:
		suspension = self.suspended(from_date=add_days(nowdate(), 3))
		self.assertEqual(self.status_of_student(), "Enrolled")
		self.morning()
		self.assertEqual(self.status_of_student(), "Enrolled")
		with at(now_datetime() + timedelta(days=3)):
			self.assertEqual(self.morning()["begun"], 1)
			self.assertEqual(self.morning()["begun"], 0)
		self.assertEqual(
			(self.status_of_student(), self.again(suspension).status_before), ("Suspended", "Enrolled")
		)

	def test_who_leaves_the_school_is_followed_no_longer(self) -> None:
		suspension = self.suspended()
		frappe.db.set_value("Campus Student", self.student, "status", "Withdrawn")
		self.assertEqual(self.morning()["ended"], 1)
		self.assertEqual((self.again(suspension).status, self.status_of_student()), ("Ended", "Withdrawn"))


class TestContacts(WayBackTestCase):
	def test_owed_every_month_by_who_was_reached(self) -> None:
		suspension = self.suspended()
		self.assertEqual(suspension.next_contact_due, getdate(add_days(nowdate(), 30)))
		with at(now_datetime() + timedelta(days=20)):
			self.contact(suspension, result="Not Reached")
			self.assertEqual(suspension.next_contact_due, getdate(add_days(nowdate(), 10)))
			self.contact(suspension)
			row = suspension.contacts[-1]
			self.assertEqual(
				(row.recorded_by, get_datetime(row.recorded_at).date()), (self.counsellor, getdate(nowdate()))
			)
			self.assertEqual(suspension.next_contact_due, getdate(add_days(nowdate(), 30)))

	def test_rows_stay(self) -> None:
		suspension = self.suspended()
		self.contact(suspension, note="能下床走走")
		with self.as_user(self.counsellor):
			document = frappe.get_doc(SUSPENSION, suspension.name)
			document.contacts[0].result = "Not Reached"
			self.assertRaises(AppendOnlyError, document.save)
			document = frappe.get_doc(SUSPENSION, suspension.name)
			document.contacts = []
			self.assertRaises(AppendOnlyError, document.save)

	def test_within_the_leave(self) -> None:
		heard = self.heard()
		self.assertRaises(CrisisStepError, self.contact, heard)
		suspension = self.act(self.academic, self.again(heard), DECIDE)
		for day in (-1, 1):
			self.assertRaises(CrisisStepError, self.contact, suspension, contact_on=add_days(nowdate(), day))

	def test_told_once_when_due(self) -> None:
		suspension = self.suspended()
		with at(now_datetime() + timedelta(days=30)):
			self.assertEqual(self.morning()["reminded"], 1)
			self.assertEqual(self.morning()["reminded"], 0)
		self.assertEqual(self.bells(self.counsellor, suspension, "该与学生联系"), 1)

	def test_the_way_back_begins_in_time_and_is_told_once(self) -> None:
		suspension = self.suspended()
		with at(now_datetime() + timedelta(days=149)):
			self.assertEqual(self.morning()["reviews"], 0)
		with at(now_datetime() + timedelta(days=150)):
			self.assertGreaterEqual(self.morning()["reviews"], 2)
			self.assertEqual(self.morning()["reviews"], 0)
		for user in (self.counsellor, self.psych_head):
			self.assertEqual(self.bells(user, suspension, "开始准备复学评估"), 1)

	def bells(self, user: str, suspension, words: str) -> int:
		"""Messages that hold these words."""
		subjects = frappe.get_all(BELL, {"for_user": user, "document_name": suspension.name}, pluck="subject")
		return sum(1 for subject in subjects if words in subject)
