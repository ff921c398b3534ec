"""What a student at three in the morning meets (found/ux-night.md A7, A15, A22; cases/steps_leave_times.md)."""

from datetime import datetime

import frappe
from frappe.utils import now_datetime

from campus_safety.api import student as front
from campus_safety.domain import roles as r
from campus_safety.exceptions import ClosedRequestError, LeaveOverlapError, LeaveTimeError
from campus_safety.services.leave import follow, student_side, student_view
from campus_safety.services.presence import overdue_leaves
from campus_safety.tests.bases.leave_permits import DAY, HOUR, LeaveTestCase
from campus_safety.tests.factories import make_user

PERMIT = "Campus Leave Permit"


class TestEmergency(LeaveTestCase):
	def emergency(self, key: str = "emergency-1"):
		name = student_side.request_emergency(self.student, "省立医院", "13800000005", key, now_datetime())
		return frappe.get_doc(PERMIT, name)

	def test_it_goes_through_beside_any_other_leave(self) -> None:
		"""“该时段已有请假…请取消、续假或另选时间”, with a broken arm."""
		pending = self.file(from_time=now_datetime() + 5 * HOUR, to_time=now_datetime() + 9 * HOUR)
		emergency = self.emergency()
		self.assertEqual((emergency.status, emergency.leave_type), ("Pending", "Emergency"))
		self.confirm(pending)  # at some hours of the day it reaches into the night
		approved = self.act(pending, "Approve", self.lead)
		self.assertEqual(approved.status, "Approved", "and the other one is decided as before")
		with self.assertRaises(LeaveOverlapError):
			self.file(from_time=now_datetime() + HOUR, to_time=now_datetime() + 2 * HOUR)

	def test_tapped_in_despair_it_is_one(self) -> None:
		first = self.emergency()
		self.assertEqual([self.emergency(f"emergency-{number}").name for number in (2, 3)], [first.name] * 2)

	def test_nobody_is_searched_for_between_the_two(self) -> None:
		"""The emergency ends, the ordinary leave runs: the student is away with a reason."""
		now = now_datetime().replace(microsecond=0)
		emergency = self.emergency()
		frappe.db.set_value(
			PERMIT,
			emergency.name,
			{"from_time": now - 4 * HOUR, "to_time": now - 2 * HOUR, "status": "On Leave"},
		)
		other = self.file(from_time=now + HOUR, to_time=now + 9 * HOUR)
		frappe.db.set_value(PERMIT, other.name, {"from_time": now - 3 * HOUR, "status": "On Leave"})
		overdue_leaves.run(now)
		self.assertEqual(frappe.db.get_value(PERMIT, emergency.name, "status"), "On Leave")
		frappe.db.set_value(PERMIT, other.name, "to_time", now - 2 * HOUR)
		overdue_leaves.run(now)
		self.assertEqual(frappe.db.get_value(PERMIT, emergency.name, "status"), "Overdue")

	def test_back_from_one_is_back_from_both(self) -> None:
		now = now_datetime().replace(microsecond=0)
		other = self.file(from_time=now + HOUR, to_time=now + 9 * HOUR)
		frappe.db.set_value(
			PERMIT, other.name, {"from_time": now - HOUR, "status": "On Leave", "workflow_state": "On Leave"}
		)
		emergency = self.emergency()
		self.confirm(emergency)
		emergency = self.act(emergency, "Approve", self.lead)  # the two together are more than a day
		student_side.report_back(self.student, emergency.name, "", "", None, None, now_datetime())
		self.assertEqual(
			[frappe.db.get_value(PERMIT, name, "status") for name in (emergency.name, other.name)],
			["Returned", "Returned"],
		)

	def test_papers_follow(self) -> None:
		emergency = self.emergency()
		row = frappe.db.get_value(PERMIT, emergency.name, "*", as_dict=True)
		can = student_view.get_possible(row, now_datetime())
		self.assertTrue(can["explain"] and can["proof"])
		student_side.explain(self.student, emergency.name, "<b>骨折</b>，父亲陪同")
		self.assertEqual(frappe.db.get_value(PERMIT, emergency.name, "reason"), "骨折，父亲陪同")
		with self.assertRaises(frappe.MandatoryError):
			student_side.explain(self.student, emergency.name, " ")
		with self.assertRaises(frappe.DoesNotExistError):
			student_side.explain(self.other_student, emergency.name, "不是我的")
		self.confirm(emergency)
		self.act(emergency, "Approve", self.counsellor)
		with self.assertRaises(ClosedRequestError):
			student_side.explain(self.student, emergency.name, "改主意了")


class TestToldAndShown(LeaveTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.pupil = make_user("lv-pupil@leave.test", r.STUDENT_USER, user_type="Website User")
		frappe.db.set_value("Campus Student", self.student, "user", self.pupil)

	def told(self) -> list[str]:
		return frappe.get_all(
			"Notification Log", {"for_user": self.pupil}, pluck="subject", order_by="creation asc"
		)

	def test_what_became_of_their_leave(self) -> None:
		"""Approved, rejected, refused by a parent: 0 notifications."""
		permit = self.file()
		self.assertEqual(self.told(), [])
		self.act(permit, "Approve", self.counsellor)
		self.assertIn("已批准", self.told()[-1])
		other = self.file(from_time=self.morning + 2 * DAY, to_time=self.morning + 2 * DAY + HOUR)
		self.act(other, "Reject", self.counsellor, decision_note="考试周")
		self.assertIn("未批准", self.told()[-1])
		third = self.file(from_time=self.morning + 3 * DAY, to_time=self.morning + 3 * DAY + HOUR)
		follow.tell_of_parents(third, False, f"parent|{third.name}|x")
		self.assertIn("家长不同意", self.told()[-1])
		self.act(third, "Cancel Leave", self.counsellor)
		self.assertIn("已取消", self.told()[-1])
		self.assertTrue(all("考试周" not in text and "李小明" not in text for text in self.told()))

	def test_who_did_it_knows(self) -> None:
		permit = self.file()
		with self.as_user(self.pupil):
			student_side.cancel(self.student, permit.name, now_datetime())
		self.assertEqual(self.told(), [])

	def test_another_year_is_said(self) -> None:
		now = datetime(2026, 12, 29, 10, 0)
		self.assertEqual(student_view._time(datetime(2026, 12, 30, 8, 5), now), "12-30 08:05")
		self.assertEqual(student_view._time(datetime(2027, 2, 15, 8, 5), now), "2027-02-15 08:05")


class TestTimes(LeaveTestCase):
	"""cases/steps_leave_times.md."""

	def test_as_phones_write_them(self) -> None:
		for text, moment in (
			("2026-12-01T08:00:00Z", datetime(2026, 12, 1, 16, 0)),
			("2026-12-01T18:00:00Z", datetime(2026, 12, 2, 2, 0)),
			("2026-12-01T08:00:00+08:00", datetime(2026, 12, 1, 8, 0)),
			("2026-12-01T08:00", datetime(2026, 12, 1, 8, 0)),
			("2026-12-01 24:00", datetime(2026, 12, 2, 0, 0)),
		):
			self.assertEqual(front._moment(text), moment, text)
		for text in ("2027-02-29 08:00", "", "明天", "2026-12-01 24:30"):
			with self.assertRaises(LeaveTimeError, msg=text):
				front._moment(text)

	def test_no_leave_until_the_end_of_the_world(self) -> None:
		with self.assertRaises(LeaveTimeError):
			self.file(from_time="2030-01-01 08:00:00", to_time="9999-12-31 23:59:00")
