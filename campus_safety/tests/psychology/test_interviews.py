"""Interviews: shared out, held, graded by the right person, told to the counsellor where the student agreed."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.opening import reveal
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, ScreeningError
from campus_safety.services.psychology import consents, interviews, sitting_view
from campus_safety.tests.psychology.base import HEAVY, INTERVIEW
from campus_safety.tests.psychology.test_student_page import PageTestCase

ADVICE = "Campus Screening Advice"


class InterviewTestCase(PageTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.answer(HEAVY)
		frappe.db.set_value(INTERVIEW, self.interview(self.campaign).name, "interviewer", self.teacher)

	def write(self, **values):
		with self.as_user(self.teacher):
			interview = self.interview(self.campaign)
			interview.update(
				{
					"held_at": now_datetime(),
					"suicide_inquiry": "None",
					"protective_factors": "与室友关系好",
					"risk_level": "General",
					"advice": "多鼓励，避免当众批评",
					**values,
				}
			)
			interview.save()
		return interview

	def act(self, user: str, act) -> None:
		with self.as_user(user):
			act(self.interview(self.campaign), now_datetime())

	def finish(self, **values) -> None:
		self.write(**values)
		self.act(self.teacher, interviews.hold)
		self.act(self.teacher, interviews.grade)


class TestTheWay(InterviewTestCase):
	def test_held_graded_and_told(self) -> None:
		self.write()
		self.act(self.teacher, interviews.hold)
		self.assertEqual(self.result(self.campaign).status, "Interviewed")
		self.assertFalse(frappe.db.exists(ADVICE, {"student": self.student}), "not before it is graded")
		self.act(self.teacher, interviews.grade)
		self.assertEqual(self.result(self.campaign).status, "Graded")
		advice = frappe.get_doc(ADVICE, {"student": self.student})
		self.assertEqual(
			(advice.risk_level, advice.advice, advice.contact),
			("General", "多鼓励，避免当众批评", self.teacher),
		)

	def test_without_consent_nobody_is_told(self) -> None:
		consents.withdraw(self.campaign, self.student, consents.SHARE, now_datetime())
		self.finish()
		self.assertFalse(frappe.db.exists(ADVICE, {"student": self.student}))
		self.assertFalse(self.interview(self.campaign).level_shared)

	def test_taking_back_ends_what_was_told(self) -> None:
		self.finish()
		consents.withdraw(self.campaign, self.student, consents.SHARE, now_datetime())
		advice = frappe.get_doc(ADVICE, {"student": self.student})
		self.assertEqual((advice.status, advice.risk_level, advice.advice), ("Ended", None, None))

	def test_an_ordinary_level_tells_nothing(self) -> None:
		self.finish(risk_level="Normal")
		self.assertFalse(frappe.db.exists(ADVICE, {"student": self.student}))

	def test_what_is_missing(self) -> None:
		for field in ("held_at", "risk_level", "advice"):
			self.write(**{field: None})
			with self.assertRaises(ScreeningError):
				self.act(self.teacher, interviews.hold)
		with self.assertRaises(ScreeningError):
			self.act(self.teacher, interviews.grade)

	def test_ideation_needs_a_second_one_and_a_safety_plan(self) -> None:
		for found in ("Ideation", "Plan", "Act"):
			with self.subTest(found):
				frappe.db.savepoint("second")
				self.write(suicide_inquiry=found, risk_level="Severe")
				self.act(self.teacher, interviews.hold)
				interview = self.interview(self.campaign)
				self.assertTrue(interview.todo_due)
				self.assertTrue(interview.todo.startswith("enc:1:"))
				with self.assertRaises(ScreeningError):
					self.act(self.teacher, interviews.grade)
				with self.as_user(self.teacher):
					interview.second_interviewer = self.teacher
					self.assertRaises(ScreeningError, interview.save)
					interview = self.interview(self.campaign)
					interview.second_interviewer = self.second
					interview.save()
				with self.assertRaises(frappe.PermissionError):
					self.act(self.teacher, interviews.grade)
				self.act(self.second, interviews.grade)
				self.assertEqual(self.interview(self.campaign).graded_by, self.second)
				self.act(self.teacher, interviews.finish_todo)
				self.assertTrue(self.interview(self.campaign).todo_done_at)
				frappe.db.rollback(save_point="second")

	def test_what_was_answered_about_suicide_is_ciphertext(self) -> None:
		interview = self.write(suicide_inquiry="Plan")
		stored = frappe.db.get_value(INTERVIEW, interview.name, ["suicide_inquiry", "inquiry"], as_dict=True)
		self.assertFalse(stored.suicide_inquiry)
		self.assertTrue(stored.inquiry.startswith("enc:1:"))
		with self.as_user(self.teacher):
			self.assertEqual(
				reveal.reveal(INTERVIEW, interview.name, "复核访谈")["fields"]["inquiry"], "Plan"
			)
			interview = self.interview(self.campaign)
			interview.inquiry = "None"
			self.assertRaises(AppOwnedFieldError, interview.save)

	def test_whose_it_is(self) -> None:
		with self.as_user(self.second):
			interview = self.interview(self.campaign)
			interview.advice = "别人的话"
			self.assertRaises(frappe.PermissionError, interview.save)
		self.write()
		with self.assertRaises(frappe.PermissionError):
			self.act(self.second, interviews.hold)
		with self.as_user(self.teacher), self.assertRaises(frappe.PermissionError):
			interviews.reassign(self.interview(self.campaign), self.second)
		with self.as_user(self.head):
			with self.assertRaises(ScreeningError):
				interviews.reassign(self.interview(self.campaign), self.counsellor)
			interviews.reassign(self.interview(self.campaign), self.second)
		self.act(self.second, interviews.hold)

	def test_graded_is_graded(self) -> None:
		self.finish()
		with self.as_user(self.head):
			interview = self.interview(self.campaign)
			interview.risk_level = "Normal"
			self.assertRaises(ClosedRecordError, interview.save)

	def test_load(self) -> None:
		for student in self.students[1:]:
			self.answer(HEAVY, student=student)
		loads = {user: load for user, load in interviews.get_loads().items() if user.endswith("@psych.test")}
		self.assertLessEqual(max(loads.values()) - min(loads.values()), 1)


class TestOneSitting(InterviewTestCase):
	def test_opened_with_a_reason_and_logged(self) -> None:
		name = self.interview(self.campaign).name
		with self.as_user(self.teacher):
			self.assertRaises(frappe.ValidationError, sitting_view.open_sitting, name, "")
			found = sitting_view.open_sitting(name, "准备访谈")
		score = found["sittings"][0]["scores"][0]
		self.assertEqual((score["scale"], score["total"], len(score["answers"])), ("PHQ-9", "12", 10))
		self.assertEqual(score["answers"][0]["text"], "问题1")
		self.assertEqual(score["answers"][0]["answer"], "一半以上的天数")
		log = {"reference_doctype": "Campus Screening Result", "user": self.teacher, "action": "Reveal"}
		self.assertEqual(frappe.db.count("Campus Access Log", {**log, "student": self.student}), 1)

	def test_nobody_else(self) -> None:
		name = self.interview(self.campaign).name
		for user in (self.counsellor, self.adviser, self.lead, self.leader):
			with self.subTest(user), self.as_user(user), self.assertRaises(frappe.PermissionError):
				sitting_view.open_sitting(name, "想看看结果")
