"""A handover by those who meet it: written, signed, taken item by item, witnessed; nobody sees more, before or after."""

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.campus_risk.doctype.campus_file_handover import items
from campus_safety.domain.risk.file_handover import Kind
from campus_safety.engines.opening.reveal import reveal
from campus_safety.exceptions import (
	AppendOnlyError,
	AppOwnedFieldError,
	ClosedRecordError,
	HandoverStepError,
	NotOpenedError,
	OutOfScopeError,
	SecondHandoverError,
	WorkflowGuardError,
)
from campus_safety.services.people import network_scope
from campus_safety.services.risk import handover_moves, open_files
from campus_safety.tests import factories as make
from campus_safety.tests.bases.handovers import (
	BACK,
	CANCEL,
	HANDOVER,
	LEDGER,
	RECEIVE,
	SIGN,
	WITNESS,
	HandoverTestCase,
)
from campus_safety.tests.world import FAR_STUDENT

REFUSED = (frappe.PermissionError, frappe.ValidationError)


class TestItems(HandoverTestCase):
	def test_the_app_finds_what_is_open(self) -> None:
		row = self.of_ledger(self.open_one())
		self.assertEqual((row.student, row.kind, row.level), (self.student, "Ledger", "Yellow"))
		self.assertEqual(row.post, "Responsible Person")

	def test_a_forged_item_is_no_item(self) -> None:
		"""Somebody else's ledger cannot be carried in: the draft holds what the sender answers for."""
		world = frappe.db.get_value(LEDGER, {"student": "W2026001"})
		forged = {
			"kind": "Ledger",
			"reference": world,
			"student": "W2026001",
			"post": "Lead in Charge",
			"received": 1,
		}
		document = self.open_one(items=[forged])
		self.assertNotIn("Lead in Charge", {row.post for row in document.items})
		self.assertFalse(any(row.received for row in document.items))

	def test_rows_by_hand_are_about_ones_own_students(self) -> None:
		document = self.open_one(
			items=[{"kind": "Parent Contact", "student": self.student, "summary": "只打母亲电话"}]
		)
		self.assertIn("Parent Contact", {row.kind for row in document.items})
		with self.assertRaises(OutOfScopeError):
			self.write(
				self.counsellor,
				document,
				lambda fresh: fresh.append("items", {"kind": "Attention", "student": FAR_STUDENT}),
			)

	def test_of_a_student_elsewhere_nothing_is_said(self) -> None:
		with self.assertRaises(OutOfScopeError) as refused:
			self.open_one(student=FAR_STUDENT)
		self.assertNotIn(frappe.db.get_value("Campus Student", FAR_STUDENT, "unit"), str(refused.exception))

	def test_one_is_open_at_a_time(self) -> None:
		self.open_one()
		with self.assertRaises(SecondHandoverError):
			self.open_one()

	def test_nobody_hands_over_what_is_anothers(self) -> None:
		for by in (self.adviser, self.stranger):
			with self.assertRaises(OutOfScopeError):
				self.open_one(by=by)
		self.open_one(by=self.lead)

	def test_a_refusal_tells_nothing(self) -> None:
		"""Whether somebody answers for something, and where: one sentence, and a lead hears of their own college alone."""
		idle = make.make_user("idle@handover.test", "Campus Counsellor")
		lead = make.make_user("farlead@handover.test", "Campus College Lead")
		far_college = frappe.db.get_value("Campus Student", FAR_STUDENT, "college")
		make.assign(lead, "College Lead", "College", unit=far_college)
		said = set()
		for by in (self.stranger, lead):
			for user in (self.counsellor, idle):
				for values in ({}, {"student": self.student}, {"college": self.college}):
					with (
						self.subTest(by=by, of=user, **values),
						self.assertRaises(OutOfScopeError) as refused,
					):
						self.open_one(by=by, from_user=user, **values)
					said.add(str(refused.exception))
		for values in ({}, {"student": FAR_STUDENT}):
			with self.assertRaises(OutOfScopeError) as refused:
				self.open_one(by=self.lead, from_user=idle, **values)
			said.add(str(refused.exception))
		self.assertEqual(len(said), 1)

	def test_the_text_is_ciphertext(self) -> None:
		document = self.signed()
		stored = frappe.db.get_value("Campus File Handover Item", self.of_ledger(document).name, "summary")
		self.assertTrue(stored.startswith("enc:"))


class TestSigning(HandoverTestCase):
	def test_what_is_missing_is_said(self) -> None:
		document = self.open_one(to_user=None)
		with self.assertRaises(HandoverStepError):
			self.step(self.counsellor, document, SIGN)

	def test_who_signs(self) -> None:
		document = self.open_one()
		for user in (self.lead, self.adviser, self.taker):
			with self.subTest(user=user), self.assertRaises(REFUSED):
				self.step(user, document, SIGN)

	def test_the_college_signs_for_who_is_gone_and_the_record_says_so(self) -> None:
		document = self.open_one()
		frappe.db.set_value("User", self.counsellor, "enabled", 0)
		document = self.step(self.lead, document, SIGN)
		self.assertEqual((document.in_place_of_sender, document.handed_by), (1, self.lead))

	def test_or_for_who_is_too_late(self) -> None:
		document = self.open_one()
		frappe.db.set_value(HANDOVER, document.name, "due_on", add_days(nowdate(), -1))
		self.assertEqual(self.step(self.lead, document, SIGN).in_place_of_sender, 1)

	def test_what_is_signed_stays(self) -> None:
		document = self.signed()
		for change in (
			lambda fresh: fresh.items[0].update({"summary": "改写"}),
			lambda fresh: fresh.set("items", fresh.items[1:]),
			lambda fresh: fresh.append("items", {"kind": "Attention", "student": self.student}),
			lambda fresh: fresh.items[0].update({"answers": self.taker}),
		):
			with self.assertRaises((AppendOnlyError, frappe.PermissionError)):
				self.write(self.taker, document, change)

	def test_a_forged_step_is_refused(self) -> None:
		document = self.signed()
		for values in ({"workflow_state": "Effective"}, {"workflow_state": "Received"}):
			with self.subTest(values=values), self.assertRaises((WorkflowGuardError, *REFUSED)):
				self.write(self.counsellor, document, lambda fresh, v=values: fresh.update(v))
		with self.assertRaises(AppOwnedFieldError):
			self.write(self.taker, document, lambda fresh: fresh.update({"witness": self.lead}))
		self.assertEqual(frappe.db.get_value(HANDOVER, document.name, "status"), "Signed")

	def test_no_step_exchanges_whoever_takes_over(self) -> None:
		"""Neither signs nor witnesses anybody for another: the people of the signature are those of every later step."""
		document = self.signed()
		with self.assertRaises(AppendOnlyError):
			self.write(
				self.lead,
				document,
				lambda fresh: fresh.update({"workflow_state": "Received", "to_user": self.lead}),
			)
		document = self.taken(document)
		for other in (self.adviser, None):
			forged = {"workflow_state": "Effective", "to_user": other}
			with self.subTest(to_user=other), self.assertRaises(AppendOnlyError):
				self.write(self.lead, document, lambda fresh, v=forged: fresh.update(v))
		self.assertEqual(self.answers(), self.counsellor)
		document = self.step(self.lead, document, WITNESS)
		self.assertEqual((document.to_user, self.answers()), (self.taker, self.taker))

	def test_the_lead_who_takes_over_is_not_the_witness(self) -> None:
		document = self.open_one(to_user=self.lead)
		document = self.taken(self.sign(self.counsellor, document))
		forged = {"workflow_state": "Effective", "to_user": self.taker}
		with self.assertRaises(REFUSED):
			self.write(self.lead, document, lambda fresh: fresh.update(forged))
		self.assertEqual(self.answers(), self.counsellor)

	def test_no_step_rewrites_what_was_signed(self) -> None:
		document = self.signed()
		for values in ({"pledge": 0}, {"reason": "On Leave"}, {"units": [{"unit": self.unit}]}):
			for user, state in ((self.taker, "Received"), (self.counsellor, "Draft"), (self.lead, "Draft")):
				forged = {"workflow_state": state, **values}
				with self.subTest(user=user, **values), self.assertRaises(AppendOnlyError):
					self.write(user, document, lambda fresh, v=forged: fresh.update(v))
		with self.assertRaises(AppendOnlyError):
			self.write(
				self.taker,
				document,
				lambda fresh: fresh.update({"workflow_state": "Draft", "to_user": self.stranger}),
			)
		self.assertEqual(self.step(self.taker, document, BACK).to_user, self.taker)


class TestReceipt(HandoverTestCase):
	def test_unread_nothing_is_taken(self) -> None:
		document = self.signed()
		with self.assertRaises(NotOpenedError):
			self.write(self.taker, document, lambda fresh: fresh.items[0].update({"received": 1}))

	def test_each_item_is_taken_or_not_with_a_reason(self) -> None:
		document = self.signed()
		with self.assertRaises(HandoverStepError):
			self.step(self.taker, document, RECEIVE)
		self.read_by(self.taker, document)
		both = {"received": 1, "rejected_reason": "不收"}
		document = self.write(self.taker, document, lambda fresh: self.of_ledger(fresh).update(both))
		with self.assertRaises(HandoverStepError):
			self.step(self.taker, document, RECEIVE)

	def test_only_who_takes_over_says_so(self) -> None:
		document = self.signed()
		for user in (self.counsellor, self.lead):
			self.read_by(user, document)
			with self.subTest(user=user), self.assertRaises(frappe.PermissionError):
				self.write(user, document, lambda fresh: self.of_ledger(fresh).update({"received": 1}))
			with self.subTest(user=user), self.assertRaises(REFUSED):
				self.step(user, document, RECEIVE)

	def test_back_to_the_draft_begins_anew(self) -> None:
		document = self.step(self.lead, self.taken(self.signed()), BACK)
		self.assertEqual((document.status, document.handed_at), ("Draft", None))
		self.assertFalse(any(row.received for row in document.items))
		self.assertFalse(self.may_read(self.taker, HANDOVER, document.name))


class TestInForce(HandoverTestCase):
	def test_not_before_the_witness(self) -> None:
		document = self.taken(self.signed())
		self.assertEqual(self.answers(), self.counsellor)
		self.assertFalse(self.may_read(self.taker, LEDGER, self.filed_ledger))
		for user in (self.counsellor, self.taker):
			with self.subTest(user=user), self.assertRaises(REFUSED):
				self.step(user, document, WITNESS)
		document = self.step(self.lead, document, WITNESS)
		self.assertEqual((self.answers(), document.witness), (self.taker, self.lead))
		self.assertEqual(self.of_ledger(document).answers, self.taker)

	def test_sight_moves_with_it(self) -> None:
		document = self.open_one()
		self.assertFalse(self.may_read(self.taker, HANDOVER, document.name), "not before it is signed")
		document = self.step(self.lead, self.taken(self.sign(self.counsellor, document)), WITNESS)
		self.assertFalse(self.may_read(self.counsellor, LEDGER, self.filed_ledger))
		self.assertFalse(self.may_read(self.counsellor, HANDOVER, document.name))
		self.assertTrue(self.may_read(self.taker, LEDGER, self.filed_ledger))
		self.assertTrue(self.may_read(self.taker, HANDOVER, document.name))
		for row in document.items:
			files = open_files.BY_KIND[Kind(row.kind)]
			frappe.db.set_value(files.doctype, row.reference, files.person, self.adviser)
		self.assertFalse(
			self.may_read(self.taker, HANDOVER, document.name), "handed on, it is theirs no more"
		)
		for user in (self.adviser, self.stranger, self.affairs):
			self.assertFalse(self.may_read(user, HANDOVER, document.name))

	def test_what_is_still_to_do_goes_along(self) -> None:
		self.in_force()
		ledger = frappe.get_doc(LEDGER, self.filed_ledger)
		self.assertEqual({row.measure_owner for row in ledger.measures}, {self.taker})
		self.assertEqual(ledger.recorded_by, self.counsellor, "who wrote it stays by name")

	def test_what_is_not_taken_stays(self) -> None:
		document = self.step(self.lead, self.taken(self.signed(), reject="与该生有亲属关系"), WITNESS)
		self.assertEqual((self.answers(), self.of_ledger(document).answers), (self.counsellor, None))

	def test_and_is_read_no_more_by_who_did_not_take_it(self) -> None:
		def texts(user: str) -> dict:
			with self.as_user(user):
				rows = reveal(HANDOVER, document.name, "查看转接内容")["tables"]["items"]
			return {row.name: rows[row.name]["summary"] for row in document.items}

		document = self.taken(self.signed(), reject="与该生有亲属关系")
		self.assertTrue(all(texts(self.taker).values()), "until it is in force")
		document = self.step(self.lead, document, WITNESS)
		read, rejected = texts(self.taker), self.of_ledger(document).name
		self.assertEqual([name for name, text in read.items() if not text], [rejected])
		self.assertTrue(all(texts(self.lead).values()), "the college reads all of it")

	def test_or_goes_to_whom_the_lead_names(self) -> None:
		document = self.taken(self.signed(), reject="与该生有亲属关系")
		with self.assertRaises(frappe.PermissionError):
			self.write(
				self.taker, document, lambda fresh: self.of_ledger(fresh).update({"interim": self.adviser})
			)
		name_one = lambda fresh: self.of_ledger(fresh).update({"interim": self.adviser})  # noqa: E731
		document = self.step(self.lead, self.write(self.lead, document, name_one), WITNESS)
		self.assertEqual(self.answers(), self.adviser)
		self.assertFalse(self.may_read(self.taker, LEDGER, self.filed_ledger))

	def test_twice_is_harmless(self) -> None:
		document = self.taken(self.signed())
		frappe.db.set_value(
			LEDGER, self.filed_ledger, "responsible_person", self.adviser
		)  # reassigned meanwhile
		document = self.step(self.lead, document, WITNESS)
		self.assertEqual((self.answers(), self.of_ledger(document).answers), (self.adviser, None))
		handover_moves.put_in_force(document)
		self.assertEqual(self.answers(), self.adviser)

	def test_nothing_is_shown_to_who_does_not_look_after_them(self) -> None:
		with self.assertRaises(HandoverStepError):
			self.signed(to_user=self.stranger)
		(name,) = frappe.get_all(HANDOVER, {"to_user": self.stranger, "opened_by_app": 0}, pluck="name")
		self.assertFalse(self.may_read(self.stranger, HANDOVER, name))

	def test_a_post_that_begins_later_is_enough_to_read_and_not_to_answer(self) -> None:
		post = make.assign(self.stranger, "Mentor", "Class", unit=self.unit)
		frappe.db.set_value("Campus Network Assignment", post, "status", "Planned")
		network_scope.reconcile()
		document = self.taken(self.signed(to_user=self.stranger))
		with self.assertRaises(HandoverStepError):
			self.step(self.lead, document, WITNESS)
		self.assertEqual(self.answers(), self.counsellor)
		frappe.db.set_value("Campus Network Assignment", post, "status", "Active")
		network_scope.reconcile()
		self.step(self.lead, document, WITNESS)
		self.assertEqual(self.answers(), self.stranger)

	def test_then_it_stays(self) -> None:
		document = self.in_force()
		with self.assertRaises((ClosedRecordError, WorkflowGuardError)):
			self.write(self.lead, document, lambda fresh: fresh.update({"reason": "Transferred"}))
		with self.as_user(self.lead), self.assertRaises(REFUSED):
			frappe.delete_doc(HANDOVER, document.name)

	def test_an_open_form_is_out_of_date(self) -> None:
		"""Both had the ledger open: whoever handed over can save no more, the lead's old form undoes nothing."""
		document = self.taken(self.signed())
		with self.as_user(self.counsellor):
			theirs = frappe.get_doc(LEDGER, self.filed_ledger)
		with self.as_user(self.lead):
			leads = frappe.get_doc(LEDGER, self.filed_ledger)
		self.step(self.lead, document, WITNESS)
		with self.as_user(self.counsellor), self.assertRaises(REFUSED):
			theirs.family_aware = 1
			theirs.save()
		with self.as_user(self.lead), self.assertRaises(frappe.TimestampMismatchError):
			leads.family_aware = 1
			leads.save()
		self.edit(self.taker, frappe.get_doc(LEDGER, self.filed_ledger), family_aware=1)
		self.assertEqual(self.answers(), self.taker)

	def test_the_first_talk_has_a_day(self) -> None:
		document = self.in_force()
		due = getdate(add_days(nowdate(), 7))
		self.assertEqual(getdate(self.of_ledger(document).first_talk_due), due)
		self.assertEqual(getdate(document.next_talk_due), due)


class TestCancel(HandoverTestCase):
	def test_with_a_reason_and_not_when_the_sender_is_gone(self) -> None:
		document = self.open_one()
		with self.assertRaises(HandoverStepError):
			self.step(self.counsellor, document, CANCEL)
		why = lambda fresh: fresh.update({"cancel_reason": "不调整了"})  # noqa: E731
		document = self.write(self.counsellor, document, why)
		frappe.db.set_value("User", self.counsellor, "enabled", 0)
		with self.assertRaises(HandoverStepError):
			self.step(self.lead, document, CANCEL)
		frappe.db.set_value("User", self.counsellor, "enabled", 1)
		self.assertEqual(self.step(self.lead, document, CANCEL).status, "Cancelled")
		self.open_one()


class TestScope(HandoverTestCase):
	def test_of_the_college_in_which_it_is_open(self) -> None:
		document = self.open_one()
		self.assertEqual((document.college, document.unit), (self.college, self.college))
		self.assertTrue(items.finds_something_else(frappe.get_doc({**document.as_dict(), "items": []})))
		self.assertGreater(getdate(document.due_on), now_datetime().date())

	def test_make_a_stranger_lead(self) -> None:
		document = self.open_one()
		lead = make.make_user("otherlead@handover.test", "Campus College Lead")
		self.assertFalse(self.may_read(lead, HANDOVER, document.name))
