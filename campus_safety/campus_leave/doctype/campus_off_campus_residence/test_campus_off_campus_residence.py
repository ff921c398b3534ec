"""Living off campus: three signatures, one term at most, one residence at a time, visits, and when it ends by itself."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, get_datetime, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import ClosedRequestError, LeaveDecisionError, LeaveOverlapError, LeaveTimeError
from campus_safety.services.leave import moves, statistics
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase
from campus_safety.tests.factories import (
	assign,
	make_leave,
	make_residence,
	make_student,
	make_term,
	make_unit,
	make_user,
)

CHECKED = {"guardian_consent": 1, "guardian_id_check": 1, "safety_pledge": 1}


class TestCampusOffCampusResidence(CampusTestCase):
	moment = TEACHING_DAY  # it ends with the term, and these tests need some days until then

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		cls.term = make_term()
		school = make_unit("外宿测试学校", "School")
		cls.college = make_unit("外宿测试学院", "College", school)
		cls.unit = make_unit("外宿一班", "Class", cls.college)
		cls.other_unit = make_unit("外宿二班", "Class", cls.college)
		cls.student = make_student("OC2401001", cls.unit, residence_type="Off Campus")
		cls.neighbour = make_student("OC2401002", cls.unit, residence_type="Off Campus")
		cls.other_student = make_student("OC2402001", cls.other_unit, residence_type="Off Campus")
		cls.counsellor = make_user("oc-counsellor@residence.test", r.COUNSELLOR)
		cls.lead = make_user("oc-lead@residence.test", r.COLLEGE_LEAD)
		cls.affairs = make_user("oc-affairs@residence.test", r.STUDENT_AFFAIRS)
		cls.quality = make_user("oc-quality@residence.test", r.QUALITY_OFFICE)
		assign(cls.counsellor, "Counsellor", "Class", unit=cls.unit)
		assign(cls.lead, "College Lead", "College", unit=cls.college)

	def apply_for(self, student: str | None = None, **values):
		with self.as_user(self.counsellor):
			return make_residence(student or self.student, **values)

	def act(self, doc, action: str, user: str, **values):
		with self.as_user(user):
			fresh = frappe.get_doc(doc.doctype, doc.name)
			if values:
				fresh.update(values)
				fresh.save()
			return apply_workflow(frappe.get_doc(doc.doctype, doc.name), action)

	def active(self, **values):
		doc = self.apply_for(**{**CHECKED, **values})
		for action, user in (
			("Submit Application", self.counsellor),
			("Pass to College", self.counsellor),
			("Pass to Student Affairs", self.lead),
			("Approve", self.affairs),
		):
			doc = self.act(doc, action, user)
		return doc

	def test_round(self):
		doc = self.active()
		self.assertEqual((doc.status, doc.approved_by, doc.unit), ("Active", self.affairs, self.unit))

	def test_who_is_visited_follows_and_the_register_stays(self):
		"""The duty of a monthly visit is owed while somebody lives outside."""
		student = make_student("OC2401003", self.unit, residence_type="Day Student")
		doc = self.active(student=student)
		fields = ["residence_type", "lives_off_campus"]
		self.assertEqual(frappe.db.get_value("Campus Student", student, fields), ("Day Student", 1))
		self.act(doc, "Revoke Residence", self.affairs, decision_note="家长要求回校住")
		self.assertEqual(frappe.db.get_value("Campus Student", student, fields), ("Day Student", 0))

	def test_counsellor_phones_first(self):
		doc = self.act(self.apply_for(), "Submit Application", self.counsellor)
		for checked in ({}, {"guardian_consent": 1}, {"guardian_consent": 1, "guardian_id_check": 1}):
			with self.subTest(checked):
				self.assertRaises(
					LeaveDecisionError, self.act, doc, "Pass to College", self.counsellor, **checked
				)
		self.assertEqual(
			self.act(doc, "Pass to College", self.counsellor, **CHECKED).status, "College Review"
		)

	def test_no_step_is_left_out(self):
		doc = self.act(self.apply_for(**CHECKED), "Submit Application", self.counsellor)
		for user in (self.lead, self.affairs):
			with self.subTest(user):
				self.assertRaises(frappe.ValidationError, self.act, doc, "Approve", user)

	def test_refusal_needs_a_reason(self):
		doc = self.act(self.apply_for(), "Submit Application", self.counsellor)
		self.assertRaises(LeaveDecisionError, self.act, doc, "Reject", self.counsellor)
		rejected = self.act(doc, "Reject", self.counsellor, decision_note="宿舍可以解决")
		self.assertEqual(rejected.status, "Rejected")

	def test_dates(self):
		term_end = frappe.db.get_value("Campus Term", self.term, ["end_date", "break_until"])
		last = max(day for day in term_end if day)
		for values in (
			{"to_date": add_days(nowdate(), -1)},
			{"to_date": add_days(last, 1)},
		):
			with self.subTest(values):
				self.assertRaises(LeaveTimeError, self.apply_for, **values)
		self.assertEqual(getdate(self.apply_for(to_date=last).to_date), getdate(last))

	def test_one_at_a_time(self):
		first = self.apply_for()
		with self.assertRaises(LeaveOverlapError) as caught:
			self.apply_for(from_date=add_days(nowdate(), 5))
		self.assertIn(first.name, str(caught.exception))
		self.apply_for(self.neighbour)

	def test_decided_stands(self):
		doc = self.active()
		with self.as_user(self.counsellor):
			doc.reload()
			doc.address = "别处"
			self.assertRaises(ClosedRequestError, doc.save)

	def test_visits_lie_between_the_first_day_and_today(self):
		doc = self.active()
		row = {"visitor": self.counsellor, "findings": "门锁完好", "result": "In Order"}
		for day, fits in (
			(add_days(nowdate(), -1), False),
			(add_days(nowdate(), 1), False),
			(nowdate(), True),
		):
			with self.subTest(day), self.as_user(self.counsellor):
				fresh = frappe.get_doc(doc.doctype, doc.name)
				fresh.append("visits", {**row, "visit_date": day})
				if fits:
					fresh.save()
					self.assertEqual(len(fresh.visits), 1)
				else:
					self.assertRaises(LeaveTimeError, fresh.save)

	def test_expires_after_its_last_night(self):
		doc = self.active(to_date=add_days(nowdate(), 3))
		last = get_datetime(doc.to_date)
		moves.expire(last + timedelta(hours=23, minutes=59))
		self.assertEqual(frappe.db.get_value(doc.doctype, doc.name, "status"), "Active")
		self.assertEqual(moves.expire(last + timedelta(days=1)), 1)
		row = frappe.db.get_value(doc.doctype, doc.name, ["status", "ended_on"], as_dict=True)
		self.assertEqual((row.status, row.ended_on), ("Expired", getdate(doc.to_date)))
		told = frappe.get_all(
			"Notification Log", {"document_name": doc.name, "for_user": self.counsellor}, pluck="subject"
		)
		self.assertTrue(any("没有床位" in text for text in told), told)
		self.assertEqual(moves.expire(last + timedelta(days=1)), 0)

	# the figures

	def figures(self, user: str) -> dict:
		today = getdate(nowdate())
		rows = statistics.get_figures(today, add_days(today, 5), now_datetime(), user)
		return {row.unit: row for row in rows}

	def test_statistics_in_ones_own_scope(self):
		doc = self.active()
		with self.as_user(self.counsellor):
			doc.reload()
			row = {"visitor": self.counsellor, "findings": "正常", "result": "In Order"}
			doc.append("visits", {**row, "visit_date": nowdate()})
			doc.save()
		with self.as_user(self.lead):
			leave = apply_workflow(make_leave(self.neighbour), "Request Leave")
		self.act(leave, "Approve", self.counsellor)
		moves.begin(leave.from_time)
		frappe.db.set_value(leave.doctype, leave.name, {"status": "Verified", "return_on_time": 1})
		mine = self.figures(self.counsellor)
		self.assertEqual(set(mine), {self.unit})
		line = mine[self.unit]
		self.assertEqual((line.leaves, line.due, line.on_time_rate), (1, 1, 100))
		self.assertEqual((line.off_campus, line.visited, line.visit_rate), (1, 1, 100))
		self.assertEqual(line.unapproved, 1)  # the neighbour
		self.assertLessEqual({self.unit, self.other_unit}, set(self.figures(self.lead)))
		self.assertEqual(self.figures(self.quality)[self.other_unit].unapproved, 1)

	def test_the_report(self):
		from campus_safety.campus_leave.report.campus_leave_statistics.campus_leave_statistics import (
			execute,
		)

		self.active()
		with self.as_user(self.counsellor):
			columns, rows, _message, _chart, summary = execute({})
		self.assertEqual({row["unit"] for row in rows}, {self.unit})
		self.assertLessEqual(set(rows[0]), {column["fieldname"] for column in columns})
		self.assertEqual(len(summary), 5)
