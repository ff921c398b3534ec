"""Whoever is away for long hands over, entered at the post; a handover or a first talk past its day calls until it is done."""

from datetime import datetime, timedelta

import frappe
from frappe.utils import add_days, getdate, now_datetime, nowdate

from campus_safety.campus_risk.doctype.campus_file_handover import steps
from campus_safety.domain import roles as r
from campus_safety.services.risk import handover_deadlines, moves, staff_leave
from campus_safety.tests import factories as make
from campus_safety.tests.bases.handovers import HANDOVER, LEDGER, HandoverTestCase

ASSIGNMENT, ALERT = "Campus Network Assignment", "Campus Alert"


class TestLeaveOfStaff(HandoverTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.traveller = make.make_user("traveller@handover.test", r.COUNSELLOR)
		self.post = make.assign(self.traveller, "Mentor", "Class", unit=self.unit)
		frappe.db.set_value(LEDGER, self.filed_ledger, "responsible_person", self.traveller)
		moves.look(now_datetime())  # what the world left behind is none of it

	def away(self, first: int, last: int):
		post = frappe.get_doc(ASSIGNMENT, self.post)
		post.away_from, post.away_until = add_days(nowdate(), first), add_days(nowdate(), last)
		post.save()

	def drafts(self) -> list:
		found = frappe.get_all(HANDOVER, {"from_user": self.traveller, "status": "Draft"}, pluck="name")
		return [frappe.get_doc(HANDOVER, name) for name in found]

	def test_longer_than_the_setting_asks_for_a_handover(self) -> None:
		self.away(3, 12)  # ten days
		self.assertEqual(self.drafts(), [])
		self.away(3, 13)
		(draft,) = self.drafts()
		self.assertEqual((draft.reason, draft.opened_by_app), ("On Leave", 1))
		self.assertEqual([row.reference for row in draft.items], [self.filed_ledger])
		moves.look(now_datetime())
		self.assertEqual(len(self.drafts()), 1)

	def test_what_is_shortened_is_asked_for_no_longer(self) -> None:
		self.away(0, 30)
		self.assertEqual(len(self.drafts()), 1)
		self.away(0, 5)
		self.assertEqual(self.drafts(), [])

	def test_over_it_asks_for_nothing(self) -> None:
		self.away(-40, -10)
		self.assertEqual(self.drafts(), [])

	def test_the_college_signs_in_the_place_of_who_is_away(self) -> None:
		self.away(5, 30)
		(draft,) = self.drafts()
		today = getdate()
		self.assertFalse(staff_leave.is_away_now(self.traveller, today))
		self.assertTrue(staff_leave.is_away_now(self.traveller, today + timedelta(days=6)))
		draft.to_user = self.taker
		draft.save()
		with self.assertRaises(frappe.PermissionError):
			self.step(self.lead, draft, "Sign the Handover")
		self.away(0, 30)
		self.assertEqual(self.step(self.lead, draft, "Sign the Handover").in_place_of_sender, 1)
		self.assertFalse(steps.is_absent(draft), "the post goes on")

	def test_two_days_in_their_order_of_a_member_of_staff(self) -> None:
		for first, last in ((3, 1), (None, 3)):
			post = frappe.get_doc(ASSIGNMENT, self.post)
			post.away_from = add_days(nowdate(), first) if first else None
			post.away_until = add_days(nowdate(), last)
			with self.assertRaises(frappe.ValidationError):
				post.save()


class TestDeadlines(HandoverTestCase):
	def calling(self, kind: str, document) -> bool:
		return bool(
			frappe.db.exists(
				ALERT, {"kind": kind, "reference_name": document.name, "status": ("!=", "Ended")}
			)
		)

	def at(self, days: int) -> datetime:
		return now_datetime() + timedelta(days=days)

	def test_past_its_day_it_calls_once_and_ends_with_the_handover(self) -> None:
		document = self.open_one()
		due = (getdate(document.due_on) - getdate()).days
		handover_deadlines.look(self.at(due), [document.name])
		self.assertFalse(self.calling("Handover Overdue", document), "the last day still counts")
		handover_deadlines.look(self.at(due + 1), [document.name])
		self.assertTrue(self.calling("Handover Overdue", document))
		self.assertEqual(handover_deadlines.look(self.at(due + 2), [document.name])["Handover Overdue"], [])
		document = frappe.get_doc(HANDOVER, document.name)
		document.cancel_reason = "不必转接"
		document.save()
		self.step(self.counsellor, document, "Cancel the Handover")
		self.assertFalse(self.calling("Handover Overdue", document))

	def test_a_first_talk_calls_until_it_was_held(self) -> None:
		document = self.in_force()
		self.assertTrue(document.next_talk_due)
		late = self.at((getdate(document.next_talk_due) - getdate()).days + 1)
		handover_deadlines.look(late, [document.name])
		self.assertTrue(self.calling("First Talk Overdue", document))
		frappe.db.set_value(HANDOVER, document.name, "next_talk_due", None)
		handover_deadlines.look(late, [document.name])
		self.assertFalse(self.calling("First Talk Overdue", document))
