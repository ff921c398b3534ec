"""Closing by two keys, what nobody forges, and the status that stays."""

import json

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.domain import roles as r
from campus_safety.exceptions import (
	AppOwnedFieldError,
	LedgerCloseError,
	WorkflowGuardError,
)
from campus_safety.services.risk import risk_status
from campus_safety.tests import factories as make
from campus_safety.tests.bases.risk_ledgers import DOCTYPE, STATUS, RiskTestCase


class TestClosing(RiskTestCase):
	def test_everything_missing_is_said_at_once(self) -> None:
		ledger = self.supporting()
		with self.assertRaises(LedgerCloseError):
			self.act(self.counsellor, ledger, "Propose Closing")
		said = frappe.local.message_log[-1]
		self.assertEqual(len(said["message"] if isinstance(said, dict) else json.loads(said)["message"]), 4)

	def test_two_keys(self) -> None:
		ledger = self.proposed()
		self.act(self.lead, ledger, "Sign Closing")
		self.assertEqual((ledger.status, ledger.workflow_state), ("Close Proposed", "Close Proposed"))
		with self.assertRaises(WorkflowGuardError):
			self.act(self.lead, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Sign Closing")
		self.assertEqual(
			(ledger.status, str(ledger.closed_on), ledger.active_key), ("Closed", nowdate(), None)
		)
		self.assertEqual(len(self.log_of(ledger, "Sign")), 2)

	def test_red_needs_student_affairs_as_well(self) -> None:
		ledger = self.proposed(risk_level="Red")
		self.act(self.lead, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Sign Closing")
		self.assertEqual(ledger.status, "Close Proposed")
		self.act(self.affairs, ledger, "Sign Closing")
		self.assertEqual(ledger.status, "Closed")

	def test_student_affairs_has_no_key_below_red(self) -> None:
		ledger = self.proposed()
		with self.as_user(self.affairs), self.assertRaises(frappe.PermissionError):
			frappe.get_doc(DOCTYPE, ledger.name).check_permission("read")

	def test_an_edit_voids_signatures(self) -> None:
		ledger = self.proposed()
		self.act(self.lead, ledger, "Sign Closing")
		self.edit(self.psych_head, ledger, close_reason="补充说明")
		self.assertEqual([row.void for row in ledger.signatures], [1])
		self.act(self.psych_head, ledger, "Sign Closing")
		self.assertEqual(ledger.status, "Close Proposed")
		self.act(self.lead, ledger, "Sign Closing")
		self.assertEqual(ledger.status, "Closed")

	def test_a_change_in_the_step_of_signing_voids_what_others_have_signed(self) -> None:
		"""One save that signs and rewrites: the first signature was given for another text."""
		ledger = self.proposed()
		self.act(self.lead, ledger, "Sign Closing")
		with self.as_user(self.psych_head):
			self.read(ledger)
			document = frappe.get_doc(DOCTYPE, ledger.name)
			document.close_reason, document.workflow_state = "改写的理由", "Closed"
			document.save()
		ledger.reload()
		self.assertEqual((ledger.status, ledger.workflow_state), ("Close Proposed", "Close Proposed"))
		signed = [(row.user, row.void) for row in ledger.signatures]
		self.assertEqual(signed, [(self.lead, 1), (self.psych_head, 0)])
		self.act(self.lead, ledger, "Sign Closing")
		self.assertEqual(ledger.status, "Closed")

	def test_what_was_there_must_still_be_there_when_signed(self) -> None:
		ledger = self.proposed()
		with self.assertRaises(LedgerCloseError):
			self.edit(self.lead, ledger, close_evidence=None)

	def test_attempt_history_stays_open_two_terms(self) -> None:
		values = {
			"risk_factors": [{"risk_factor": "Suicide attempt history"}],
			"attempt_date": add_days(nowdate(), -800),
		}
		with self.assertRaises(LedgerCloseError):
			self.proposed(**values)
		for days in (20, 10):  # two terms that ended while it was open
			end = add_days(nowdate(), -days)
			frappe.get_doc(
				{"doctype": "Campus Term", "term_name": f"T{days}", "start_date": end, "end_date": end}
			).db_insert()
		ledger = frappe.get_doc(DOCTYPE, {"student": self.student})
		frappe.db.set_value(DOCTYPE, ledger.name, "filed_on", add_days(nowdate(), -30))
		self.act(self.counsellor, ledger, "Propose Closing")
		self.assertEqual(ledger.status, "Close Proposed")

	def test_reopening_keeps_history(self) -> None:
		ledger = self.proposed()
		self.act(self.lead, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Reopen")
		self.assertEqual(
			(ledger.status, ledger.closed_on, ledger.active_key), ("Supporting", None, self.student)
		)
		self.assertEqual((len(ledger.dispatches), [row.void for row in ledger.signatures]), (3, [1, 1]))
		self.assertEqual(len(self.log_of(ledger, "State")), 6)

	def test_the_next_ledger_names_the_last(self) -> None:
		first = self.proposed()
		self.act(self.lead, first, "Sign Closing")
		self.act(self.psych_head, first, "Sign Closing")
		second = self.nominate()
		self.assertIsNone(second.previous_ledger, "a nominator does not learn of earlier ledgers")
		self.act(self.lead, second, "File Ledger")
		self.assertEqual(second.previous_ledger, first.name)


class TestForgery(RiskTestCase):
	def test_app_owned_fields(self) -> None:
		ledger = self.supporting()
		for field, value in (
			("proposed_level", "Green"),
			("needs_student_affairs", 1),
			("next_dispatch_due", "2099-01-01"),
			("closed_on", nowdate()),
			("previous_ledger", "x"),
			("active_key", "x"),
			(
				"signatures",
				[
					{
						"purpose": "Closed",
						"role": r.PSYCH_HEAD,
						"user": self.psych_head,
						"signed_at": nowdate(),
					}
				],
			),
		):
			with self.subTest(field=field), self.assertRaises(AppOwnedFieldError):
				self.edit(self.counsellor, ledger, **{field: value})

	def test_status_follows_the_workflow_state(self) -> None:
		ledger = self.supporting()
		self.edit(self.counsellor, ledger, status="Closed")
		self.assertEqual(ledger.status, "Supporting")
		with self.assertRaises(WorkflowGuardError):
			self.edit(self.counsellor, ledger, workflow_state="Closed")

	def test_ciphertext_of_another_ledger(self) -> None:
		ledger = self.nominate()
		other = make.make_student("L2026002", self.unit)
		with self.as_user(self.counsellor), self.assertRaises(AppOwnedFieldError):
			make.make_ledger(other, factor_detail=ledger.factor_detail)

	def test_never_deleted_nor_shared(self) -> None:
		ledger = self.nominate()
		with self.assertRaises(frappe.PermissionError):
			frappe.delete_doc(DOCTYPE, ledger.name)
		with self.as_user(self.counsellor), self.assertRaises(frappe.PermissionError):
			frappe.share.add(DOCTYPE, ledger.name, self.stranger)


class TestStatus(RiskTestCase):
	def status(self):
		name = risk_status.get_status_of(self.student)
		return frappe.get_doc(STATUS, name) if name else None

	def test_follows_the_ledger(self) -> None:
		ledger = self.nominate(support_advice="多陪伴，少单独留在宿舍")
		self.assertIsNone(self.status(), "a mere nomination shows nothing")
		self.act(self.lead, ledger, "File Ledger")
		status = self.status()
		self.assertEqual(
			(status.status, status.risk_level, status.advice), ("Active", "Yellow", "多陪伴，少单独留在宿舍")
		)
		self.edit(self.counsellor, ledger, risk_level="Orange")
		self.assertEqual(self.status().risk_level, "Orange")

	def test_closing_leaves_no_level_behind(self) -> None:
		ledger = self.proposed()
		self.act(self.lead, ledger, "Sign Closing")
		self.act(self.psych_head, ledger, "Sign Closing")
		status = self.status()
		self.assertEqual((status.status, status.risk_level, status.advice), ("Closed", None, None))

	def test_class_staff_see_it_and_others_do_not(self) -> None:
		self.act(self.lead, self.nominate(), "File Ledger")
		for user, is_seen in (
			(self.counsellor, True),
			(self.adviser, True),
			(self.lead, True),
			(self.affairs, True),
			(self.stranger, False),
		):
			with self.subTest(user=user), self.as_user(user):
				self.assertEqual(bool(frappe.get_list(STATUS, {"student": self.student})), is_seen)

	def test_nobody_writes_it(self) -> None:
		self.act(self.lead, self.nominate(), "File Ledger")
		status = self.status()
		status.risk_level = "Green"
		with self.assertRaises(AppOwnedFieldError):
			status.save()
		with self.assertRaises(frappe.PermissionError):
			frappe.delete_doc(STATUS, status.name)

	def test_it_moves_with_the_student(self) -> None:
		self.act(self.lead, self.nominate(), "File Ledger")
		student = frappe.get_doc("Campus Student", self.student)
		student.unit = self.other_unit
		student.save()
		with self.as_user(self.stranger):
			self.assertEqual(frappe.get_list(STATUS, pluck="student"), [self.student])
		with self.as_user(self.adviser):
			self.assertNotIn(self.student, frappe.get_list(STATUS, pluck="student"))
		frappe.db.set_value("Campus Student", self.student, "unit", self.unit)  # as an import does
		risk_status.follow_import(frappe._dict(status="Completed"))
		self.assertEqual(self.status().unit, self.unit)

	def test_it_keeps_up_with_a_corrected_student_number(self) -> None:
		ledger = self.nominate()
		self.act(self.lead, ledger, "File Ledger")
		new = f"{self.student}X"
		frappe.rename_doc("Campus Student", self.student, new, force=True)
		ledger.reload()
		self.assertEqual((ledger.student, ledger.active_key), (new, new))
		self.assertIsNone(risk_status.get_status_of(self.student))
		self.assertEqual(frappe.db.get_value(STATUS, {"student": new}, "status"), "Active")

	def test_others_around_the_student_get_advice_without_level(self) -> None:
		room = make.make_dormitory("台账楼101", "Room", make.make_dormitory("台账楼", "Building"))
		frappe.db.set_value("Campus Student", self.student, "dormitory", room)
		keeper = make.make_user("keeper@ledger.test", r.DORM_MANAGER)
		make.assign(keeper, "Dorm Manager", "Dormitory", dormitory=room)
		self.act(self.lead, self.nominate(support_advice="晚归请电话联系"), "File Ledger")
		with self.as_user(keeper):
			self.assertEqual(
				risk_status.get_support_advice(),
				[
					{
						"student": self.student,
						"student_name": frappe.db.get_value("Campus Student", self.student, "student_name"),
						"advice": "晚归请电话联系",
					}
				],
			)
			self.assertFalse(frappe.has_permission(STATUS, "read"))
		with self.as_user(self.stranger):
			self.assertEqual(risk_status.get_support_advice(self.student), [])
