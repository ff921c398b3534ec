"""A complaint from whoever asks to what changed: steps, clocks, the second reader, four weeks later."""

from datetime import timedelta

import frappe
from frappe.model.workflow import WorkflowTransitionError
from frappe.utils import add_days, get_datetime, getdate, now_datetime

from campus_safety.exceptions import AppealStepError, AppOwnedFieldError, ClosedRecordError
from campus_safety.services.governance.appeals import answers, clocks, due, joining, steps
from campus_safety.tests.appeals.base import TICKET, AppealTestCase
from campus_safety.tests.base import at

REFUSED = (frappe.PermissionError, WorkflowTransitionError, AppealStepError, frappe.MandatoryError)


class TestCourse(AppealTestCase):
	def test_from_asked_to_changed(self) -> None:
		ticket, code = self.file()
		self.assertEqual((ticket.status, ticket.source, ticket.anonymous), ("Accepted", "Portal", 1))
		self.assertEqual(
			get_datetime(ticket.response_due), ticket.received_at + timedelta(hours=4), "over noon"
		)
		self.assign(ticket)
		self.write(ticket, self.handler, first_response="今天下午去看")
		self.reply(ticket)
		self.assertEqual((ticket.status, ticket.replied_by, ticket.solve_late), ("Replied", self.handler, 0))
		sender = self.by_code(code)
		shown = answers.get_one(sender, now_datetime())
		self.assertEqual((shown["first_answer"], shown["reply"]), ("今天下午去看", "已加装保温台"))
		answers.rate(sender, "Satisfied", "热了", now_datetime())
		ticket.reload()
		self.assertEqual(
			(ticket.status, ticket.satisfaction, ticket.said), ("Revisited", "Satisfied", "热了")
		)
		self.step(ticket, self.office, "Close Complaint")
		self.assertEqual(getdate(ticket.ask_again_on), add_days(getdate(), 28))
		self.write(ticket, self.office, public_summary="汤是冷的", change_made="加了保温台")
		with self.as_user(self.office):
			steps.publish(frappe.get_doc(TICKET, ticket.name), self.office, now_datetime())
		self.assertIn("汤是冷的", [row["summary"] for row in joining.get_changed()])

	def test_the_first_answer_has_one_moment(self) -> None:
		ticket, _code = self.file()
		self.assign(ticket)
		self.write(ticket, self.handler, first_response="今天下午去看")
		first = ticket.first_response_at
		self.assertRaises(AppealStepError, self.write, ticket, self.handler, first_response="改了")
		self.reply(ticket)
		self.assertEqual(ticket.first_response_at, first)
		self.assertFalse(ticket.response_late)

	def test_the_clock_stops_while_whoever_asked_is_asked(self) -> None:
		ticket, code = self.file()
		self.assign(ticket)
		was = ticket.due
		with self.as_user(self.handler):
			answers.ask(frappe.get_doc(TICKET, ticket.name), "哪个窗口？", now_datetime())
		ticket.reload()
		self.assertEqual((ticket.paused, ticket.due), (1, None))
		self.assertEqual(answers.get_one(self.by_code(code), now_datetime())["question"], "哪个窗口？")
		with at(now_datetime() + timedelta(hours=1)):
			answers.answer(self.by_code(code), "二楼3号", now_datetime())
		ticket.reload()
		self.assertEqual((ticket.paused, ticket.questions[0].answer), (0, "二楼3号"))
		self.assertAlmostEqual((ticket.due - was).total_seconds(), 3600, delta=30)

	def test_a_question_that_nobody_answers_stops_it_for_some_days_alone(self) -> None:
		ticket, code = self.file()
		self.assign(ticket)
		with self.as_user(self.handler):
			answers.ask(frappe.get_doc(TICKET, ticket.name), "哪个窗口？", now_datetime())
		later = now_datetime() + timedelta(days=10)
		while not clocks.get_times(later.date()).is_open(later):
			later += timedelta(hours=1)
		with at(later):
			rows = [row for row in due.get_rows(later) if row.what == "resumed" and row.name == ticket.name]
			self.assertEqual(len(rows), 1)
			self.assertEqual(due.go_on(rows[0], later), 1)
			ticket.reload()
			self.assertEqual(ticket.paused, 0)
			self.assertTrue(ticket.due)
			self.assertFalse([row for row in due.get_rows(later) if row.what == "resumed"])
			answers.answer(self.by_code(code), "二楼3号", later)
		self.assertEqual(frappe.get_doc(TICKET, ticket.name).questions[0].answer, "二楼3号")

	def test_what_a_reply_needs(self) -> None:
		ticket, _code = self.file()
		self.assertRaises(REFUSED, self.step, ticket, self.office, "Assign Complaint")
		self.assign(ticket)
		self.step(ticket, self.handler, "Begin Handling")
		for values in (
			{},
			{"reply": "好了"},
			{"outcome": "Partly", "cause": self.cause},
		):
			with self.subTest(values):
				self.assertRaises(REFUSED, self.step, ticket, self.handler, "Reply to Complaint", **values)
		self.step(ticket, self.handler, "Reply to Complaint", outcome_reason="只换了一半")
		self.assertEqual(ticket.status, "Replied")

	def test_a_second_reader_for_what_is_refused(self) -> None:
		ticket, _code = self.file()
		self.assign(ticket)
		refused = {"outcome": "Unreasonable", "outcome_reason": "要求免费"}
		self.assertRaises(AppealStepError, self.reply, ticket, **refused)
		for user in (self.handler, self.mentor):
			with self.subTest(user):
				self.assertRaises(
					AppealStepError,
					steps.read_second,
					frappe.get_doc(TICKET, ticket.name),
					user,
					now_datetime(),
				)
		steps.read_second(frappe.get_doc(TICKET, ticket.name), self.office2, now_datetime())
		self.write(ticket, self.handler, reply="改过的答复")
		self.assertIsNone(ticket.second_reader, "it was another text that was read")
		steps.read_second(frappe.get_doc(TICKET, ticket.name), self.office2, now_datetime())
		self.step(ticket, self.handler, "Reply to Complaint")
		self.assertEqual((ticket.status, ticket.second_reader), ("Replied", self.office2))

	def test_what_came_back_is_taken_up_again_with_a_clock_of_its_own(self) -> None:
		ticket, code = self.file()
		self.reply(self.assign(ticket))
		answers.rate(self.by_code(code), "Satisfied", "", now_datetime())
		ticket.reload()
		self.step(ticket, self.office, "Close Complaint")
		self.assertRaises(
			AppealStepError, answers.answer_again, self.by_code(code), "Came Back", now_datetime()
		)
		with at(now_datetime() + timedelta(days=28)):
			answers.answer_again(self.by_code(code), "Came Back", now_datetime())
			ticket.reload()
			self.assertEqual((ticket.status, ticket.reopened, ticket.solve_late), ("Handling", 1, 0))
			self.assertGreater(ticket.due, now_datetime())
			self.assertRaises(
				AppealStepError, answers.answer_again, self.by_code(code), "Came Back", now_datetime()
			)

	def test_closed_stays(self) -> None:
		ticket, code = self.file()
		self.reply(self.assign(ticket))
		answers.rate(self.by_code(code), "Satisfied", "", now_datetime())
		ticket.reload()
		self.step(ticket, self.office, "Close Complaint")
		for field in ("reply", "outcome_reason"):
			self.assertRaises(
				(ClosedRecordError, AppealStepError), self.write, ticket, self.office, **{field: "别的"}
			)

	def test_what_the_app_writes_nobody_else_does(self) -> None:
		ticket, _code = self.file()
		self.assign(ticket)
		for field, value in (
			("first_response_at", "2026-11-27 10:00:00"),
			("satisfaction", "Satisfied"),
			("second_reader", self.office2),
			("published_on", "2026-11-27"),
		):
			with self.subTest(field):
				self.assertRaises(AppOwnedFieldError, self.write, ticket, self.office, **{field: value})


class TestCalls(AppealTestCase):
	def go_on(self, now) -> int:
		"""As the job, without its commits."""
		return sum(due.go_on(row, now) for row in due.get_rows(now))

	def late(self) -> list[str]:
		return frappe.get_all(
			"Campus Alert", filters={"kind": "Complaint Late", "status": "Open"}, pluck="reference_name"
		)

	def test_late_calls_in_working_time_alone_and_once(self) -> None:
		ticket, _code = self.file()
		frappe.db.set_value(TICKET, ticket.name, "response_due", add_days(now_datetime(), -1))
		night = now_datetime().replace(hour=23)
		self.assertEqual(self.go_on(night), 0)
		self.assertNotIn(ticket.name, self.late())
		day = now_datetime().replace(hour=15)
		self.go_on(day)
		self.assertIn(ticket.name, self.late())
		self.assertEqual(self.go_on(day), 0)

	def test_answered_it_calls_no_more(self) -> None:
		ticket, _code = self.file()
		self.assign(ticket)
		frappe.db.set_value(TICKET, ticket.name, "response_due", add_days(now_datetime(), -1))
		self.go_on(now_datetime().replace(hour=15))
		self.assertIn(ticket.name, self.late())
		self.write(ticket, self.handler, first_response="今天下午去看")
		self.assertNotIn(ticket.name, self.late())
		self.assertTrue(
			frappe.db.exists("Notification Log", {"for_user": self.handler, "document_name": ticket.name})
		)

	def test_asked_once_more_after_four_weeks(self) -> None:
		ticket = self.file_named()
		self.reply(self.assign(ticket))
		self.step(ticket, self.office, "Complaint Revisited")
		self.step(ticket, self.office, "Close Complaint")
		before = frappe.db.count("Notification Log", {"for_user": self.student})
		frappe.db.set_value(TICKET, ticket.name, "ask_again_on", getdate())
		for _time in range(2):
			self.go_on(now_datetime().replace(hour=15))
		self.assertEqual(frappe.db.count("Notification Log", {"for_user": self.student}), before + 1)
