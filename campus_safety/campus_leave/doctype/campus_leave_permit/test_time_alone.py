"""What time alone does to a leave, and leaves that grow long."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import get_datetime, now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import (
	LeaveDecisionError,
	LeaveTimeError,
	ReturnError,
)
from campus_safety.services.leave import absence, student_side
from campus_safety.services.presence import overdue_leaves
from campus_safety.tests.base import TEACHING_DAY, at
from campus_safety.tests.bases.leave_permits import DAY, HOUR, LeaveTestCase
from campus_safety.tests.factories import (
	make_leave,
)


class TestTimeAlone(LeaveTestCase):
	def status(self, permit) -> str:
		return frappe.db.get_value(permit.doctype, permit.name, "status")

	def test_begins_and_turns_overdue_to_the_minute(self):
		permit = self.approved()
		end = get_datetime(permit.to_time)
		overdue_leaves.run(self.morning - timedelta(seconds=1))
		self.assertEqual(self.status(permit), "Approved")
		overdue_leaves.run(self.morning)
		self.assertEqual(self.status(permit), "On Leave")
		overdue_leaves.run(end + timedelta(minutes=30))
		self.assertEqual(self.status(permit), "On Leave")
		overdue_leaves.run(end + timedelta(minutes=31))
		self.assertEqual(self.status(permit), "Overdue")
		case = {"student": self.student, "source": "Leave Overdue"}
		self.assertEqual(frappe.db.count("Campus Absence Case", case), 1)
		self.assertEqual(
			overdue_leaves.run(end + timedelta(minutes=36)), {"begun": 0, "overdue": 0, "expired": 0}
		)
		self.assertEqual(frappe.db.count("Campus Absence Case", case), 1)

	def test_extension_keeps_it_from_turning_overdue(self):
		permit = self.approved()
		overdue_leaves.run(self.morning)
		end = get_datetime(permit.to_time)
		with at(end - HOUR):
			name = student_side.extend(
				self.student, permit.name, end + 5 * HOUR, "车晚点", "extend-key-1", now_datetime()
			)
			again = student_side.extend(
				self.student, permit.name, end + 5 * HOUR, "车晚点", "extend-key-1", now_datetime()
			)
			extension = frappe.get_doc("Campus Leave Permit", name)
			self.assertEqual(again, name)
			self.assertEqual(
				(extension.extends, extension.from_time, extension.status), (permit.name, end, "Pending")
			)
			self.assertEqual(extension.days, round(13 / 24, 2))  # from the first hour
			self.act(extension, "Approve", self.counsellor)
		overdue_leaves.run(end + 2 * HOUR)
		self.assertEqual((self.status(permit), self.status(extension)), ("On Leave", "On Leave"))
		with at(end + 4 * HOUR):
			student_side.report_back(self.student, name, "", "", None, None, now_datetime())
		self.assertEqual((self.status(permit), self.status(extension)), ("Returned", "Returned"))
		with at(end + 6 * HOUR):
			self.assertRaises(
				LeaveTimeError,
				student_side.extend,
				self.student,
				name,
				end + 9 * HOUR,
				"",
				"extend-key-2",
				now_datetime(),
			)

	def test_extension_of_somebody_elses_leave(self):
		"""Reporting back closes the whole chain: nobody hangs theirs onto another student's."""
		permit = self.approved()
		end = get_datetime(permit.to_time)
		for values in (
			{"student": self.minor, "from_time": end},
			{"student": self.student, "from_time": end + HOUR},
		):
			with self.subTest(values), self.as_user(self.adviser):
				self.assertRaises(
					LeaveTimeError,
					make_leave,
					values["student"],
					extends=permit.name,
					from_time=values["from_time"],
					to_time=end + 5 * HOUR,
				)

	def test_extension_counts_from_the_first_hour(self):
		permit = self.file(to_time=self.morning + DAY, parent_confirmed_by="李家长")
		self.act(permit, "Approve", self.counsellor)
		overdue_leaves.run(self.morning)
		with at(self.morning + HOUR):
			name = student_side.extend(
				self.student, permit.name, self.morning + 2 * DAY, "", "extend-key-3", now_datetime()
			)
		extension = frappe.get_doc("Campus Leave Permit", name)
		self.assertEqual(extension.approver_role, r.COLLEGE_LEAD)
		self.confirm(extension)
		self.assertRaises(LeaveDecisionError, self.act, extension, "Approve", self.counsellor)

	def test_back_early_drops_the_extension_to_come(self):
		permit = self.approved()
		overdue_leaves.run(self.morning)
		end = get_datetime(permit.to_time)
		with at(end - 2 * HOUR):
			name = student_side.extend(
				self.student, permit.name, end + 5 * HOUR, "", "extend-key-4", now_datetime()
			)
			student_side.report_back(self.student, permit.name, "", "", None, None, now_datetime())
		self.assertEqual(frappe.db.get_value("Campus Leave Permit", name, "status"), "Cancelled")

	def test_emergency(self):
		now = now_datetime().replace(microsecond=0)
		name = student_side.request_emergency(
			self.student, "省立医院", "13800000005", "emergency-1", now_datetime()
		)
		permit = frappe.get_doc("Campus Leave Permit", name)
		self.assertEqual((permit.status, permit.leave_type, permit.overnight), ("Pending", "Emergency", 1))
		self.assertLess(abs(permit.from_time - now), timedelta(seconds=5))
		self.assertEqual(permit.to_time - permit.from_time, DAY)
		told = frappe.get_all("Notification Log", {"document_name": name}, pluck="for_user", distinct=True)
		self.assertEqual(set(told), {self.counsellor, self.adviser})
		overdue_leaves.run(permit.to_time + timedelta(minutes=31))
		self.assertTrue(frappe.db.get_value(permit.doctype, name, "overdue_since"))
		self.assertEqual(frappe.db.count("Campus Absence Case", {"student": self.student}), 1)
		student_side.report_back(self.student, name, "", "", None, None, now_datetime())
		permit.reload()
		self.assertEqual((permit.status, bool(permit.actual_return)), ("Pending", True))
		self.confirm(permit)
		self.act(permit, "Approve", self.counsellor)
		overdue_leaves.run(now_datetime())
		self.assertEqual(self.status(permit), "Returned")

	def test_claim_that_was_wrong(self):
		permit = self.approved()
		overdue_leaves.run(self.morning)
		with at(self.morning + HOUR):
			student_side.report_back(self.student, permit.name, "", "", None, None, now_datetime())
			permit.reload()
			self.assertEqual((permit.status, permit.return_source), ("Returned", "Student"))
			permit = self.act(permit, "Not Back Yet", self.counsellor)
		self.assertEqual(
			(permit.status, permit.actual_return, permit.return_source), ("On Leave", None, None)
		)

	def test_late_return(self):
		permit = self.approved()
		overdue_leaves.run(self.morning)
		end = get_datetime(permit.to_time)
		overdue_leaves.run(end + HOUR)
		with at(end + 25 * HOUR):
			permit = self.act(permit, "Record Return", self.counsellor)
		self.assertEqual((permit.return_on_time, permit.came_back_late), (0, 1))

	def test_return_that_cannot_be(self):
		permit = self.approved()
		with at(self.morning - HOUR):
			self.assertRaises(
				ReturnError,
				student_side.report_back,
				self.student,
				permit.name,
				"",
				"",
				None,
				None,
				now_datetime(),
			)
			self.assertRaises(LeaveTimeError, self.act, permit, "Start Leave", self.counsellor)
		overdue_leaves.run(self.morning)
		with self.as_user(self.counsellor), at(self.morning + HOUR):
			fresh = frappe.get_doc(permit.doctype, permit.name)
			fresh.actual_return = self.morning
			self.assertRaises(ReturnError, fresh.save)  # without the step it would stop the search


class TestLongLeave(LeaveTestCase):
	"""In the middle of a term: the leave has lasted since its first day."""

	moment = TEACHING_DAY

	def test_missing_more_than_a_third(self):
		start = get_datetime(frappe.db.get_value("Campus Term", self.term, "start_date"))
		with self.as_user(self.affairs):  # may not file
			self.assertRaises(frappe.PermissionError, make_leave, self.student)
		with self.as_user(self.lead):  # only the lead still enters what began so long ago
			permit = make_leave(
				self.student,
				from_time=start + 8 * HOUR,
				to_time=start + 60 * DAY,
				parent_confirmed_by="李家长",
			)
			self.assertEqual(permit.late_entry, 1)
			apply_workflow(permit, "Request Leave")
		self.act(permit, "Approve", self.leader)
		missed, total = absence.get_missed(self.student, self.term)
		self.assertGreater(missed * 3, total)
		told = frappe.get_all(
			"Notification Log", {"document_name": permit.name, "for_user": self.lead}, pluck="subject"
		)
		self.assertTrue(any(str(missed) in subject for subject in told), told)
