"""The course of a care plan: reviewed each month, ended by the college, moved with its student; the duty of the review."""

from datetime import date, timedelta
from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.access.checks import reach_of
from campus_safety.domain.duties.obligation import Window
from campus_safety.engines.duties import rules, subjects
from campus_safety.exceptions import (
	AppendOnlyError,
	AppOwnedFieldError,
	CareStepError,
	ClosedRecordError,
	WorkflowGuardError,
)
from campus_safety.services.risk import care_moves
from campus_safety.tests.bases.care import END, PLAN, CareTestCase
from campus_safety.tests.world import OTHER_STUDENT


class TestReviews(CareTestCase):
	def test_the_month_is_counted_from_the_last_one(self) -> None:
		plan = self.begun()
		self.assertGreater(getdate(plan.next_review_due), getdate() + timedelta(days=27))
		plan = self.review(plan, "Same", reviewed_by=self.lead)
		self.assertEqual((plan.effect, plan.reviews[0].reviewed_by), ("Same", self.counsellor))
		for change in (
			lambda doc: doc.set("reviews", []),
			lambda doc: doc.reviews[0].set("effect", "Better"),
		):
			with self.assertRaises(AppendOnlyError):
				self.edit(self.counsellor, plan, change)

	def test_not_before_it_began_and_not_ahead(self) -> None:
		plan = self.begun()
		for days in (-1, 1):
			with self.assertRaises(CareStepError):
				self.review(plan, review_date=add_days(nowdate(), days))
		with self.assertRaises(CareStepError):
			self.review(self.file_another(), effect="Better")

	def file_another(self):
		frappe.db.set_value(PLAN, {"student": self.student}, {"open_key": None, "status": "Ended"})
		return self.file()

	def test_what_the_app_writes_is_not_typed(self) -> None:
		plan = self.begun()
		for field, value in (("effect", "Better"), ("next_review_due", "2031-01-01"), ("for_teachers", 0)):
			with self.assertRaises(AppOwnedFieldError):
				self.edit(self.counsellor, plan, lambda doc, f=field, v=value: doc.set(f, v))


class TestEnd(CareTestCase):
	def done(self, plan):
		for action in {row.action for row in plan.actions}:
			plan = self.tick(self.counsellor, plan, action)
		return plan

	def test_everything_that_is_missing_is_said_at_once(self) -> None:
		plan = self.begun()
		with self.assertRaises(CareStepError) as refused:
			self.act(self.lead, plan, END)
		self.assertIn("任课教师参与家访", str(refused.exception))
		plan = self.done(plan)
		plan = self.review(plan, "Worse")
		plan = self.edit(self.counsellor, plan, lambda doc: doc.set("end_reason", "补考通过"))
		with self.assertRaises(CareStepError):
			self.act(self.lead, plan, END)
		plan = self.act(self.lead, self.review(plan, "Better"), END)
		self.assertEqual((plan.status, getdate(plan.ended_on)), ("Ended", getdate()))
		self.assertFalse([row for row in plan.actions if not (row.done or row.not_needed)])
		self.file(by=self.adviser)

	def test_a_word_beside_an_action_is_not_done(self) -> None:
		plan = self.review(self.begun())

		def write_only(doc) -> None:
			doc.end_reason = "算了"
			for row in doc.actions:
				row.outcome = "。"

		plan = self.edit(self.counsellor, plan, write_only)
		with self.assertRaises(CareStepError):
			self.act(self.lead, plan, END)

	def test_the_college_ends_it_and_then_it_stays(self) -> None:
		plan = self.review(self.done(self.begun()))
		plan = self.edit(self.counsellor, plan, lambda doc: doc.set("end_reason", "补考通过"))
		with self.assertRaises((WorkflowGuardError, frappe.PermissionError, frappe.ValidationError)):
			self.act(self.counsellor, plan, END)
		plan = self.act(self.lead, plan, END)
		with self.assertRaises((ClosedRecordError, WorkflowGuardError)):
			self.edit(self.lead, plan, lambda doc: doc.set("situation", "别的"))
		with self.as_user(self.counsellor), self.assertRaises((ClosedRecordError, frappe.PermissionError)):
			frappe.delete_doc(PLAN, plan.name)

	def test_filed_by_mistake_it_is_cancelled_with_the_reason(self) -> None:
		plan = self.file()
		with self.assertRaises(CareStepError):
			self.act(self.counsellor, plan, "Cancel Plan")
		plan = self.edit(self.counsellor, plan, lambda doc: doc.set("end_reason", "学生弄错了"))
		self.assertEqual(self.act(self.counsellor, plan, "Cancel Plan").status, "Cancelled")


class TestMoves(CareTestCase):
	def change_student(self, **values) -> None:
		student = frappe.get_doc("Campus Student", self.student)
		student.update(values)
		student.save()

	def test_it_goes_with_the_student_to_the_other_class(self) -> None:
		plan = self.begun()
		self.change_student(unit=frappe.db.get_value("Campus Student", OTHER_STUDENT, "unit"))
		plan.reload()
		self.assertEqual(plan.responsible_person, self.stranger)
		self.assertEqual({row.action_owner for row in plan.actions}, {self.stranger})
		self.assertFalse(reach_of(self.counsellor, PLAN).covers(plan))
		self.assertTrue(reach_of(self.stranger, PLAN).covers(plan))
		told = {"for_user": self.stranger, "document_type": PLAN, "document_name": plan.name}
		self.assertTrue(frappe.db.exists("Notification Log", told))

	def test_it_ends_with_a_student_who_has_left(self) -> None:
		plan = self.begun()
		self.change_student(status="Withdrawn")
		plan.reload()
		self.assertEqual(plan.status, "Ended")
		self.assertIn("退学", plan.end_reason)

	def test_a_disabled_account_answers_no_more(self) -> None:
		plan = self.begun()
		plan.db_set("responsible_person", self.mentor)
		self.assertEqual(care_moves.look(now_datetime(), users=[self.mentor]), [plan.name])
		plan.reload()
		self.assertEqual(plan.responsible_person, self.counsellor)
		self.assertEqual(care_moves.look(now_datetime()), [])

	def test_the_hourly_look_asks_once_however_many_there_are(self) -> None:
		plan = self.begun()

		def queries_with(copies: int) -> int:
			for number in range(copies):
				values = {**plan.as_dict(), "name": f"care-copy-{copies}-{number}", "open_key": None}
				frappe.get_doc({"doctype": PLAN, **values, "actions": [], "reviews": []}).db_insert()
			with patch.object(frappe.db, "sql", wraps=frappe.db.sql) as sql:
				self.assertEqual(care_moves.look(now_datetime()), [])
			return sql.call_count

		queries_with(1)  # fills the caches
		self.assertEqual(queries_with(40), queries_with(2))


class TestDates(CareTestCase):
	def test_the_day_of_filing_is_not_typed(self) -> None:
		plan = self.edit(self.counsellor, self.file(), lambda doc: doc.set("occurred_on", "2020-01-01"))
		self.assertEqual(getdate(plan.occurred_on), getdate())


class TestDuty(CareTestCase):
	def test_those_in_care_owe_a_review_from_the_first_whole_month(self) -> None:
		rule = rules.read(frappe.get_doc("Campus Duty Rule", {"seed_key": "care_review"}))
		plan = self.begun()
		found = subjects.select(rule)

		def owes(join_by: date) -> bool:
			window = Window(join_by, getdate())
			rows = found.owing(window).select(found.name, found.holder).run()
			return (self.student, self.counsellor) in [tuple(row) for row in rows]

		self.assertTrue(owes(getdate()))
		self.assertFalse(owes(getdate() - timedelta(days=1)))
		frappe.db.set_value(PLAN, plan.name, "status", "Ended")
		self.assertFalse(owes(getdate()))
