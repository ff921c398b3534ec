"""A policy from its draft to what complaints made of it: blocked before the agenda and before publishing."""

import frappe
from frappe.model.workflow import WorkflowTransitionError, apply_workflow
from frappe.utils import add_days, getdate, now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import AppOwnedFieldError, OutOfScopeError, PolicyGapError
from campus_safety.services.governance import policies
from campus_safety.tests import factories as make
from campus_safety.tests.appeals.base import AppealTestCase

POLICY = policies.POLICY
REFUSED = (frappe.PermissionError, WorkflowTransitionError)


class TestPolicy(AppealTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.academic = make.make_user("academic@appeals.test", r.ACADEMIC_AFFAIRS)

	def test_its_own_unit_is_proposed(self) -> None:
		self.assertEqual(policies.get_own_unit(self.handler), self.logistics_unit)
		self.assertIsNone(policies.get_own_unit(self.mentor))

	def draft(self, by: str | None = None, **values):
		with self.as_user(by or self.handler):
			return frappe.get_doc(
				{
					"doctype": POLICY,
					"title": "宿舍供电时间调整",
					"drafting_unit": self.logistics_unit,
					"affected": "全体住校生",
					"draft": "夜间十一点断电",
					**values,
				}
			).insert()

	def write(self, policy, user: str, **values):
		with self.as_user(user):
			document = frappe.get_doc(POLICY, policy.name)
			document.update(values)
			document.save()
		policy.reload()
		return policy

	def step(self, policy, user: str, action: str):
		with self.as_user(user):
			apply_workflow(frappe.get_doc(POLICY, policy.name).as_dict(), action)
		policy.reload()
		return policy

	def consult(self, policy, **values):
		self.step(policy, self.handler, "Begin Consultation")
		days = {
			field: values.pop(field, add_days(getdate(), ago))
			for field, ago in (("publicised_from", -8), ("publicised_to", -1))
		}
		self.write(policy, self.office, **days)  # held before it was entered here
		whole = {
			"consultations": [
				{"who": "2601班", "objection": "太早", "accepted": "In Part", "answer": "改到十一点半"}
			],
			"risks": [{"risk": "夜间摔倒", "likelihood": 2, "impact": 3, "mitigation": "走廊留灯"}],
			"contingency_plan": "宿管值守",
			**values,
		}
		return self.write(policy, self.handler, **whole)

	def review(self, policy):
		self.step(policy, self.handler, "Policy Is Assessed")
		self.write(policy, self.office, legality_review="符合规定")
		return self.step(policy, self.office, "Review Policy")

	def agenda(self, policy, user: str | None = None):
		policies.put_on_agenda(
			frappe.get_doc(POLICY, policy.name), "校长办公会12月3日", user or self.office, now_datetime()
		)
		policy.reload()
		return policy

	def publish(self, policy):
		self.agenda(self.review(policy))
		self.write(policy, self.leader, decision="Issue")
		self.step(policy, self.leader, "Decide Policy")
		return self.step(policy, self.office, "Publish Policy")

	def test_from_draft_to_published(self) -> None:
		policy = self.publish(self.consult(self.draft()))
		self.assertEqual(
			(policy.status, policy.risk_level, policy.reviewed_by, policy.decided_by),
			("Published", "Low", self.office, self.leader),
		)
		self.assertEqual((getdate(policy.published_on), policy.valid_until), (getdate(), None))

	def test_blocked_before_it_is_assessed(self) -> None:
		for values in (
			{"consultations": []},
			{"consultations": [{"who": "2601班", "objection": "太早"}]},
			{"publicised_to": getdate()},
			{"risks": []},
			{"contingency_plan": ""},
		):
			with self.subTest(values):
				policy = self.consult(self.draft(), **values)
				self.assertRaises(PolicyGapError, self.step, policy, self.handler, "Policy Is Assessed")

	def test_blocked_before_the_agenda(self) -> None:
		policy = self.consult(self.draft())
		self.assertRaises(PolicyGapError, self.agenda, policy)
		self.step(policy, self.handler, "Policy Is Assessed")
		self.assertRaises(PolicyGapError, self.step, policy, self.office, "Review Policy")
		self.write(policy, self.office, legality_review="符合规定")
		self.step(policy, self.office, "Review Policy")
		self.write(policy, self.leader, decision="Issue")
		self.assertRaises(PolicyGapError, self.step, policy, self.leader, "Decide Policy")
		self.assertRaises(frappe.PermissionError, self.agenda, policy, self.handler)
		self.agenda(policy)
		self.assertRaises(AppOwnedFieldError, self.write, policy, self.office, agenda="别的会")

	def test_what_stays_high_is_not_issued(self) -> None:
		grave = [{"risk": "有人跳楼", "likelihood": 3, "impact": 5, "mitigation": "看护"}]
		policy = self.consult(self.draft(), risks=grave)
		self.assertEqual(policy.risk_level, "High")
		self.step(policy, self.handler, "Policy Is Assessed")
		self.write(policy, self.office, legality_review="符合规定")
		self.assertRaises(PolicyGapError, self.step, policy, self.office, "Review Policy")

	def test_an_objection_that_comes_late_blocks_publishing(self) -> None:
		policy = self.consult(self.draft())
		self.agenda(self.review(policy))
		self.write(policy, self.leader, decision="Issue")
		self.step(policy, self.leader, "Decide Policy")
		with self.as_user(self.handler):
			document = frappe.get_doc(POLICY, policy.name)
			document.append("consultations", {"who": "家长代表", "objection": "考试周怎么办"})
			document.save()
		self.assertRaises(PolicyGapError, self.step, policy, self.office, "Publish Policy")
		self.step(policy, self.office, "Back to Consultation")
		self.assertEqual((policy.on_agenda_at, policy.decision, policy.unanswered), (None, "", 1))

	def test_objections_stay_as_they_were_said(self) -> None:
		policy = self.consult(self.draft())
		for rows in ([], [{"who": "2601班", "objection": "没有意见", "accepted": "Yes", "answer": "好"}]):
			self.assertRaises(frappe.ValidationError, self.write, policy, self.handler, consultations=rows)

	def test_the_emergency_route_ends(self) -> None:
		policy = self.consult(
			self.draft(emergency=1, emergency_reason="设备故障"), publicised_from=None, publicised_to=None
		)
		self.publish(policy)
		self.assertEqual(getdate(policy.valid_until), add_days(getdate(), 30))

	def test_who_writes_what(self) -> None:
		self.assertRaises(OutOfScopeError, self.draft, by=self.academic)
		policy = self.consult(self.draft())
		self.assertFalse(frappe.has_permission(POLICY, "read", doc=policy.name, user=self.academic))
		self.assertRaises(frappe.PermissionError, self.write, policy, self.handler, legality_review="我看行")
		self.assertRaises(frappe.PermissionError, self.write, policy, self.leader, draft="改了")
		self.step(policy, self.handler, "Policy Is Assessed")
		self.write(policy, self.office, legality_review="符合规定")
		self.assertRaises(REFUSED, self.step, policy, self.handler, "Review Policy")
		self.assertRaises(frappe.ValidationError, self.write, policy, self.handler, draft="改了")
		bad = [{"risk": "x", "likelihood": 6, "impact": 1, "mitigation": "y"}]
		self.assertRaises(frappe.ValidationError, self.write, policy, self.handler, risks=bad)

	def test_a_complaint_that_names_it_has_it_assessed_again(self) -> None:
		policy = self.publish(self.consult(self.draft()))
		self.write(policy, self.handler, evaluation="运行平稳")
		self.step(policy, self.handler, "Evaluate Policy")
		ticket, _code = self.file("断电太早了")
		with self.as_user(self.office):
			document = frappe.get_doc("Campus Appeal Ticket", ticket.name)
			document.policy = policy.name
			document.save()
		policy.reload()
		self.assertEqual((policy.status, policy.assess_again, policy.named_by), ("Published", 1, 1))
		heard = {"for_user": self.handler, "document_name": policy.name}
		self.assertTrue(frappe.db.exists("Notification Log", heard))
		self.write(policy, self.handler, evaluation="改到十二点")
		self.step(policy, self.handler, "Evaluate Policy")
		self.assertEqual(policy.assess_again, 0)

	def test_each_part_has_its_turn(self) -> None:
		"""Threat: what was reviewed, decided or published is written anew behind whoever read it."""
		for values in ({"legality_review": "合法"}, {"decision": "Issue"}, {"evaluation": "很好"}):
			self.assertRaises(frappe.PermissionError, self.draft, **values)
		policy = self.consult(self.draft())
		self.step(policy, self.handler, "Policy Is Assessed")
		other = [{"risk": "没有风险", "likelihood": 1, "impact": 1, "mitigation": "无"}]
		late = (
			("risks", other),
			("contingency_plan", "没有"),
			("title", "别的制度"),
			("emergency", 1),
			("drafting_unit", make.make_unit("诉求测试另一处", "Department")),
			("publicised_from", add_days(getdate(), -30)),
		)
		self.refused(policy, self.handler, late)
		self.write(policy, self.office, legality_review="符合规定")
		self.step(policy, self.office, "Review Policy")
		self.refused(policy, self.office, (*late, ("legality_review", "别的")))
		self.agenda(policy)
		self.write(policy, self.leader, decision="Issue")
		self.step(policy, self.leader, "Decide Policy")
		self.refused(policy, self.leader, (("decision", "Do Not Issue"), ("decision_note", "改")))
		self.step(policy, self.office, "Publish Policy")
		self.refused(policy, self.handler, late)
		self.assertRaises(frappe.PermissionError, self.write, policy, self.academic, evaluation="外单位")
		self.write(policy, self.handler, evaluation="运行平稳")
		self.assertRaises(REFUSED, self.step, policy, self.academic, "Evaluate Policy")
		self.step(policy, self.handler, "Evaluate Policy")
		self.assertEqual(policy.status, "Evaluated")

	def refused(self, policy, user: str, changes) -> None:
		late = (frappe.ValidationError, frappe.PermissionError)
		for field, value in changes:
			with self.subTest(field, status=policy.status):
				self.assertRaises(late, self.write, policy, user, **{field: value})

	def test_days_before_the_draft_was_entered_are_the_school_offices(self) -> None:
		policy = self.draft()
		self.step(policy, self.handler, "Begin Consultation")
		early = {"publicised_from": add_days(getdate(), -8), "publicised_to": add_days(getdate(), -1)}
		self.assertRaises(frappe.PermissionError, self.write, policy, self.handler, **early)
		self.assertEqual(self.write(policy, self.office, **early).publicised_from, early["publicised_from"])
		self.assertRaises(
			frappe.ValidationError,
			self.write,
			policy,
			self.office,
			publicised_from=getdate(),
			publicised_to=add_days(getdate(), -1),
		)

	def test_the_form_closes_what_the_server_refuses(self) -> None:
		policy = self.draft()
		own, office = (policies.get_closed_fields(policy, user) for user in (self.handler, self.office))
		self.assertNotIn("draft", own)
		self.assertIn("legality_review", own)
		self.assertNotIn("legality_review", office)
		self.assertIn("decision", office, "it is not its turn")
		self.assertIn("draft", policies.get_closed_fields(policy, self.mentor))
