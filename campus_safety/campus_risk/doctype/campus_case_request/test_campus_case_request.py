"""A counsellor asks for a student who came into the class, by those who may decide and those who may not."""

import frappe

from campus_safety.exceptions import ClosedRequestError, HandoverStepError, OutOfScopeError
from campus_safety.services.risk import case_requests
from campus_safety.tests import factories as make
from campus_safety.tests.bases.handovers import HANDOVER, LEDGER, WITNESS, HandoverTestCase

REQUEST = "Campus Case Request"


class TestCaseRequest(HandoverTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		student = frappe.get_doc("Campus Student", self.student)
		student.unit = self.other_unit
		student.save()

	def ask(self, by: str | None = None, **values):
		with self.as_user(by or self.stranger):
			return frappe.get_doc(
				{"doctype": REQUEST, "student": self.student, "reason": "学生已转入我班，申请接手", **values}
			).insert()

	def grant(self, user: str, request) -> str:
		with self.as_user(user):
			return case_requests.grant(frappe.get_doc(REQUEST, request.name), frappe.utils.now_datetime())

	def test_granted_it_opens_the_handover_of_that_student(self) -> None:
		request = self.ask()
		told = {"document_type": REQUEST, "document_name": request.name}
		for user in (self.counsellor, self.lead):
			self.assertTrue(frappe.db.exists("Notification Log", {**told, "for_user": user}))
		handover = frappe.get_doc(HANDOVER, self.grant(self.counsellor, request))
		self.assertEqual(
			(handover.from_user, handover.to_user, handover.student, handover.status),
			(self.counsellor, self.stranger, self.student, "Draft"),
		)
		self.assertEqual({row.student for row in handover.items}, {self.student})
		self.assertEqual(self.answers(), self.counsellor, "asked and granted is not handed over")
		self.assertFalse(self.may_read(self.stranger, LEDGER, self.filed_ledger))
		handover = self.sign(self.counsellor, handover)
		self.step(self.lead, self.taken(handover), WITNESS)
		self.assertEqual(self.answers(), self.stranger)
		request.reload()
		self.assertEqual(
			(request.status, request.decided_by, request.handover),
			("Granted", self.counsellor, handover.name),
		)
		with self.assertRaises((ClosedRequestError, HandoverStepError, frappe.PermissionError)):
			self.grant(self.lead, request)

	def test_who_asks(self) -> None:
		with self.assertRaises(OutOfScopeError):
			self.ask(by=self.adviser)
		with self.assertRaises(HandoverStepError):
			self.ask(student=make.make_student("CR2026001", self.other_unit))

	def test_who_decides(self) -> None:
		request = self.ask()
		outsider = make.make_user("nolead@request.test", "Campus College Lead")
		for user in (self.stranger, self.taker, outsider):
			with self.subTest(user=user), self.assertRaises(frappe.PermissionError):
				self.grant(user, request)
		for user, sees in (
			(self.stranger, True),
			(self.counsellor, True),
			(self.lead, True),
			(self.taker, False),
			(outsider, False),
		):
			with self.subTest(user=user):
				self.assertEqual(self.may_read(user, REQUEST, request.name), sees)
		self.assertTrue(self.grant(self.lead, request))

	def test_refused_with_a_reason(self) -> None:
		request = self.ask()
		with self.as_user(self.lead):
			document = frappe.get_doc(REQUEST, request.name)
			with self.assertRaises(frappe.ValidationError):
				case_requests.refuse(document, " ", frappe.utils.now_datetime())
			case_requests.refuse(document, "本学期由原辅导员继续负责", frappe.utils.now_datetime())
		request.reload()
		self.assertEqual((request.status, request.decided_by), ("Refused", self.lead))

	def test_no_form_grants_it(self) -> None:
		request = self.ask()
		for user, values in ((self.stranger, {"status": "Granted"}), (self.lead, {"reason": "改"})):
			with self.as_user(user), self.assertRaises((frappe.PermissionError, frappe.ValidationError)):
				document = frappe.get_doc(REQUEST, request.name)
				document.update(values)
				document.save()
