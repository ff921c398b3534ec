"""What else bends: leaves cut in two, truancy that is no absence, cases dated back or closed in silence (found/fidelity.md 1)."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, get_datetime, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import CaseStepError, LateEntryError, LeaveDecisionError
from campus_safety.services.leave import absence
from campus_safety.services.presence import absence_cases
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY
from campus_safety.tests.bases.leave_permits import HOUR, LeaveTestCase
from campus_safety.tests.presence.case_base import ANSWERED, CaseTestCase
from campus_safety.tests.presence.night_base import CASE, at


class TestAdjoiningLeaves(LeaveTestCase):
	def two(self, gap: timedelta):
		"""Two leaves of ten hours, the second so long after the first."""
		first = self.file(from_time=self.morning - HOUR, to_time=self.morning + 9 * HOUR)
		begin = self.morning + 9 * HOUR + gap
		return first, self.file(from_time=begin, to_time=begin + 16 * HOUR)

	def test_two_that_adjoin_are_one_for_the_ladder(self) -> None:
		first, second = self.two(timedelta(0))
		self.assertNotEqual(first.approver_role, r.COLLEGE_LEAD)
		self.assertEqual(second.approver_role, r.COLLEGE_LEAD)
		self.assertAlmostEqual(second.days, 26 / 24, places=1)
		self.confirm(second)
		with self.assertRaises(LeaveDecisionError):
			self.act(second, "Approve", self.counsellor)
		self.assertEqual(self.act(second, "Approve", self.lead).status, "Approved")

	def test_a_few_hours_between_them_change_nothing(self) -> None:
		_first, second = self.two(3 * HOUR)
		self.assertEqual(second.approver_role, r.COLLEGE_LEAD)

	def test_a_night_between_them_does(self) -> None:
		_first, second = self.two(14 * HOUR)
		self.assertAlmostEqual(second.days, 16 / 24, places=1)

	def test_filed_in_the_other_order(self) -> None:
		later = self.file(from_time=self.morning + 9 * HOUR, to_time=self.morning + 25 * HOUR)
		self.assertNotEqual(later.approver_role, r.COLLEGE_LEAD)
		earlier = self.file(from_time=self.morning - HOUR, to_time=self.morning + 9 * HOUR)
		self.assertEqual(earlier.approver_role, r.COLLEGE_LEAD)

	def test_whoever_came_back_a_night_before_begins_anew(self) -> None:
		first = self.file(from_time=self.morning, to_time=self.morning + 20 * HOUR)
		frappe.db.set_value(
			first.doctype, first.name, {"status": "Returned", "actual_return": self.morning + 5 * HOUR}
		)
		second = self.file(from_time=self.morning + 24 * HOUR, to_time=self.morning + 34 * HOUR)
		self.assertAlmostEqual(second.days, 10 / 24, places=1)

	def test_anothers_leave_is_another_absence(self) -> None:
		self.file(from_time=self.morning, to_time=self.morning + 20 * HOUR)
		with self.as_user(self.outsider):
			permit = make.make_leave(
				self.other_student, from_time=self.morning + 20 * HOUR, to_time=self.morning + 30 * HOUR
			)
		self.assertAlmostEqual(permit.days, 10 / 24, places=1)


class TestTruancy(LeaveTestCase):
	moment = TEACHING_DAY

	def truant(self, day, **values):
		return frappe.get_doc(
			{
				"doctype": "Campus Class Absence",
				"student": self.student,
				"class_time": get_datetime(day) + 10 * HOUR,
				"course": "数据库基础",
				"session": "3-4",
				"status": "Truant",
				"unit": self.unit,
				"college": self.college,
				"recorded_by": self.adviser,
				**values,
			}
		)

	def days(self, number: int) -> list:
		return frappe.get_all(
			"Campus Day",
			{"term": self.term, "day_type": ("in", ("Teaching", "Make-up")), "date": ("<", nowdate())},
			pluck="date",
			order_by="date desc",
			limit=number,
		)

	def test_it_is_part_of_the_cumulative_absence(self) -> None:
		before, total = absence.get_missed(self.student, self.term)
		one, two, three = self.days(3)
		for number, (day, values) in enumerate(
			(
				(one, {}),
				(one, {"session": "5-6"}),
				(two, {}),
				(three, {"excused": 1}),
				(three, {"status": "Late"}),
			)
		):
			doc = self.truant(day, **values)
			doc.name = f"CA-FID-{number}"
			doc.db_insert()
		self.assertEqual(absence.get_missed(self.student, self.term), (before + 2, total))

	def test_a_third_by_truancy_alone_is_told_to_the_lead(self) -> None:
		_missed, total = absence.get_missed(self.student, self.term)
		for number, day in enumerate(self.days(total // 3)):
			doc = self.truant(day)
			doc.name = f"CA-FID-{number}"
			doc.db_insert()
		missed, total = absence.get_missed(self.student, self.term)
		self.assertLessEqual(missed * 3, total)
		frappe.db.set_single_value("Campus Safety Settings", "truancy_sessions", 0)
		with self.as_user(self.counsellor):
			one_more = self.truant(nowdate(), class_time=now_datetime() - HOUR).insert()
		told = frappe.get_all("Notification Log", {"document_name": one_more.name}, pluck="for_user")
		self.assertEqual(told, [self.lead])


class TestCases(CaseTestCase):
	def report(self, user: str, days_ago: int, **values):
		with self.as_user(user):
			return frappe.get_doc(
				{
					"doctype": CASE,
					"student": self.students[3],
					"source": "Report",
					"detected_at": now_datetime() - timedelta(days=days_ago),
					**values,
				}
			).insert()

	def test_a_report_is_dated_like_every_record(self) -> None:
		with self.assertRaises(LateEntryError):
			self.report(self.counsellor, 10)
		self.assertEqual(self.report(self.counsellor, 5).late_entry, 1)

	def test_the_lead_may_still_enter_it_and_it_is_late(self) -> None:
		self.assertEqual(self.report(self.lead, 10).late_entry, 1)

	def test_what_the_app_finds_is_never_late(self) -> None:
		self.assertEqual(self.open(source="No Trace").late_entry, 0)

	def test_nobody_types_what_the_app_finds_by_itself(self) -> None:
		for source, kept in (("Roll Call", "Report"), ("Leave Overdue", "Report"), ("No Show", "No Show")):
			with self.subTest(source=source):
				case = self.report(self.counsellor, 0, source=source)
				self.assertEqual(case.source, kept)
				frappe.db.set_value(CASE, case.name, {"open_key": None, "status": "Closed"})

	def cleared(self):
		case = self.open().name
		frappe.db.set_value(
			CASE,
			case,
			{**ANSWERED, "status": "Cleared", "workflow_state": "Cleared", "located_at": at(40)},
		)
		return case

	def close(self, user: str, case: str, **values):
		with self.as_user(user):
			document = frappe.get_doc(CASE, case)
			if values:
				document.update(values)
				document.save()
			return apply_workflow(document, "Close Case")

	def test_closing_needs_a_call_and_the_parents_or_the_reason_why_not(self) -> None:
		case = self.cleared()
		with self.assertRaises(CaseStepError):
			self.close(self.lead, case)
		with self.assertRaises(CaseStepError):
			self.close(self.lead, case, parent_not_told_reason="<p> </p>")
		with self.assertRaises(CaseStepError):
			self.close(self.lead, case, parent_not_told_reason="学生已满 18 岁，只是晚归二十分钟")
		with self.assertRaises(frappe.ValidationError):
			self.close(self.lead, case, parent_notified_at=add_days(now_datetime(), 1))
		with self.as_user(self.counsellor):
			absence_cases.log_contact(frappe.get_doc(CASE, case), "Student", "Reached", now=now_datetime())
		self.assertEqual(self.close(self.lead, case).status, "Closed")

	def test_who_closes(self) -> None:
		case = self.cleared()
		frappe.db.set_value(CASE, case, "parent_notified_at", at(50))
		for user in (self.counsellor, self.dorm, self.other_dorm):
			with (
				self.subTest(user=user),
				self.assertRaises((frappe.ValidationError, frappe.PermissionError)),
			):
				self.close(user, case)
