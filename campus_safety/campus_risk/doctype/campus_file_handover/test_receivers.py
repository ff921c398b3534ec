"""Who may take over: nobody who does not look after the student, and no lead of another college."""

from types import SimpleNamespace

import frappe

from campus_safety.access.scopes.risk import HANDED_OVER
from campus_safety.exceptions import HandoverStepError, OutOfScopeError
from campus_safety.services.risk import handover_moves
from campus_safety.tests import factories as make
from campus_safety.tests.bases.handovers import HANDOVER, LEDGER, HandoverTestCase
from campus_safety.tests.world import FAR_STUDENT


class TestReceivers(HandoverTestCase):
	def test_what_was_written_by_hand_goes_to_nobody_else(self) -> None:
		"""With nothing found of their own, one still hands nobody a word about a student who is not in their care."""
		by_hand = [
			{"kind": kind, "student": self.student, "summary": "晚上服药"}
			for kind in ("Medication", "Attention")
		]
		document = self.open_one(
			by=self.adviser, from_user=self.adviser, to_user=self.stranger, items=by_hand
		)
		self.assertFalse(
			{row.kind for row in document.items} & set(HANDED_OVER), "nothing but what is written by hand"
		)
		with self.assertRaises(HandoverStepError):
			self.sign(self.adviser, document)
		self.assertFalse(self.may_read(self.stranger, HANDOVER, document.name))
		signed = self.sign(self.adviser, document, to_user=self.taker)
		self.assertTrue(self.may_read(self.taker, HANDOVER, signed.name))

	def test_a_college_is_led_by_its_own_lead(self) -> None:
		far = frappe.db.get_value("Campus Student", FAR_STUDENT, "college")
		far_lead, second = (
			make.make_user(f"{name}@handover.test", "Campus College Lead")
			for name in ("farlead", "secondlead")
		)
		make.assign(far_lead, "College Lead", "College", unit=far)
		make.assign(second, "College Lead", "College", unit=self.college)
		frappe.db.set_value(LEDGER, self.filed_ledger, "lead", self.lead)
		mine = {"from_user": self.lead, "student": self.student}
		document = self.open_one(by=self.lead, to_user=far_lead, **mine)
		self.assertEqual(self.of_ledger(document).post, "Lead in Charge")
		with self.assertRaises(HandoverStepError):
			self.sign(self.lead, document)
		self.assertFalse(self.may_read(far_lead, HANDOVER, document.name))
		self.assertEqual(self.sign(self.lead, document, to_user=second).status, "Signed")

	def test_ones_own_goes_to_no_college_without_a_part_in_it(self) -> None:
		"""Its lead would witness, and read."""
		far = frappe.db.get_value("Campus Student", FAR_STUDENT, "college")
		with self.assertRaises(OutOfScopeError):
			self.open_one(college=far)
		self.assertEqual(self.open_one(college=self.college).college, self.college)

	def test_nor_is_one_led_by_another_in_the_meantime(self) -> None:
		far_lead = make.make_user("farlead@handover.test", "Campus College Lead")
		make.assign(
			far_lead,
			"College Lead",
			"College",
			unit=frappe.db.get_value("Campus Student", FAR_STUDENT, "college"),
		)
		row = frappe._dict(
			idx=1, kind="Ledger", post="Lead in Charge", reference=self.filed_ledger, student=self.student
		)
		for user, refused in ((far_lead, 1), (self.lead, 0), (self.affairs, 0)):
			asked = SimpleNamespace(to_user=self.taker, items=[frappe._dict(row, interim=user)])
			with self.subTest(user=user):
				self.assertEqual(len(handover_moves.get_obstacles(asked)), refused)
