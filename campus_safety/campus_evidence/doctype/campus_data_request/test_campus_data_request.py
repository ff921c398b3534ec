"""Requests about personal information: from the student's own page and recorded by staff; clock, answer, refusal."""

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import (
	AppOwnedFieldError,
	ClosedRecordError,
	ClosedRequestError,
	DataRequestError,
	OutOfScopeError,
)
from campus_safety.services.privacy import data_requests
from campus_safety.services.privacy.data_requests import REQUEST
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, WorldTestCase
from campus_safety.tests.http import HttpClient
from campus_safety.tests.world import FAR_STUDENT, NEIGHBOUR

STUDENT_API, API = "campus_safety.api.student.", "campus_safety.api.privacy."


class TestDataRequest(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		school = make.make_unit("请求学院", "School")
		college = make.make_unit("请求信息学院", "College", school)
		self.unit = make.make_unit("请求2601班", "Class", college)
		self.student = make.make_student("DR2026001", self.unit)
		self.far = make.make_student("DR2026002", make.make_unit("请求2602班", "Class", college))
		self.counsellor = make.make_user("dr-counsellor@dr.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.unit)
		self.affairs = make.make_user("dr-affairs@dr.test", r.STUDENT_AFFAIRS)
		self.psych = make.make_user("dr-psych@dr.test", r.PSYCH_HEAD)

	def record(self, user: str, **values):
		with self.as_user(user):
			return frappe.get_doc(
				{
					"doctype": REQUEST,
					"student": self.student,
					"kind": "Copy",
					"channel": "Letter",
					"received_on": nowdate(),
					"request": "复制家长联系记录",
					**values,
				}
			).insert()

	def may_read(self, user: str, request) -> bool:
		with self.as_user(user):
			return bool(frappe.has_permission(REQUEST, "read", doc=request.name))

	def test_the_clock_is_the_schools(self) -> None:
		self.assertEqual(getdate(self.record(self.counsellor, due="2030-01-01").due), add_days(getdate(), 15))
		frappe.db.set_single_value("Campus Safety Settings", "data_request_days", 5)
		self.assertEqual(getdate(self.record(self.counsellor).due), add_days(getdate(), 5))

	def test_the_office_that_keeps_it_answers(self) -> None:
		general, psychological = (
			self.record(self.counsellor),
			self.record(self.psych, concerns="Psychological"),
		)
		self.assertEqual((general.decider, psychological.decider), (r.STUDENT_AFFAIRS, r.PSYCH_HEAD))
		self.assertEqual(
			[self.may_read(self.affairs, each) for each in (general, psychological)], [True, False]
		)
		self.assertEqual(
			[self.may_read(self.psych, each) for each in (general, psychological)], [False, True]
		)
		self.assertTrue(self.may_read(self.counsellor, general))
		self.assertFalse(self.may_read(self.counsellor, psychological))

	def test_who_recorded_it_neither_answers_nor_changes_it(self) -> None:
		request = self.record(self.counsellor)
		with self.as_user(self.counsellor):
			for act in (data_requests.grant, data_requests.refuse):
				with self.assertRaises(frappe.PermissionError):
					act(frappe.get_doc(REQUEST, request.name), "已复制给本人", now_datetime())
			for values in ({"concerns": "Psychological"}, {"answer": "已复制给本人"}):
				document = frappe.get_doc(REQUEST, request.name).update(values)
				with self.assertRaises(frappe.PermissionError):
					document.save()
		self.assertEqual(frappe.db.get_value(REQUEST, request.name, "status"), "Open")

	def test_staff_record_for_those_they_look_after(self) -> None:
		self.assertRaises(OutOfScopeError, self.record, self.counsellor, student=self.far)
		self.assertRaises(frappe.ValidationError, self.record, self.counsellor, channel="Own Page")
		self.assertEqual(self.record(self.counsellor, status="Granted").status, "Open")
		for field, value in (("answered_by", self.affairs), ("filed_by_student", 1)):
			self.assertRaises(AppOwnedFieldError, self.record, self.counsellor, **{field: value})

	def test_granted_with_words_refused_with_a_reason_then_it_stays(self) -> None:
		granted, refused = self.record(self.counsellor), self.record(self.counsellor)
		with self.as_user(self.affairs):
			self.assertRaises(DataRequestError, data_requests.grant, granted, " ", now_datetime())
			self.assertRaises(DataRequestError, data_requests.refuse, refused, "", now_datetime())
			data_requests.grant(granted, "复制件在学工处领取", now_datetime())
			data_requests.refuse(refused, "含他人信息", now_datetime())
			for request in (granted, refused):
				self.assertRaises(ClosedRequestError, data_requests.refuse, request, "再来", now_datetime())
				request.reload()
				request.answer = "改写"
				self.assertRaises(ClosedRecordError, request.save)
		self.assertEqual((granted.status, refused.status), ("Granted", "Refused"))
		self.assertEqual((granted.answered_by, granted.answered_late), (self.affairs, 0))
		self.assertRaises(ClosedRecordError, frappe.delete_doc, REQUEST, granted.name, force=True)

	def test_what_was_asked_stays_and_late_is_late(self) -> None:
		request = self.record(self.counsellor)
		with self.as_user(self.affairs):
			request.request = "别的"
			self.assertRaises(frappe.PermissionError, request.save)
			request.reload()
			data_requests.grant(request, "已交付", add_days(now_datetime(), 16))
		self.assertEqual(request.answered_late, 1)

	def test_reminders_once_before_and_once_after(self) -> None:
		request = self.record(self.counsellor)
		due = getdate(request.due)
		frappe.db.set_value(REQUEST, {"name": ("!=", request.name)}, "status", "Withdrawn")
		self.assertEqual(data_requests.remind(add_days(due, -4)), 0)
		self.assertGreaterEqual(data_requests.remind(add_days(due, -2)), 1)
		self.assertEqual(data_requests.remind(add_days(due, -1)), 0)
		self.assertGreaterEqual(data_requests.remind(add_days(due, 1)), 1)
		self.assertEqual(data_requests.remind(add_days(due, 2)), 0)


class TestByHttp(WorldTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.pupil = HttpClient(self.world.users["pupil"])
		self.child = HttpClient(self.world.users["child"])
		self.addCleanup(self.clear)

	def clear(self) -> None:
		frappe.set_user("Administrator")
		frappe.db.delete(REQUEST, {"student": ("in", (NEIGHBOUR, FAR_STUDENT))})
		frappe.db.commit()  # as it was committed

	def file(self, key: str = "http-data-1", **values):
		return self.pupil.call(
			STUDENT_API + "request_data",
			**{"key": key, "kind": "Correct", "concerns": "General", "request": "电话写错了", **values},
		)

	def test_a_student_files_sees_and_takes_back_their_own(self) -> None:
		name = self.file().get_json()["message"]
		self.assertEqual(self.file().get_json()["message"], name, "sent twice, filed once")
		row = frappe.db.get_value(REQUEST, name, ["student", "channel", "filed_by_student", "decider"])
		self.assertEqual(row, (NEIGHBOUR, "Own Page", 1, r.STUDENT_AFFAIRS))
		(shown,) = self.pupil.call(STUDENT_API + "get_data_requests", http="get").get_json()["message"]
		self.assertEqual((shown["name"], shown["can_take_back"]), (name, True))
		others = self.child.call(STUDENT_API + "get_data_requests", http="get").get_json()["message"]
		self.assertNotIn(name, [each["name"] for each in others])
		self.assertEqual(self.child.call(STUDENT_API + "take_back_request", name=name).status_code, 404)
		self.assertEqual(self.pupil.call(STUDENT_API + "take_back_request", name=name).status_code, 200)
		self.assertEqual(frappe.db.get_value(REQUEST, name, "status"), "Withdrawn")

	def test_wrong_values_are_refused_in_words(self) -> None:
		for values in ({"kind": "Everything"}, {"concerns": "x"}, {"request": " "}, {"key": "short"}):
			self.assertEqual(self.file(**values).status_code, 417, values)

	def test_the_answer_reaches_the_student(self) -> None:
		name = self.file("http-data-2").get_json()["message"]
		for who in ("counsellor", "lead", "psych_head", "administrator_of_site"):
			answer = HttpClient(self.world.users[who]).call(API + "grant", request=name, answer="x")
			self.assertIn(answer.status_code, (403, 404), (who, answer.text))
		office = HttpClient(self.world.users["student_affairs"])
		self.assertEqual(office.call(API + "refuse", request=name, reason="按学籍规定").status_code, 200)
		(shown,) = self.pupil.call(STUDENT_API + "get_data_requests", http="get").get_json()["message"]
		self.assertEqual((shown["status"], shown["refusal_reason"]), ("Refused", "按学籍规定"))

	def test_nobody_else_files_as_a_student(self) -> None:
		for who in ("counsellor", "student_affairs", None):
			client = HttpClient(self.world.users.get(who))
			answer = client.call(
				STUDENT_API + "request_data", key="http-data-9", kind="Copy", concerns="General", request="x"
			)
			self.assertGreaterEqual(answer.status_code, 400, who)
