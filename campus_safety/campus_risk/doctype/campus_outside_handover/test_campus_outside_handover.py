"""Papers to another school: agreed to, sealed by two, receipt back; refused, nothing goes but what the student takes along."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import add_days, now_datetime, nowdate

from campus_safety.access.secrets import is_encrypted
from campus_safety.engines.opening import openings
from campus_safety.exceptions import AppOwnedFieldError, ClosedRecordError, HandoverStepError, NotOpenedError
from campus_safety.tests import factories as make
from campus_safety.tests.bases.risk_ledgers import RiskTestCase
from campus_safety.tests.world import get_world

OUTSIDE = "Campus Outside Handover"
SEAL, HAND, RECEIPT, CANCEL = (
	"Seal the Packet",
	"Hand Over the Packet",
	"File the Receipt",
	"Cancel the Packet",
)
AGREED = {
	"consent": "Student Agreed",
	"consent_on": nowdate,
	"consent_paper": "paper",
	"student_told": "只寄等级与建议，不同意也不影响转学",
	"purpose": "新学校继续关注",
	"school": "省城职业学院",
	"contact_name": "心理中心王老师",
	"items": [{"material": "Level and Advice", "pages": 2, "remark": "本学期"}],
}


class OutsideCase(RiskTestCase):
	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		cls.teacher = get_world().users["psych_teacher"]

	def paper(self) -> str:
		file = {
			"doctype": "File",
			"file_name": "slip.txt",
			"is_private": 1,
			"content": frappe.generate_hash(),
		}
		return frappe.get_doc(file).insert().file_url

	def write(self, user: str | None = None, **values):
		with self.as_user(user or self.teacher):
			values = {**AGREED, "consent_on": nowdate(), "consent_paper": self.paper(), **values}
			return frappe.get_doc({"doctype": OUTSIDE, "student": self.student, **values}).insert()

	def change(self, user: str, doc, **values):
		with self.as_user(user):
			document = frappe.get_doc(OUTSIDE, doc.name)
			document.update(values)
			document.save()
		doc.reload()
		return doc

	def step(self, user: str, doc, action: str, reads: bool = True):
		with self.as_user(user):
			if reads:
				openings.read(OUTSIDE, doc.name, "审核签字")
			apply_workflow(frappe.get_doc(OUTSIDE, doc.name).as_dict(), action)
		doc.reload()
		return doc

	def sealed(self, **values):
		doc = self.step(self.psych_head, self.write(**values), SEAL)
		return self.step(self.lead, doc, SEAL)

	def handed(self, **values):
		packet = {"seal_no": "F-0231", "delivery": "Confidential Post", "tracking_no": "机要20261130"}
		doc = self.change(self.teacher, self.sealed(**values), handed_at=now_datetime(), **packet)
		return self.step(self.teacher, doc, HAND)


class TestTheWay(OutsideCase):
	def test_sealed_by_two_sent_and_the_receipt_back(self) -> None:
		doc = self.step(self.psych_head, self.write(), SEAL)
		self.assertEqual((doc.status, len(doc.signatures)), ("Draft", 1))
		doc = self.step(self.lead, doc, SEAL)
		self.assertEqual(doc.status, "Sealed")
		self.assertTrue(doc.sealed_at)
		with self.assertRaises(HandoverStepError) as refused:
			self.step(self.teacher, doc, HAND)
		self.assertIn("Number on the Seal", str(refused.exception))
		packet = {"seal_no": "F-0231", "delivery": "Courier", "tracking_no": "SF10086"}
		self.change(self.teacher, doc, handed_at=now_datetime(), **packet)
		doc = self.step(self.teacher, doc, HAND)
		self.assertEqual(str(doc.receipt_due), add_days(nowdate(), 15))
		with self.assertRaises(HandoverStepError):
			self.step(self.teacher, doc, RECEIPT)
		with self.as_user(self.teacher):
			slip = self.paper()
		slip = {"receipt_on": nowdate(), "receipt_by": "王老师", "receipt_paper": slip, "seal_unbroken": 1}
		doc = self.step(self.teacher, self.change(self.teacher, doc, **slip), RECEIPT)
		self.assertEqual(doc.status, "Receipt In")
		with self.assertRaises(ClosedRecordError):
			self.change(self.psych_head, doc, receipt_by="别人")

	def test_refused_nothing_goes_to_the_school(self) -> None:
		"""Paper in the student's own hand; the other school is not even named."""
		refused = {"consent": "Refused", "consent_paper": None, "school": None, "contact_name": None}
		doc = self.sealed(**refused, purpose=None)
		self.assertEqual(doc.way, "Papers in the Student's Hand")
		named = self.write(**{**refused, "school": "省城职业学院", "contact_name": "王老师"})
		self.assertEqual((named.school, named.contact_name), (None, None))
		doc = self.change(self.teacher, doc, handed_at=now_datetime())
		doc = self.step(self.teacher, doc, HAND)
		with self.as_user(self.teacher):
			slip = self.paper()
		self.change(self.teacher, doc, receipt_on=nowdate(), receipt_by="本人", receipt_paper=slip)
		with self.assertRaises(HandoverStepError):
			self.step(self.teacher, doc, RECEIPT)
		self.change(self.teacher, doc, receipt_relation="Student")
		self.assertEqual(self.step(self.teacher, doc, RECEIPT).status, "Receipt In")

	def test_a_consent_taken_back_before_it_goes_cancels_it(self) -> None:
		doc = self.sealed()
		with self.assertRaises(ClosedRecordError):
			self.change(self.teacher, doc, consent="Refused")
		with self.assertRaises(HandoverStepError):
			self.step(self.teacher, doc, CANCEL)
		self.change(self.teacher, doc, cancel_reason="学生撤回同意")
		self.assertEqual(self.step(self.teacher, doc, CANCEL).status, "Cancelled")

	def test_of_a_minor_a_guardian_agrees_and_takes(self) -> None:
		frappe.db.set_value("Campus Student", self.student, "is_minor", 1)
		self.assertRaises(HandoverStepError, self.write)
		self.assertRaises(HandoverStepError, self.write, consent="Refused", receipt_relation="Student")
		self.assertEqual(self.write(consent="Guardian Agreed").status, "Draft")


class TestWhatIsSealed(OutsideCase):
	def test_nobody_signs_what_is_not_complete_or_unread(self) -> None:
		for values in (
			{"student_told": None},
			{"school": None},
			{"consent_paper": None},
			{"items": [{"material": "Care Plan"}]},
		):
			with self.subTest(values), self.assertRaises(HandoverStepError):
				self.step(self.psych_head, self.write(**values), SEAL)
		with self.assertRaises(NotOpenedError):
			self.step(self.psych_head, self.write(), SEAL, reads=False)

	def test_what_is_changed_is_signed_anew_and_once_sealed_it_stays(self) -> None:
		doc = self.step(self.psych_head, self.write(), SEAL)
		doc = self.change(self.teacher, doc, items=[{"material": "Risk Ledger", "pages": 9}])
		doc = self.step(self.lead, doc, SEAL)
		self.assertEqual(doc.status, "Draft", "the first signature was for other papers")
		doc = self.step(self.psych_head, doc, SEAL)
		with self.assertRaises(ClosedRecordError):
			self.change(self.teacher, doc, items=[{"material": "Crisis Papers", "pages": 30}])
		with self.assertRaises(AppOwnedFieldError):
			self.change(self.teacher, doc, sealed_at=now_datetime() - timedelta(days=3))

	def test_nothing_before_the_sealing_and_nothing_to_come(self) -> None:
		doc = self.sealed()
		packet = {"seal_no": "F-1", "delivery": "In Person", "tracking_no": "张老师"}
		for moment in (now_datetime() - timedelta(days=2), now_datetime() + timedelta(days=1)):
			self.change(self.teacher, doc, handed_at=moment, **packet)
			with self.assertRaises(HandoverStepError):
				self.step(self.teacher, doc, HAND)

	def test_what_exists_is_listed_and_counselling_notes_are_not(self) -> None:
		self.supporting()
		with self.as_user(self.teacher):
			doc = frappe.get_doc({"doctype": OUTSIDE, "student": self.student}).insert()
		self.assertIn("Risk Ledger", [row.material for row in doc.items])
		offered = frappe.get_meta(f"{OUTSIDE} Item").get_field("material").options
		for word in ("Session", "Counselling", "Note"):
			self.assertNotIn(word, offered)


class TestWhoseItIs(OutsideCase):
	def test_the_centre_and_that_college_and_nobody_else(self) -> None:
		doc = self.write()
		far = make.make_user("farlead@outside.test", "Campus College Lead")
		for user, reads in (
			(self.teacher, True),
			(self.psych_head, True),
			(self.lead, True),
			(far, False),
			(self.counsellor, False),
			(self.adviser, False),
			(self.affairs, False),
		):
			with self.subTest(user=user), self.as_user(user):
				self.assertIs(bool(frappe.has_permission(OUTSIDE, "read", doc=doc.name)), reads)
		with self.as_user(self.lead):
			self.assertFalse(frappe.has_permission(OUTSIDE, "create"))

	def test_words_are_ciphertext_and_the_print_has_none(self) -> None:
		doc = self.write()
		row = frappe.db.get_value(OUTSIDE, doc.name, ["student_told", "purpose"])
		self.assertTrue(all(map(is_encrypted, row)))
		with self.as_user(self.psych_head):
			page = frappe.get_print(OUTSIDE, doc.name, "Campus Outside Handover Form")
		self.assertIn("省城职业学院", page)
		for word in ("enc:1:", "等级与建议，不同意", "继续关注", "本学期"):
			self.assertNotIn(word, page)
