"""Home visit: its round through the workflow, its rules, and who reaches it."""

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import (
	AppOwnedFieldError,
	ClosedRecordError,
	DuplicateVisitError,
	ExemptionError,
	LateEntryError,
	OutOfScopeError,
	WorkflowGuardError,
)
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.factories import (
	assign,
	make_home_visit,
	make_student,
	make_term,
	make_unit,
	make_user,
)

REPORT = {
	"family_situation": "父亲务工，母亲在家照料老人",
	"findings": "学生在家作息不规律",
	"signature_refused_reason": "家长不识字，口头确认",
}


class TestCampusHomeVisit(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		make_term()
		school = make_unit("家访测试学校", "School")
		cls.college = make_unit("家访测试学院", "College", school)
		cls.unit = make_unit("家访一班", "Class", cls.college)
		cls.other_unit = make_unit("家访二班", "Class", cls.college)
		guardian = {
			"guardian_name": "王建国",
			"relation": "父亲",
			"mobile": "13800000001",
			"is_primary": 1,
			"address": "经十路2号",
		}
		cls.student = make_student("HV2401001", cls.unit, guardians=[guardian])
		cls.other_student = make_student("HV2402001", cls.other_unit)
		cls.counsellor = make_user("hv-counsellor@visit.test", r.COUNSELLOR)
		cls.outsider = make_user("hv-outsider@visit.test", r.COUNSELLOR)
		cls.mentor = make_user("hv-mentor@visit.test", r.MENTOR)
		cls.lead = make_user("hv-lead@visit.test", r.COLLEGE_LEAD)
		assign(cls.counsellor, "Counsellor", "Class", unit=cls.unit)
		assign(cls.outsider, "Counsellor", "Class", unit=cls.other_unit)
		assign(cls.mentor, "Mentor", "Class", student=cls.student)
		assign(cls.lead, "College Lead", "College", unit=cls.college)

	def plan(self, user: str | None = None, **values):
		with self.as_user(user or self.counsellor):
			return make_home_visit(self.student, **values)

	def act(self, visit, action: str, user: str, **values):
		with self.as_user(user):
			fresh = frappe.get_doc(visit.doctype, visit.name)
			fresh.update(values)
			if values:
				fresh.save()
			return apply_workflow(frappe.get_doc(visit.doctype, visit.name), action)

	def made(self, **values):
		visit = self.plan(**values)
		self.act(visit, "Approve", self.lead)
		return self.act(visit, "Record Visit", self.counsellor, **REPORT)

	# the round

	def test_round_from_plan_to_archive(self):
		visit = self.plan()
		self.assertEqual((visit.status, visit.unit, visit.college), ("Planned", self.unit, self.college))
		self.assertEqual((visit.recorded_by, visit.occurred_on, visit.counts_as), (self.counsellor, None, ""))
		self.assertEqual(self.act(visit, "Approve", self.lead).status, "Approved")
		made = self.act(visit, "Record Visit", self.counsellor, **REPORT)
		self.assertEqual((made.status, made.counts_as, made.late_entry), ("Visited", "Home Visit", 0))
		self.assertEqual(str(made.occurred_on), nowdate())
		self.assertEqual(self.act(visit, "Archive", self.lead).status, "Archived")

	def test_family_comes_from_the_primary_guardian(self):
		visit = self.plan(address=None)
		self.assertEqual((visit.address, visit.guardian_name), ("经十路2号", "王建国"))

	def test_counsellor_does_not_approve(self):
		visit = self.plan()
		with self.as_user(self.counsellor):
			fresh = frappe.get_doc(visit.doctype, visit.name)
			fresh.workflow_state = "Approved"
			self.assertRaises(WorkflowGuardError, fresh.save)

	def test_lead_does_not_approve_their_own_plan(self):
		visit = self.plan(self.lead)
		self.assertRaises(frappe.ValidationError, self.act, visit, "Approve", self.lead)
		self.assertEqual(frappe.db.get_value(visit.doctype, visit.name, "status"), "Planned")

	def test_cancelled_plan_frees_the_day(self):
		self.act(self.plan(), "Cancel Plan", self.counsellor)
		self.assertEqual(self.plan().status, "Planned")

	# what recording needs

	def test_report_must_be_complete(self):
		visit = self.plan()
		self.act(visit, "Approve", self.lead)
		for missing in REPORT:
			with self.subTest(missing=missing):
				values = REPORT | {missing: "" if missing != "findings" else "<p> </p>"}
				self.assertRaises(
					frappe.MandatoryError, self.act, visit, "Record Visit", self.counsellor, **values
				)
		signed = {"signature_refused_reason": "", "guardian_signature": "data:image/png;base64,iVBORw0KGgo="}
		self.assertEqual(
			self.act(visit, "Record Visit", self.counsellor, **(REPORT | signed)).status, "Visited"
		)

	def test_plan_may_lie_ahead_but_not_its_report(self):
		visit = self.plan(visit_date=add_days(nowdate(), 3))
		self.act(visit, "Approve", self.lead)
		with self.assertRaisesRegex(frappe.ValidationError, "尚未到|has not come yet"):
			self.act(visit, "Record Visit", self.counsellor, **REPORT)

	def test_late_entry_is_marked_and_cannot_be_unmarked(self):
		made = self.made(visit_date=add_days(nowdate(), -5))
		self.assertEqual(made.late_entry, 1)
		with self.as_user(self.counsellor):
			fresh = frappe.get_doc(made.doctype, made.name)
			fresh.late_entry = 0
			self.assertRaises(AppOwnedFieldError, fresh.save)

	def test_too_late_is_for_the_lead(self):
		visit = self.plan(visit_date=add_days(nowdate(), -9))
		self.act(visit, "Approve", self.lead)
		self.assertRaises(LateEntryError, self.act, visit, "Record Visit", self.counsellor, **REPORT)
		self.assertEqual(self.act(visit, "Record Visit", self.lead).late_entry, 1)

	def test_sent_back_keeps_when_it_happened(self):
		made = self.made()
		back = self.act(made, "Send Back", self.lead)
		self.assertEqual((back.status, str(back.occurred_on), back.counts_as), ("Approved", nowdate(), ""))

	# video

	def test_video_needs_reason_and_the_leads_exemption(self):
		self.assertRaises(ExemptionError, self.plan, visit_mode="Video Instead")
		visit = self.plan(visit_mode="Video Instead", exempt_reason="家在新疆，路程两天")
		self.assertEqual(self.act(visit, "Approve", self.lead).exempted_by, self.lead)
		made = self.act(visit, "Record Visit", self.counsellor, **REPORT)
		self.assertEqual((made.counts_as, made.exempted_by), ("Video", self.lead))

	def test_approved_visit_does_not_become_a_video_by_itself(self):
		visit = self.plan()
		self.act(visit, "Approve", self.lead)
		values = {"visit_mode": "Video Instead", "exempt_reason": "临时有事"}
		with self.as_user(self.counsellor):
			fresh = frappe.get_doc(visit.doctype, visit.name).update(values)
			self.assertRaises(ExemptionError, fresh.save)
		self.act(visit, "Change Plan", self.counsellor)
		with self.as_user(self.counsellor):
			frappe.get_doc(visit.doctype, visit.name).update(values).save()
		self.assertEqual(self.act(visit, "Approve", self.lead).exempted_by, self.lead)

	def test_client_writes_none_of_the_apps_fields(self):
		for field, value in (
			("exempted_by", self.lead),
			("occurred_on", nowdate()),
			("counts_as", "Home Visit"),
		):
			with self.subTest(field=field):
				self.assertRaises(AppOwnedFieldError, self.plan, **{field: value})

	# one a day, visitors, closed

	def test_second_visit_the_same_day_is_refused_with_a_link(self):
		first = self.plan()
		with self.assertRaisesRegex(DuplicateVisitError, first.name):
			self.plan()
		self.assertTrue(self.plan(visit_date=add_days(nowdate(), 1)).name)

	def test_visitors_are_staff_and_named_once(self):
		self.assertRaises(frappe.ValidationError, self.plan, visitors=[])
		self.assertRaises(
			frappe.ValidationError, self.plan, visitors=[{"user": self.lead}, {"user": self.lead}]
		)
		student_user = make_user("hv-student@visit.test", r.STUDENT_USER, user_type="Website User")
		self.assertRaises(frappe.ValidationError, self.plan, visitors=[{"user": student_user}])

	def test_archived_changes_for_nobody(self):
		made = self.made()
		self.act(made, "Archive", self.lead)
		for user in (self.lead, "Administrator"):
			with self.subTest(user=user), self.as_user(user):
				fresh = frappe.get_doc(made.doctype, made.name)
				fresh.findings = "改写"
				self.assertRaises(ClosedRecordError, fresh.save)
		self.assertRaises(ClosedRecordError, frappe.delete_doc, made.doctype, made.name)

	# who reaches it

	def listed(self, user: str) -> list[str]:
		with self.as_user(user):
			return frappe.get_list("Campus Home Visit", pluck="name", order_by="name")

	def test_outsider_sees_nothing_and_writes_nothing(self):
		visit = self.plan()
		self.assertEqual(self.listed(self.outsider), [])
		with self.as_user(self.outsider):
			self.assertFalse(frappe.has_permission(visit.doctype, "read", doc=visit.name))
			self.assertRaises(
				OutOfScopeError, make_home_visit, self.student, visit_date=add_days(nowdate(), 2)
			)

	def test_whoever_goes_along_reads_it(self):
		visit = self.plan(visitors=[{"user": self.counsellor}, {"user": self.outsider}])
		self.assertEqual(self.listed(self.outsider), [visit.name])
		with self.as_user(self.outsider):
			self.assertTrue(frappe.has_permission(visit.doctype, "read", doc=visit.name))

	def test_mentor_sees_own_and_no_others(self):
		own = self.plan(self.mentor)
		self.plan(visit_date=add_days(nowdate(), 1))
		self.assertEqual(self.listed(self.mentor), [own.name])
		self.assertEqual(len(self.listed(self.lead)), 2)
