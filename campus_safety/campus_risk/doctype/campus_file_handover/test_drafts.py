"""The app opens the handover by itself: an account, a role, a post that ends, a student who moves; told once, and nothing is orphaned."""

from unittest.mock import patch

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.workbench import workbench
from campus_safety.services.risk import first_talks, handover_drafts, moves, risk_ledger
from campus_safety.tests import factories as make
from campus_safety.tests.bases.handovers import HANDOVER, LEDGER, WITNESS, HandoverTestCase
from campus_safety.tests.bases.risk_ledgers import STATUS

ASSIGNMENT = "Campus Network Assignment"


class TestDrafts(HandoverTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.leaver = make.make_user("leaver@handover.test", r.COUNSELLOR)
		self.post = make.assign(self.leaver, "Mentor", "Class", unit=self.unit)
		frappe.db.set_value(LEDGER, self.filed_ledger, "responsible_person", self.leaver)
		moves.look(now_datetime())  # what the world left behind is none of it

	def drafts(self, **filters) -> list:
		filters = {"from_user": self.leaver, "status": "Draft", **filters}
		return [frappe.get_doc(HANDOVER, name) for name in frappe.get_all(HANDOVER, filters, pluck="name")]

	def disable(self, user: str) -> None:
		account = frappe.get_doc("User", user)
		account.enabled = 0
		account.save()

	def end_post(self) -> None:
		post = frappe.get_doc(ASSIGNMENT, self.post)
		post.to_date = nowdate()
		post.save()

	def told(self, user: str, name: str) -> int:
		return frappe.db.count("Notification Log", {"for_user": user, "document_name": name})

	def test_an_account_is_disabled(self) -> None:
		self.disable(self.leaver)
		(draft,) = self.drafts()
		self.assertEqual((draft.reason, draft.opened_by_app), ("Account Disabled", 1))
		self.assertEqual([row.reference for row in draft.items], [self.filed_ledger])
		self.assertEqual(draft.to_user, self.counsellor, "who has the class now is offered")
		self.assertEqual(self.told(self.lead, draft.name), 1)
		moves.look(now_datetime())
		self.assertEqual(len(self.drafts()), 1)
		self.assertEqual(self.told(self.lead, draft.name), 1, "said once")

	def test_a_post_ends_although_something_is_open(self) -> None:
		self.end_post()
		self.assertEqual(frappe.db.get_value(ASSIGNMENT, self.post, "status"), "Ended")
		self.assertEqual(frappe.db.get_value(LEDGER, self.filed_ledger, "no_owner"), 1)
		(draft,) = self.drafts()
		self.assertEqual(draft.reason, "Post Ended")
		self.assertTrue(self.may_read(self.leaver, HANDOVER, draft.name), "and still signs it")
		listed = [
			row["name"]
			for kind in workbench.get_waiting(getdate(), self.lead)
			if kind["filters"].get("no_owner")
			for row in kind["rows"]
		]
		self.assertIn(self.filed_ledger, listed)

	def test_the_college_executes_and_the_list_empties(self) -> None:
		self.disable(self.leaver)
		(draft,) = self.drafts()
		draft = self.step(self.lead, draft, "Sign the Handover")
		draft = self.step(self.lead, self.taken(draft), WITNESS)
		self.assertEqual((draft.in_place_of_sender, self.answers()), (1, self.counsellor))
		ledger = frappe.db.get_value(LEDGER, self.filed_ledger, ["no_owner", "handover_reason"], as_dict=True)
		self.assertEqual((ledger.no_owner, ledger.handover_reason), (0, None))
		moves.look(now_datetime())
		self.assertEqual(self.drafts(), [])

	def test_reassigned_in_the_ledger_it_is_over(self) -> None:
		self.disable(self.leaver)
		(draft,) = self.drafts()
		self.edit(self.lead, frappe.get_doc(LEDGER, self.filed_ledger), responsible_person=self.counsellor)
		moves.look(now_datetime())
		draft.reload()
		self.assertEqual((draft.status, draft.items), ("Cancelled", []))

	def test_a_student_moves_to_another_college(self) -> None:
		"""The ledger goes along when it is in force: its class, its college, its lead, and who sees it."""
		far = frappe.db.get_value("Campus Student", "W2026201", ["unit", "college"], as_dict=True)
		carer = make.make_user("farcarer@handover.test", r.COUNSELLOR)
		make.assign(carer, "Mentor", "Class", unit=far.unit)
		far_lead = make.make_user("far2@handover.test", r.COLLEGE_LEAD)
		make.assign(far_lead, "College Lead", "College", unit=far.college)
		student = frappe.get_doc("Campus Student", self.student)
		student.unit = far.unit
		student.save()
		(draft,) = self.drafts()
		self.assertEqual(
			(draft.student, draft.reason, draft.college), (self.student, "Changed Class", self.college)
		)
		self.assertFalse(self.may_read(far_lead, LEDGER, self.filed_ledger))
		draft = self.sign(self.leaver, draft, to_user=carer)
		self.step(self.lead, self.taken(draft), WITNESS)
		ledger = frappe.get_doc(LEDGER, self.filed_ledger)
		self.assertEqual(
			(ledger.unit, ledger.college, ledger.responsible_person), (far.unit, far.college, carer)
		)
		for user, sees in (
			(carer, True),
			(far_lead, True),
			(self.leaver, False),
			(self.lead, ledger.lead == self.lead),
		):
			with self.subTest(user=user):
				self.assertEqual(self.may_read(user, LEDGER, self.filed_ledger), sees)
		self.assertEqual(frappe.db.get_value(STATUS, {"student": self.student}, "unit"), far.unit)

	def test_what_goes_wrong_keeps_no_account_alive(self) -> None:
		with patch.object(handover_drafts, "_open", side_effect=frappe.ValidationError):
			self.disable(self.leaver)
		self.assertEqual(frappe.db.get_value("User", self.leaver, "enabled"), 0)
		self.assertEqual(frappe.db.get_value(LEDGER, self.filed_ledger, "no_owner"), 1)

	def test_what_the_lead_has_decided_is_not_asked_again(self) -> None:
		self.end_post()
		with self.as_user(self.lead):
			risk_ledger.settle_handover(self.filed_ledger, "由其继续负责到学期末", now_datetime())
		moves.look(now_datetime())
		self.assertEqual(frappe.db.get_value(LEDGER, self.filed_ledger, "no_owner"), 0)
		self.assertEqual(self.drafts(), [])


class TestFirstTalk(HandoverTestCase):
	def test_the_first_talk_is_found(self) -> None:
		document = self.in_force(student=self.student)
		self.assertEqual(getdate(document.next_talk_due), getdate(add_days(nowdate(), 7)))
		frappe.db.set_value(
			"Campus File Handover Item", {"parent": document.name}, "moved_at", add_days(now_datetime(), -1)
		)
		with self.as_user(self.counsellor):
			make.make_talk(self.student)
		self.assertEqual(first_talks.look(), [], "of whoever took over, nobody else's")
		with self.as_user(self.taker):
			make.make_talk(self.student)
		document.reload()
		self.assertIsNone(document.next_talk_due)
		self.assertEqual(getdate(self.of_ledger(document).talked_on), getdate())
