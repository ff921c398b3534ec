"""Notices to the police: little, for a reason, by four people; printed with a number, recalled, cleared after the term."""

from datetime import timedelta
from unittest.mock import patch

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import getdate, now_datetime

from campus_safety.access.secrets import is_encrypted
from campus_safety.api import police as api
from campus_safety.domain import roles as r
from campus_safety.domain.incidents.police import APPROVALS, find_blocked
from campus_safety.engines.opening import access_log, openings
from campus_safety.exceptions import (
	AssessmentNeededError,
	NotOpenedError,
	OutOfScopeError,
	PolicePushError,
	WorkflowGuardError,
)
from campus_safety.services.incidents.police import clearing, deciding, exporting
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase
from campus_safety.tests.world import NEIGHBOUR, get_world

PUSH = deciding.PUSH
REASON = "本学期推送，交派出所"
STEPS = (
	("Approve for the College", "lead"),
	("Approve for the Centre", "psych"),
	("Approve for Security", "security"),
	("Approve the Push", "leader"),
)


class PushTestCase(CampusTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		world = get_world()
		cls.world, cls.college = world, world.units["college_1"]
		cls.lead, cls.psych = world.users["lead"], world.users["psych_head"]
		cls.affairs, cls.security = world.by_role[r.STUDENT_AFFAIRS], world.by_role[r.SECURITY_OFFICE]
		cls.leader, cls.hr = world.by_role[r.SCHOOL_LEADER], world.by_role[r.HR_OFFICE]

	def set_up_once(self) -> None:
		super().set_up_once()
		make.make_assessment(deciding.ACTIVITY)

	def draft(self, user: str | None = None, row: dict | None = None, **values):
		rows = (
			[]
			if values.get("nil_return")
			else [
				{
					"student": NEIGHBOUR,
					"push_basis": "Statutory Duty",
					"law_cited": "《反恐怖主义法》第九条",
					"risk_category": "Harm to Others",
					"area": "历下区",
					"necessity": "扬言携刀伤人，学校无法单独防范",
					"student_informed_at": now_datetime(),
					**(row or {}),
				}
			]
		)
		with self.as_user(user or self.affairs):
			return frappe.get_doc(
				{
					"doctype": PUSH,
					"for_college": self.college,
					"legal_basis": "《反恐怖主义法》第九条",
					"school_contact": "保卫处 0531-88000000",
					"rows": rows,
					**values,
				}
			).insert()

	def step(self, push, action: str, user: str, reads: bool = True):
		with self.as_user(user):
			if reads and action in dict(STEPS):
				openings.read(PUSH, push.name, "审批前阅读")
			apply_workflow(frappe.get_doc(PUSH, push.name).as_dict(), action)
		return frappe.get_doc(PUSH, push.name)

	def approve(self, push, until: int = 4):
		for action, who in STEPS[:until]:
			push = self.step(push, action, getattr(self, who))
		return push

	def write(self, push, user: str, **values):
		with self.as_user(user):
			document = frappe.get_doc(PUSH, push.name)
			document.update(values)
			document.save()
		return document

	def send(self, push):
		self.write(push, self.security, receiver="历下分局某派出所", channel="In Person")
		with self.as_user(self.security):
			self.page = exporting.print_push(push.name, REASON)
		return self.step(push, "Record as Sent", self.security)


class TestDraft(PushTestCase):
	def test_nothing_without_an_impact_assessment(self) -> None:
		frappe.db.set_value("Campus Impact Assessment", {"activity": "Police Push"}, "status", "Replaced")
		self.assertRaises(AssessmentNeededError, self.draft)
		self.assertTrue(self.draft(nil_return=1, nil_review="逐一研判，无人需要推送").name)

	def test_blocked_content_is_refused(self) -> None:
		for row in ({"area": "单亲，历下区"}, {"necessity": "咨询中说要伤人"}, {"necessity": "量表得分高"}):
			with self.subTest(row=row):
				self.assertRaises(PolicePushError, self.draft, row=row)
		self.assertRaises(PolicePushError, self.draft, school_contact="心理中心 88000000")
		self.assertRaises(PolicePushError, self.draft, row={"why_not_informed": "确诊抑郁，告知会激化"})
		self.assertRaises(PolicePushError, self.draft, row={"area": "enc:1:抑郁，历下区"})
		for text in ("抑 郁", "DIAGNOSED", "低保户", "抑\u200b郁", "抑-郁", "ｄｅｐｒｅｓｓｉｏｎ", "抑🙂郁"):
			self.assertTrue(find_blocked(text))
		self.assertTrue(find_blocked("抑·郁"), "signs between the letters hide no word")
		self.assertIsNone(find_blocked("历下区历山路"))

	def test_a_school_adds_words(self) -> None:
		self.assertTrue(self.draft(row={"area": "清真街一带"}).name)
		frappe.db.set_single_value("Campus Safety Settings", "police_blocked_words", "清真街，信教")
		with self.assertRaisesRegex(PolicePushError, "清真街"):
			self.draft(row={"area": "清真街一带"})
		self.assertRaises(PolicePushError, self.draft, row={"area": "单亲"})

	def test_each_row_has_its_basis(self) -> None:
		wrong = (
			{"push_basis": "Separate Consent", "law_cited": ""},
			{"push_basis": "Emergency", "law_cited": " "},
			{"student": self.other_college()},
		)
		for row in wrong:
			with self.subTest(row=row):
				self.assertRaises(PolicePushError, self.draft, row=row)
		self.assertTrue(
			self.draft(row={"push_basis": "Separate Consent", "law_cited": "", "consent_on": getdate()}).name
		)

	def test_no_day_lies_in_the_future(self) -> None:
		tomorrow = now_datetime() + timedelta(days=1)
		for row in (
			{"student_informed_at": tomorrow},
			{"push_basis": "Separate Consent", "law_cited": "", "consent_on": tomorrow.date()},
		):
			with self.subTest(row=row):
				self.assertRaises(PolicePushError, self.draft, row=row)

	def other_college(self) -> str:
		college = make.make_unit("推送另一学院", "College")
		return make.make_student("PP2401001", make.make_unit("推送另一班", "Class", college))

	def test_by_its_own_college(self) -> None:
		other = make.make_unit("推送另一学院", "College")
		with self.assertRaises(OutOfScopeError):
			self.draft(self.lead, nil_return=1, nil_review="x", for_college=other)
		self.assertRaises(frappe.PermissionError, self.draft, self.hr)
		self.assertRaises(PolicePushError, self.draft, for_college=self.world.units["class_1"])

	def test_a_lead_moves_none_to_another_college(self) -> None:
		push = self.draft(self.lead, nil_return=1, nil_review="逐一研判，无人需要推送")
		other = make.make_unit("推送另一学院", "College")
		with self.assertRaises((OutOfScopeError, frappe.PermissionError)):
			self.write(push, self.lead, for_college=other)

	def test_why_is_ciphertext(self) -> None:
		self.assertTrue(is_encrypted(frappe.get_doc(PUSH, self.draft().name).rows[0].necessity))


class TestCourse(PushTestCase):
	def test_four_people_in_this_order(self) -> None:
		push = self.approve(self.draft())
		self.assertEqual(push.status, "Approved")
		self.assertEqual(
			[push.get(field) for field in APPROVALS.values()],
			[self.lead, self.psych, self.security, self.leader],
		)
		self.assertTrue(push.impact_assessment)

	def test_nobody_approves_what_they_wrote(self) -> None:
		push = self.draft(self.lead)
		self.assertRaises(WorkflowGuardError, self.step, push, "Approve for the College", self.lead)

	def test_nobody_approves_what_they_put_right(self) -> None:
		"""Whoever changed any of it, and not only who wrote it last; in a step of its own, or together with the approval."""
		push = self.draft()
		self.write(push, self.lead, legal_basis="《治安管理处罚法》第九条")
		self.assertRaises(WorkflowGuardError, self.step, push, "Approve for the College", self.lead)
		self.write(push, self.affairs, school_contact="保卫处 0531-88000001")
		self.assertRaises(PolicePushError, self.step, push, "Approve for the College", self.lead)
		other = self.draft()
		with self.as_user(self.lead):
			openings.read(PUSH, other.name, "审批前阅读")
			document = frappe.get_doc(PUSH, other.name)
			document.update({"legal_basis": "别的依据", "workflow_state": "College Approved"})
			self.assertRaises(WorkflowGuardError, document.save)
		self.assertEqual(self.step(other, "Approve for the College", self.lead).status, "College Approved")

	def test_nobody_approves_unread(self) -> None:
		push = self.draft()
		self.assertRaises(NotOpenedError, self.step, push, "Approve for the College", self.lead, reads=False)
		self.assertEqual(self.step(push, "Approve for the College", self.lead).status, "College Approved")

	def test_what_was_approved_is_what_is_sent(self) -> None:
		push = self.approve(self.draft(), 2)
		self.assertRaises(frappe.ValidationError, self.write, push, self.security, legal_basis="别的")
		back = self.step(push, "Return the Push", self.security)
		self.assertEqual((back.status, back.college_by, back.psych_by), ("Drafted", None, None))

	def test_the_student_is_told_or_it_says_why_not(self) -> None:
		push = self.draft(row={"student_informed_at": None})
		self.assertRaises(PolicePushError, self.step, push, "Approve for the College", self.lead)
		push = self.draft(row={"student_informed_at": None, "why_not_informed": "告知会激化"})
		self.assertEqual(self.approve(push, 1).status, "College Approved")

	def test_a_nil_return_is_approved_and_filed(self) -> None:
		self.assertRaises(
			PolicePushError, self.step, self.draft(nil_return=1), "Approve for the College", self.lead
		)
		push = self.approve(self.draft(nil_return=1, nil_review="逐一研判，无人需要推送"))
		with self.as_user(self.security):
			self.assertRaises(PolicePushError, exporting.print_push, push.name, REASON)
		sent = self.step(push, "Record as Sent", self.security)
		self.assertTrue(sent.sent_at)

	def test_sent_with_its_number_received_recalled(self) -> None:
		push = self.approve(self.draft())
		self.assertRaises(PolicePushError, self.step, push, "Record as Sent", self.security)
		sent = self.send(push)
		self.assertEqual((sent.status, sent.sent_by), ("Sent", self.security))
		self.assertRaises(PolicePushError, self.step, sent, "Enter the Receipt", self.security)
		with self.as_user(self.security):
			exporting.print_push(sent.name, REASON)
		self.assertEqual(frappe.get_doc(PUSH, sent.name).export_number, sent.export_number)
		for day in (-1, 1):
			wrong = getdate() + timedelta(days=day)
			self.assertRaises(
				PolicePushError, self.write, sent, self.security, receipt_no="1", receipt_on=wrong
			)
		self.write(sent, self.security, receipt_no="2026-17", receipt_on=getdate(), feedback="已走访")
		self.assertEqual(self.step(sent, "Enter the Receipt", self.security).status, "Received")
		self.assertRaises(PolicePushError, self.step, sent, "Recall the Push", self.security)
		self.write(sent, self.security, recall_reason="查明系误报")
		recalled = self.step(sent, "Recall the Push", self.security)
		self.assertTrue(recalled.recalled_at)


class TestPrint(PushTestCase):
	def test_minimum_fields_number_watermark_and_a_line_in_the_log(self) -> None:
		sent = self.send(self.approve(self.draft()))
		student = frappe.get_doc("Campus Student", NEIGHBOUR)
		for word in (
			student.student_name,
			NEIGHBOUR,
			"历下区",
			"保卫处 0531-88000000",
			sent.export_number,
			"watermark",
		):
			self.assertIn(word, self.page)
		for word in ("扬言", student.mobile or "没有手机", self.lead):
			self.assertNotIn(word, self.page)
		entry = frappe.get_last_doc(access_log.DOCTYPE, {"reference_name": sent.name, "action": "Export"})
		self.assertEqual(entry.user, self.security)
		self.assertIn(sent.export_number, entry.reason)

	def test_it_is_printed_for_a_receiver_and_anew_for_another(self) -> None:
		push = self.approve(self.draft())
		with self.as_user(self.security):
			self.assertRaises(PolicePushError, exporting.print_push, push.name, REASON)
		self.write(push, self.security, receiver="历下分局", channel="In Person")
		with self.as_user(self.security):
			exporting.print_push(push.name, REASON)
		self.assertTrue(frappe.get_doc(PUSH, push.name).export_number)
		self.write(push, self.security, receiver="市中分局")
		self.assertRaises(PolicePushError, self.step, push, "Record as Sent", self.security)

	def test_by_the_security_office_alone_and_after_approval_alone(self) -> None:
		push = self.approve(self.draft(), 3)
		for user in (self.lead, self.psych, self.leader, self.hr, "Administrator"):
			with self.subTest(user=user), self.as_user(user):
				self.assertRaises(frappe.PermissionError, exporting.print_push, push.name, REASON)
		with self.as_user(self.security):
			self.assertRaises(PolicePushError, exporting.print_push, push.name, REASON)
			self.assertRaises(frappe.PermissionError, api.print_push, push.name, REASON)
			self.assertRaises(frappe.PermissionError, exporting.print_push, "no such", REASON)


class TestWhoSees(PushTestCase):
	def test_each_from_their_step_on(self) -> None:
		push = self.draft()
		sees = lambda user: bool(frappe.has_permission(PUSH, "read", doc=push.name, user=user))  # noqa: E731
		self.assertEqual([*map(sees, (self.lead, self.psych, self.affairs))], [True] * 3)
		self.assertEqual([*map(sees, (self.security, self.leader, self.hr))], [False] * 3)
		push = self.approve(push, 2)
		self.assertEqual([*map(sees, (self.security, self.leader))], [True, False])
		push = self.step(push, "Approve for Security", self.security)
		self.assertTrue(sees(self.leader))
		for user in (self.hr, self.world.users["counsellor"], self.world.users["other_counsellor"]):
			self.assertFalse(sees(user))


class TestClearing(PushTestCase):
	def test_after_the_term_what_was_told_is_cleared(self) -> None:
		sent = self.send(self.approve(self.draft()))
		self.write(sent, self.security, feedback="已走访")
		end = getdate(frappe.db.get_value("Campus Term", sent.term, "end_date"))
		over = max(end, getdate()) + timedelta(days=40)
		self.assertNotIn(sent.name, clearing.get_due(end))
		self.assertIn(sent.name, clearing.get_due(over))
		frappe.db.set_value(PUSH, sent.name, "sent_at", over - timedelta(days=3))
		self.assertNotIn(sent.name, clearing.get_due(over), "sent in the break: its receipt is still to come")
		frappe.db.set_value(PUSH, sent.name, "sent_at", sent.sent_at)
		with patch.object(clearing.holds, "get_open") as kept:
			kept.return_value = clearing.holds.Holds({NEIGHBOUR: "LH"}, {}, (), ())
			self.assertNotIn(sent.name, clearing.get_due(over))
		clearing.clear(sent.name, now_datetime())
		cleared = frappe.get_doc(PUSH, sent.name)
		self.assertEqual((cleared.status, cleared.feedback, cleared.rows[0].area), ("Cleared", None, None))
		self.assertTrue(cleared.cleared_at and cleared.rows[0].student and cleared.rows[0].push_basis)

	def test_what_was_never_sent_is_cleared_as_well(self) -> None:
		"""Draft or approved: no student stays named whom nobody was told of."""
		unsent = [self.draft(), self.approve(self.draft(), 2), self.approve(self.draft())]
		end = getdate(frappe.db.get_value("Campus Term", unsent[0].term, "end_date"))
		over = max(end, getdate()) + timedelta(days=40)
		self.assertLessEqual({push.name for push in unsent}, {*clearing.get_due(over)})
		self.assertFalse({push.name for push in unsent} & {*clearing.get_due(end)})
		for push in unsent:
			clearing.clear(push.name, now_datetime())
			cleared = frappe.get_doc(PUSH, push.name)
			self.assertEqual((cleared.status, cleared.rows, cleared.sent_at), ("Cleared", [], None))

	def test_outside_any_term_half_a_year_is_enough(self) -> None:
		push = self.draft()
		frappe.db.set_value(PUSH, push.name, "term", None)
		self.assertNotIn(push.name, clearing.get_due(getdate() + timedelta(days=100)))
		self.assertIn(push.name, clearing.get_due(getdate() + timedelta(days=200)))
