"""A leave from the request to the return, who decides, what parents say."""

from datetime import timedelta
from http.server import HTTPServer
from threading import Thread

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.exceptions import (
	AppOwnedFieldError,
	ClosedRequestError,
	LeaveDecisionError,
	LeaveOverlapError,
	LeaveTimeError,
	OutOfScopeError,
	ParentConfirmationError,
	WorkflowGuardError,
)
from campus_safety.services.leave import follow, moves, parents, sms
from campus_safety.tests.base import at
from campus_safety.tests.bases.leave_permits import DAY, HOUR, LeaveTestCase
from campus_safety.tests.duties.test_channels import Gateway
from campus_safety.tests.factories import (
	make_leave,
	make_unit,
)


class TestRound(LeaveTestCase):
	def test_from_request_to_verification(self):
		permit = self.file()
		self.assertEqual((permit.status, permit.unit, permit.college), ("Pending", self.unit, self.college))
		self.assertEqual((permit.overnight, permit.parent_needed, permit.days), (0, 0, 0.33))
		self.assertEqual(permit.approver_role, r.COUNSELLOR)
		permit = self.act(permit, "Approve", self.counsellor)
		self.assertEqual((permit.status, permit.approved_by), ("Approved", self.counsellor))
		moves.begin(self.morning)
		self.assertEqual(frappe.db.get_value(permit.doctype, permit.name, "status"), "On Leave")
		with at(self.morning + 7 * HOUR):
			permit = self.act(permit, "Record Return", self.adviser)
			self.assertEqual((permit.status, permit.return_source), ("Returned", "Staff"))
			self.assertEqual((permit.return_on_time, permit.came_back_late), (1, 0))
			permit = self.act(permit, "Verify Return", self.counsellor)
		self.assertEqual((permit.status, permit.returned_to), ("Verified", self.counsellor))

	def test_deciders_are_told_the_number_and_nothing_else(self):
		permit = self.file()
		told = frappe.get_all(
			"Notification Log",
			{"document_name": permit.name},
			["for_user", "subject", "email_content"],
		)
		self.assertEqual({row.for_user for row in told}, {self.counsellor})
		for row in told:
			self.assertIn(permit.name, row.subject)
			self.assertNotIn("李小明", row.subject + (row.email_content or ""))

	def test_a_class_without_staff_is_heard_one_step_up(self):
		self.assertEqual(
			follow.get_deciders(r.COUNSELLOR, self.unit, self.college), [self.adviser, self.counsellor]
		)
		orphan = make_unit("请假三班", "Class", self.college)
		self.assertEqual(follow.get_deciders(r.CLASS_ADVISER, orphan, self.college), [self.lead])
		self.assertIn(self.affairs, follow.get_deciders(r.COUNSELLOR, orphan, None))

	def test_two_people_saving(self):
		permit = self.file()
		with self.as_user(self.counsellor):
			mine, theirs = (frappe.get_doc(permit.doctype, permit.name) for _each in range(2))
			theirs.companion = "同学"
			theirs.save()
			mine.companion = "母亲"
			self.assertRaises(frappe.TimestampMismatchError, mine.save)

	def test_times_in_the_wrong_order(self):
		with self.assertRaises(LeaveTimeError) as caught:
			self.file(to_time=self.morning - HOUR)
		self.assertIn("09:00", str(caught.exception))  # both times, in whatever language

	def test_times_are_needed(self):
		for field in ("from_time", "to_time"):
			with self.subTest(field):
				self.assertRaises(frappe.MandatoryError, make_leave, self.student, **{field: None})

	def test_unknown_student(self):
		with self.assertRaises(frappe.LinkValidationError) as caught:
			make_leave("NOBODY-1")
		self.assertIn("NOBODY-1", str(caught.exception))

	def test_student_of_another_class(self):
		with self.as_user(self.counsellor):
			self.assertRaises(OutOfScopeError, make_leave, self.other_student)

	def test_overlap_names_the_permit_in_the_way(self):
		permit = self.file()
		with self.assertRaises(LeaveOverlapError) as caught:
			self.file(from_time=self.morning + 7 * HOUR, to_time=self.morning + 12 * HOUR)
		self.assertIn(permit.name, str(caught.exception))
		self.file(from_time=self.morning + 8 * HOUR, to_time=self.morning + 12 * HOUR)  # touching

	def test_cancelled_and_rejected_are_in_nobodys_way(self):
		self.act(self.file(), "Cancel Leave", self.counsellor)
		self.act(self.file(), "Reject", self.counsellor, decision_note="有考试")
		self.assertEqual(self.file().status, "Pending")

	def test_decided_request_stands(self):
		permit = self.approved()
		for field, value in (("to_time", self.morning + 30 * HOUR), ("destination", "别处")):
			with self.subTest(field), self.as_user(self.counsellor):
				fresh = frappe.get_doc(permit.doctype, permit.name)
				fresh.set(field, value)
				self.assertRaises(ClosedRequestError, fresh.save)

	def test_what_the_app_writes_is_not_typed(self):
		permit = self.file()
		for field in ("approved_by", "returned_to", "return_source"):
			with self.subTest(field), self.as_user(self.counsellor):
				fresh = frappe.get_doc(permit.doctype, permit.name)
				fresh.set(field, "Gate" if field == "return_source" else self.counsellor)
				self.assertRaises(AppOwnedFieldError, fresh.save)

	def test_no_decision_by_a_plain_save(self):
		permit = self.file()
		with self.as_user(self.outsider):
			fresh = frappe.get_doc(permit.doctype, permit.name)
			fresh.workflow_state = "Approved"
			self.assertRaises((WorkflowGuardError, frappe.PermissionError), fresh.save)


class TestWhoDecides(LeaveTestCase):
	def test_ladder_to_the_minute(self):
		for length, role, too_low, right in (
			(DAY, r.COUNSELLOR, None, self.counsellor),
			(DAY + timedelta(minutes=1), r.COLLEGE_LEAD, self.counsellor, self.lead),
			(3 * DAY, r.COLLEGE_LEAD, self.counsellor, self.affairs),
			(3 * DAY + timedelta(minutes=1), r.STUDENT_AFFAIRS, self.lead, self.affairs),
			(7 * DAY + timedelta(minutes=1), r.SCHOOL_LEADER, self.affairs, self.leader),
		):
			with self.subTest(length=length):
				permit = self.file(to_time=self.morning + length, parent_confirmed_by="李家长")
				self.assertEqual(permit.approver_role, role)
				if too_low:
					self.assertRaises(LeaveDecisionError, self.act, permit, "Approve", too_low)
				self.assertEqual(self.act(permit, "Approve", right).approved_by, right)
				self.act(permit, "Cancel Leave", self.adviser)

	def test_class_staff_hear_what_the_college_decided(self):
		permit = self.file(to_time=self.morning + 2 * DAY, parent_confirmed_by="李家长")
		self.act(permit, "Approve", self.lead)
		told = frappe.get_all("Notification Log", {"document_name": permit.name}, ["for_user", "subject"])
		heard = {row.for_user for row in told if "待您审批" not in row.subject}
		self.assertEqual(heard, {self.counsellor, self.adviser})

	def test_nobody_decides_on_what_they_filed(self):
		with self.as_user(self.counsellor):
			permit = apply_workflow(make_leave(self.student), "Request Leave")
		self.assertRaises(frappe.ValidationError, self.act, permit, "Approve", self.counsellor)
		self.assertEqual(self.act(permit, "Approve", self.adviser).status, "Approved")

	def test_ladder_of_the_school(self):
		settings = frappe.get_doc("Campus Safety Settings")
		settings.leave_ladder = []
		self.assertRaises(frappe.ValidationError, settings.save)
		settings.reload()
		settings.leave_ladder = []
		settings.append("leave_ladder", {"up_to_days": 0, "role": r.COLLEGE_LEAD})
		settings.save()
		permit = self.file()
		self.assertEqual(permit.approver_role, r.COLLEGE_LEAD)
		self.assertRaises(LeaveDecisionError, self.act, permit, "Approve", self.counsellor)

	def test_rejection_needs_a_reason(self):
		self.assertRaises(LeaveDecisionError, self.act, self.file(), "Reject", self.counsellor)

	def test_proof_of_sick_leave(self):
		permit = self.file(leave_type="Sick")
		frappe.db.set_single_value("Campus Safety Settings", "sick_leave_proof", "Before Approval")
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		self.assertRaises(LeaveDecisionError, self.act, permit, "Approve", self.counsellor)
		frappe.db.set_single_value("Campus Safety Settings", "sick_leave_proof", "Not Required")
		frappe.clear_document_cache("Campus Safety Settings", "Campus Safety Settings")
		self.assertEqual(self.act(permit, "Approve", self.counsellor).status, "Approved")


class TestParents(LeaveTestCase):
	def overnight(self, **values):
		return self.file(to_time=self.morning + 23 * HOUR, **values)

	def test_overnight_and_minors_wait_for_a_parent(self):
		for permit in (self.overnight(), self.file(self.minor)):
			with self.subTest(permit.student):
				self.assertEqual(permit.parent_needed, 1)
				self.assertRaises(ParentConfirmationError, self.act, permit, "Approve", self.counsellor)
				self.confirm(permit)
				approved = self.act(permit, "Approve", self.counsellor)
				self.assertTrue(approved.parent_confirmed_at and approved.parent_informed)

	def test_another_destination_asks_again(self):
		permit = self.overnight()
		self.confirm(permit)
		with self.as_user(self.counsellor):
			fresh = frappe.get_doc(permit.doctype, permit.name)
			fresh.destination = "青岛"
			fresh.save()
		self.assertFalse(fresh.parent_confirmed_by)

	def test_staff_cannot_claim_the_link(self):
		permit = self.overnight()
		with self.as_user(self.counsellor):
			fresh = frappe.get_doc(permit.doctype, permit.name)
			fresh.update({"parent_confirmed_by": "李家长", "parent_confirmed_via": "Link"})
			self.assertRaises(AppOwnedFieldError, fresh.save)

	def link(self, permit) -> str:
		with self.as_user(self.counsellor):
			return parents.make_link(permit, now_datetime())[0].partition("?t=")[2]

	def test_link_once(self):
		permit = self.overnight()
		token = self.link(permit)
		seen = parents.look(token, now_datetime())
		self.assertEqual((seen.outcome, seen.leave["child"]), (parents.Outcome.OPEN, "李＊＊"))
		for secret in ("家中有事", "13800000003", self.student, "李小明", permit.name):
			self.assertNotIn(secret, str(seen.leave))
		answer = parents.answer(token, True, "李家长", "", seen.leave["seen"], "10.0.0.9", now_datetime())
		self.assertIs(answer.outcome, parents.Outcome.CONFIRMED)
		permit.reload()
		self.assertEqual((permit.parent_confirmed_by, permit.parent_confirmed_via), ("李家长", "Link"))
		row = frappe.get_doc("Campus Leave Confirmation", {"leave_permit": permit.name})
		self.assertEqual((row.status, row.ip_address, row.unit), ("Confirmed", "10.0.0.9", self.unit))
		self.assertTrue(row.answered_at)
		self.assertNotIn(token, str(row.as_dict()))
		again = parents.answer(token, False, "别人", "不同意", seen.leave["seen"], "10.0.0.8", now_datetime())
		self.assertEqual((again.outcome, again.leave), (parents.Outcome.USED, None))
		later = parents.look(token, now_datetime())  # what was answered stands there, of the leave nothing
		self.assertEqual((later.outcome, later.leave), (parents.Outcome.USED, None))
		self.assertEqual((later.answered["agree"], later.answered["by"]), (True, "李＊＊"))
		self.assertEqual(self.act(permit, "Approve", self.counsellor).status, "Approved")

	def test_refusal(self):
		permit = self.overnight()
		token = self.link(permit)
		seen = parents.look(token, now_datetime()).leave["seen"]
		self.assertIs(
			parents.answer(token, False, "李家长", " ", seen, None, now_datetime()).outcome,
			parents.Outcome.NO_REASON,
		)
		self.assertIs(
			parents.answer(token, True, "<b></b>", "", seen, None, now_datetime()).outcome,
			parents.Outcome.NO_NAME,
		)
		parents.answer(token, False, "李家长", "家里没有事", seen, None, now_datetime())
		permit.reload()
		self.assertEqual((permit.parent_refused_reason, permit.parent_confirmed_by), ("家里没有事", None))
		self.assertRaises(ParentConfirmationError, self.act, permit, "Approve", self.counsellor)

	def test_links_that_open_nothing(self):
		permit = self.overnight()
		old, token = self.link(permit), self.link(permit)
		chance, _dot, signature = token.partition(".")
		for text, outcome in (
			(old, parents.Outcome.REPLACED),
			("", parents.Outcome.UNKNOWN),
			(chance, parents.Outcome.UNKNOWN),
			(f"{chance}x.{signature}", parents.Outcome.UNKNOWN),
			(f"{chance}.{signature[:-1]}", parents.Outcome.UNKNOWN),
			(parents._new_token(), parents.Outcome.UNKNOWN),  # well signed, never given out
		):
			with self.subTest(text):
				found = parents.look(text, now_datetime())
				self.assertEqual((found.outcome, found.leave, found.answered), (outcome, None, None))
				self.assertEqual(
					bool(found.school), outcome is parents.Outcome.REPLACED, "only a link of ours"
				)
		with at(now_datetime() + 49 * HOUR):
			found = parents.look(token, now_datetime())
			self.assertEqual((found.outcome, found.leave), (parents.Outcome.EXPIRED, None))
		self.act(permit, "Cancel Leave", self.counsellor)
		found = parents.look(token, now_datetime())
		self.assertEqual((found.outcome, found.leave), (parents.Outcome.DECIDED, None))

	def test_changed_while_reading(self):
		permit = self.overnight()
		token = self.link(permit)
		seen = parents.look(token, now_datetime()).leave["seen"]
		with self.as_user(self.counsellor):
			fresh = frappe.get_doc(permit.doctype, permit.name)
			fresh.destination = "青岛"
			fresh.save()
		answer = parents.answer(token, True, "李家长", "", seen, None, now_datetime())
		self.assertEqual((answer.outcome, answer.leave["destination"]), (parents.Outcome.CHANGED, "青岛"))

	def test_what_a_parent_wrote_is_not_put_into_another_mouth(self):
		permit = self.overnight()
		token = self.link(permit)
		parents.answer(
			token, True, "李家长", "", parents.look(token, now_datetime()).leave["seen"], None, now_datetime()
		)
		with self.as_user(self.counsellor):
			fresh = frappe.get_doc(permit.doctype, permit.name)
			fresh.companion = "同学"
			fresh.save()  # anything else may still be written
			fresh.parent_confirmed_by = "别的家长"
			self.assertRaises(AppOwnedFieldError, fresh.save)

	def test_link_by_sms(self):
		"""To the guardian's number, through the school's own gateway, without a name in it."""
		server = HTTPServer(("127.0.0.1", 0), Gateway)
		Thread(target=server.serve_forever, daemon=True).start()
		self.addCleanup(server.server_close)
		self.addCleanup(server.shutdown)
		Gateway.taken, Gateway.status, Gateway.said = [], 200, b'{"code": 0}'
		Gateway.date, Gateway.drips = None, False
		frappe.conf.campus_safety_loopback_port = server.server_port
		self.addCleanup(frappe.conf.pop, "campus_safety_loopback_port", None)
		frappe.get_doc(
			{
				"doctype": "Campus Message Channel",
				"channel_name": "测试短信",
				"channel_type": "SMS Gateway",
				"endpoint": f"http://127.0.0.1:{server.server_port}/send",
				"enabled": 1,
			}
		).insert()
		permit = self.overnight()
		with self.as_user(self.counsellor):
			self.assertEqual(sms.send_link(permit, now_datetime()), "138****0011")
		_key, body = Gateway.taken[-1]
		self.assertEqual(body["mobile"], "13800000011")
		self.assertNotIn("李小明", body["content"])
		token = body["content"].partition("?t=")[2].strip()
		self.assertIs(parents.look(token, now_datetime()).outcome, parents.Outcome.OPEN)
		Gateway.status = 500
		self.assertRaises(frappe.ValidationError, sms.send_link, permit, now_datetime())

	def test_one_link_is_not_opened_without_end(self):
		token = self.link(self.overnight())
		outcomes = [parents.look(token, now_datetime()).outcome for _each in range(21)]
		self.assertEqual((outcomes[19], outcomes[20]), (parents.Outcome.OPEN, parents.Outcome.TOO_OFTEN))
