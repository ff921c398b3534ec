"""Feedback to the college in fixed phrases, its clock; referrals with consent and outcome."""

from collections import Counter
from datetime import timedelta

import frappe
from frappe.utils import add_days, get_datetime, now_datetime, nowdate

from campus_safety.access.secrets import is_encrypted
from campus_safety.domain import roles as r
from campus_safety.engines.alerts import watch
from campus_safety.exceptions import AppointmentError, ClosedRecordError
from campus_safety.services.counselling import feedback
from campus_safety.tests import factories as make
from campus_safety.tests.counselling.base import STUDENT, CentreTestCase

FEEDBACK, REFERRAL = "Campus Key Feedback", "Campus Student Referral"
LOOK, HELP = "近期情绪有波动，请多留意", "多听少劝，不追问原因"


class TestFeedback(CentreTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.lead = make.make_user("lead@centre.test", r.COLLEGE_LEAD)
		self.far_lead = make.make_user("farlead@centre.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)

	def send(self, **values):
		with self.as_user(self.teacher):
			return frappe.get_doc(
				{
					"doctype": FEEDBACK,
					"student": STUDENT,
					"level": "Support",
					"consent": "Student Agreed",
					"attention_points": [{"phrase": LOOK}],
					"advice": [{"phrase": HELP}],
					**values,
				}
			).insert()

	def alert(self, doc):
		return frappe.get_doc("Campus Alert", {"reference_name": doc.name})

	def test_the_college_is_called_and_answers(self) -> None:
		doc = self.send()
		within = get_datetime(doc.ack_due) - get_datetime(doc.creation)
		self.assertAlmostEqual(within, timedelta(hours=24), delta=timedelta(seconds=5))
		self.assertIn(self.lead, [row.user for row in self.alert(doc).recipients])
		with self.as_user(self.lead):
			feedback.answer(self.get(doc.name, FEEDBACK), "辅导员今晚去宿舍看望", now_datetime())
		doc.reload()
		self.assertEqual((doc.status, doc.acknowledged_by), ("Answered", self.lead))
		self.assertTrue(is_encrypted(doc.college_reply))
		self.assertEqual(self.alert(doc).status, "Ended")
		self.assertTrue([bell for bell in self.bells(self.teacher) if doc.name in bell])
		with self.as_user(self.lead), self.assertRaises(AppointmentError):
			feedback.answer(self.get(doc.name, FEEDBACK), "再答一次", now_datetime())

	def test_silence_climbs_to_the_head(self) -> None:
		doc = self.send()
		watch.go_on(self.alert(doc).name, now_datetime() + timedelta(hours=25), Counter())
		self.assertIn(self.head, [row.user for row in self.alert(doc).recipients])

	def test_the_other_college_and_the_class_see_nothing(self) -> None:
		doc = self.send()
		for user, reads in (
			(self.lead, True),
			(self.far_lead, False),
			(self.counsellor, False),
			(self.second, False),
		):
			with self.as_user(user):
				self.assertEqual(bool(frappe.has_permission(FEEDBACK, "read", doc=doc.name)), reads, user)
		with self.as_user(self.far_lead), self.assertRaises(frappe.PermissionError):
			feedback.acknowledge(self.get(doc.name, FEEDBACK), now_datetime())

	def test_nothing_is_typed_and_nothing_changes_afterwards(self) -> None:
		for wrong in (
			{"advice": [{"phrase": LOOK}]},
			{"attention_points": [], "advice": []},
			{"attention_points": [{"phrase": "他说想死"}]},
			{"consent": "Statutory Exception"},
		):
			with self.assertRaises(frappe.ValidationError):
				self.send(**wrong)
		doc = self.send()
		with self.as_user(self.lead):
			mine = self.get(doc.name, FEEDBACK)
			mine.level = "Attention"
			self.assertRaises(ClosedRecordError, mine.save)


class TestReferral(CentreTestCase):
	def refer(self, **values):
		with self.as_user(self.teacher):
			return frappe.get_doc(
				{
					"doctype": REFERRAL,
					"student": STUDENT,
					"referred_to": "Hospital",
					"referred_on": nowdate(),
					"consent": "Student Agreed",
					"reason": "建议专科评估",
					**values,
				}
			).insert()

	def test_its_course(self) -> None:
		doc = self.refer()
		self.assertEqual(doc.status, "Open")
		self.assertTrue(is_encrypted(doc.reason))
		with self.as_user(self.teacher):
			doc = self.get(doc.name, REFERRAL)
			doc.returned_at = nowdate()
			self.assertRaises(frappe.MandatoryError, doc.save)
			doc = self.get(doc.name, REFERRAL)
			doc.returned_at = nowdate()
			doc.result = "门诊随访，建议规律作息"
			doc.save()
		self.assertEqual(doc.status, "Returned")

	def test_consent_or_its_ground(self) -> None:
		self.assertRaises(frappe.ValidationError, self.refer, consent="")
		self.assertRaises(frappe.MandatoryError, self.refer, consent="Statutory Exception")
		self.assertTrue(self.refer(consent="Statutory Exception", basis="有自伤的现实危险"))
		back = add_days(nowdate(), -1)
		self.assertRaises(frappe.ValidationError, self.refer, returned_at=back, result="x")

	def test_author_and_head(self) -> None:
		doc = self.refer()
		for user, reads in ((self.head, True), (self.second, False), (self.counsellor, False)):
			with self.as_user(user):
				self.assertEqual(bool(frappe.has_permission(REFERRAL, "read", doc=doc.name)), reads, user)
