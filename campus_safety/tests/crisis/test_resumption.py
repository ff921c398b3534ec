"""The way back: papers, a panel's own opinions, never a cure; the register, and a ledger that stays for a term."""

from datetime import timedelta

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.exceptions import ClosedRecordError, CrisisStepError, LedgerCloseError
from campus_safety.tests.base import at
from campus_safety.tests.bases.way_back import AGREE, ASSESSMENT, HAND, NOT_YET, WayBackTestCase

LEDGER = "Campus Risk Ledger"


class TestAssessment(WayBackTestCase):
	def test_of_a_student_on_leave_only(self) -> None:
		self.assertRaises(frappe.PermissionError, self.assess)
		suspension = self.suspended()
		self.assertRaises(frappe.PermissionError, self.assess, by=self.stranger)
		assessment = self.assess()
		self.assertEqual(
			(assessment.suspension, assessment.contact_person), (suspension.name, self.counsellor)
		)
		self.assertEqual(self.again(suspension).asked_back_on, getdate(nowdate()))
		self.assertRaises(CrisisStepError, self.assess)  # one at a time

	def test_never_demands_a_cure(self) -> None:
		self.suspended()
		self.assertRaises(CrisisStepError, self.assess, commitment="保证已痊愈")

	def test_the_evaluation_is_the_centres(self) -> None:
		self.suspended()
		assessment = self.assess()
		with self.assertRaises(frappe.PermissionError):
			self.edit(self.counsellor, assessment, psych_evaluation="没问题")
		self.edit(self.psych_teacher, assessment, psych_evaluation="平稳")
		self.assertEqual(assessment.evaluated_by, self.psych_teacher)

	def test_the_panel_is_one(self) -> None:
		self.suspended()
		assessment = self.assess()
		self.edit(self.psych_teacher, assessment, psych_evaluation="平稳", commitment="按时复诊")
		for members in (
			(self.psych_teacher, self.lead),
			(self.counsellor, self.lead, self.affairs),
			(self.psych_teacher, self.psych_head, self.affairs),
		):
			with self.subTest(members), self.assertRaises(CrisisStepError):
				frappe.db.savepoint("panel")
				try:
					self.edit(self.psych_head, assessment, panel=[{"member": user} for user in members])
					self.act(self.lead, assessment, HAND)
				finally:
					frappe.db.rollback(save_point="panel")
					assessment.reload()

	def test_papers_before_the_panel(self) -> None:
		self.suspended()
		assessment = self.assess()
		with self.assertRaises(CrisisStepError):
			self.act(self.lead, assessment, HAND)

	def test_each_for_themselves(self) -> None:
		self.suspended()
		assessment = self.with_panel()
		with self.assertRaises(frappe.PermissionError):
			self.say(self.lead, assessment, "Return", of=self.counsellor)
		self.say(self.lead, assessment, "Return")
		self.assertTrue(next(row for row in assessment.panel if row.member == self.lead).opinion_at)
		with self.assertRaises(ClosedRecordError):
			self.edit(self.psych_teacher, assessment, commitment="另议")
		with self.assertRaises(ClosedRecordError):
			self.edit(self.psych_head, assessment, panel=[{"member": self.psych_head}])

	def test_nobody_exchanges_opinions(self) -> None:
		"""Rows keep their members: with the names of two rows exchanged, one's word would stand under another's."""
		self.suspended()
		assessment = self.with_panel()
		self.say(self.psych_teacher, assessment, "Not Yet")
		self.say(self.lead, assessment, "Return")
		with self.as_user(self.lead):
			forged = frappe.get_doc(ASSESSMENT, assessment.name).as_dict()
			first, second = forged["panel"][:2]
			for field in ("name", "opinion", "opinion_at"):
				first[field], second[field] = second[field], first[field]
			self.assertRaises(ClosedRecordError, frappe.get_doc(forged).save)
			anew = frappe.get_doc(ASSESSMENT, assessment.name)
			anew.panel[0].name = None
			self.assertRaises((ClosedRecordError, frappe.PermissionError), anew.save)
		said = [row.opinion for row in self.again(assessment).panel]
		self.assertEqual(said[:2], ["Not Yet", "Return"])

	def test_a_member_says_an_opinion_and_no_more(self) -> None:
		self.suspended()
		assessment = self.with_panel()
		for field, value in (("returns_on", nowdate()), ("support_after", "不需要"), ("missing", "治疗")):
			with self.subTest(field), self.assertRaises(frappe.PermissionError):
				self.edit(self.counsellor, assessment, **{field: value})
			assessment.reload()

	def test_nobody_is_back_before_it_is_decided(self) -> None:
		self.suspended()
		assessment = self.with_panel()
		self.edit(self.lead, assessment, returns_on=add_days(nowdate(), -1), support_after="每周面谈")
		for user in (self.psych_teacher, self.lead):
			self.say(user, assessment, "Return")
		self.assertRaises(CrisisStepError, self.act, self.lead, assessment, AGREE)

	def test_a_member_opens_it_once_it_is_with_the_panel(self) -> None:
		self.suspended()
		assessment = self.assess()
		self.edit(
			self.psych_head,
			assessment,
			psych_evaluation="平稳",
			commitment="按时复诊",
			panel=[{"member": user} for user in (self.psych_head, self.lead, self.academic)],
		)
		self.assertFalse(self.opens(self.academic, assessment))
		self.act(self.lead, assessment, HAND)
		self.assertTrue(self.opens(self.academic, assessment))
		self.say(self.academic, assessment, "Return")
		self.assertFalse(self.opens(self.adviser, assessment))

	def opens(self, user: str, assessment) -> bool:
		with self.as_user(user):
			return bool(frappe.has_permission(ASSESSMENT, "read", doc=assessment.name))

	def test_taken_back_the_opinions_are_given_anew(self) -> None:
		self.suspended()
		assessment = self.with_panel()
		for user in (self.lead, self.psych_teacher):
			self.say(user, assessment, "Return")
		self.act(self.lead, assessment, "Take Back from the Panel")
		self.assertFalse([row.member for row in assessment.panel if row.opinion or row.opinion_at])
		self.edit(self.psych_teacher, assessment, commitment="每周面谈")
		self.act(self.lead, assessment, HAND)
		with self.assertRaises(CrisisStepError):
			self.act(self.lead, assessment, AGREE)

	def test_decided_by_more_than_half(self) -> None:
		self.suspended()
		assessment = self.with_panel()
		self.edit(self.lead, assessment, returns_on=nowdate(), support_after="补课，每周面谈")
		self.say(self.lead, assessment, "Return")
		with self.assertRaises(CrisisStepError):
			self.act(self.lead, assessment, AGREE)
		self.say(self.psych_teacher, assessment, "Not Yet")
		self.say(self.counsellor, assessment, "Return")
		with self.assertRaises(CrisisStepError):
			self.act(self.lead, assessment, NOT_YET)
		self.assertEqual(self.act(self.lead, assessment, AGREE).status, "Agreed")
		self.assertTrue(assessment.decided_at and assessment.decided_by == self.lead)

	def test_not_yet_says_what_is_missing_and_looks_again(self) -> None:
		suspension = self.suspended()
		assessment = self.with_panel()
		for user in (self.lead, self.psych_teacher):
			self.say(user, assessment, "Not Yet")
		with self.assertRaises(CrisisStepError):
			self.act(self.lead, assessment, NOT_YET)
		self.edit(self.lead, assessment, missing="再复诊一次", look_again_on=add_days(nowdate(), 30))
		self.act(self.lead, assessment, NOT_YET)
		self.assertEqual(self.again(suspension).review_starts_on, getdate(add_days(nowdate(), 30)))
		self.assertEqual((suspension.status, self.status_of_student()), ("Suspended", "Suspended"))
		self.assess()  # another one may begin


class TestReturn(WayBackTestCase):
	def agreed(self, returns_on):
		suspension, assessment = self.suspended(), self.with_panel()
		self.edit(self.lead, assessment, returns_on=returns_on, support_after="补课，每周面谈")
		for user in (self.lead, self.psych_teacher):
			self.say(user, assessment, "Return")
		self.act(self.lead, assessment, AGREE)
		return self.again(suspension), assessment

	def test_the_register_follows_and_a_ledger_opens(self) -> None:
		suspension, _assessment = self.agreed(nowdate())
		self.assertEqual((suspension.status, suspension.back_on), ("Back", getdate(nowdate())))
		self.assertEqual(self.status_of_student(), "Enrolled")
		ledger = frappe.get_doc(LEDGER, {"active_key": self.student})
		self.assertEqual((ledger.status, ledger.responsible_person), ("Nominated", self.counsellor))
		self.assertEqual(ledger.keep_until, getdate(add_days(nowdate(), 140)))
		with self.assertRaises(LedgerCloseError):
			self.edit(self.lead, ledger, decline_reason="不需要")
			self.act(self.lead, ledger, "Decline")

	def test_an_open_ledger_stays(self) -> None:
		with self.as_user(self.counsellor):
			factor = frappe.get_all("Campus Risk Factor", pluck="name", limit=1)[0]
			ledger = frappe.get_doc(
				{
					"doctype": LEDGER,
					"student": self.student,
					"occurred_on": nowdate(),
					"discovery_source": "Talk",
					"risk_level": "Green",
					"risk_factors": [{"risk_factor": factor}],
					"factor_detail": "近来少言",
				}
			).insert()
		self.agreed(nowdate())
		self.assertEqual(self.again(ledger).keep_until, getdate(add_days(nowdate(), 140)))
		self.assertEqual(frappe.db.count(LEDGER, {"student": self.student}), 1)
		self.edit(self.counsellor, ledger, factor_detail="近来好些")  # the form goes on
		self.assertEqual(ledger.keep_until, getdate(add_days(nowdate(), 140)))

	def test_on_the_day_of_the_return(self) -> None:
		suspension, assessment = self.agreed(add_days(nowdate(), 5))
		self.assertEqual((suspension.status, assessment.resumed_at), ("Suspended", None))
		self.assertEqual(self.morning()["back"], 0)
		with at(now_datetime() + timedelta(days=5)):
			self.assertEqual(self.morning()["back"], 1)
			self.assertEqual(self.morning()["back"], 0)
		self.assertEqual((self.again(suspension).status, self.status_of_student()), ("Back", "Enrolled"))
		self.assertTrue(self.again(assessment).resumed_at)

	def test_what_is_decided_stays(self) -> None:
		suspension, assessment = self.agreed(nowdate())
		with self.assertRaises(ClosedRecordError):
			self.edit(self.psych_head, assessment, support_after="不需要")
		with self.assertRaises(ClosedRecordError):
			self.edit(self.psych_head, suspension, document_no="9")
		self.assertEqual(frappe.db.get_value(ASSESSMENT, assessment.name, "status"), "Agreed")
