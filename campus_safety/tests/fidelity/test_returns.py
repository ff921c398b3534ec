"""A return that somebody has seen ends the search for the student, in the same moment (found/fidelity.md 3)."""

from datetime import timedelta

import frappe
from frappe.model.workflow import apply_workflow
from frappe.utils import get_datetime, now_datetime

from campus_safety.services.presence import alarms, overdue_leaves
from campus_safety.tests.presence.case_base import CaseTestCase

PERMIT = "Campus Leave Permit"


class TestReturns(CaseTestCase):
	"""A leave whose end has passed; the night's base stands at a moment of the term."""

	def overdue(self):
		"""A permit on leave whose end is two hours past, found by the clock; and its case, two steps up the ladder."""
		now = now_datetime().replace(microsecond=0)
		name = self.leave(0, now - timedelta(hours=20), now - timedelta(hours=2), "On Leave")
		frappe.db.set_value(
			PERMIT,
			name,
			{
				"workflow_state": "On Leave",
				"destination": "家",
				"reason": "家中有事",
				"contact_phone": "13800000003",
				"occurred_on": now - timedelta(hours=20),
			},
		)
		overdue_leaves.run(now - timedelta(minutes=70))
		case = self.case_of(0)
		self.assertEqual((case.status, case.source), ("Pending", "Leave Overdue"))
		alarms.climb(now, [case.name])
		self.assertIn(self.counsellor, self.told(case.name))
		return name, case

	def act(self, user: str, name: str, action: str) -> None:
		with self.as_user(user):
			apply_workflow(frappe.get_doc(PERMIT, name), action)

	def test_recorded_by_staff(self) -> None:
		name, case = self.overdue()
		told = len(self.told(case.name))
		self.act(self.counsellor, name, "Record Return")
		case.reload()
		self.assertEqual((case.status, case.outcome), ("Located", "Came Back"))
		self.assertTrue(
			case.located_at
			and get_datetime(case.located_at) >= get_datetime(case.detected_at) - timedelta(minutes=1)
		)
		self.assertIsNone(case.next_step_at)
		self.assertIn(name, case.whereabouts)
		ended = frappe.get_all(
			"Campus Message Outbox",
			{"idempotency_key": ("like", f"night|{case.name}|ended|%"), "channel": "System"},
			pluck="recipient",
		)
		self.assertIn(self.lead, ended, "whoever was alarmed hears the end")
		self.assertNotIn(self.counsellor, ended, "who causes it knows")
		before = len(self.told(case.name))
		self.assertGreater(before, told)
		alarms.climb(now_datetime() + timedelta(hours=5), [case.name])
		self.assertEqual(len(self.told(case.name)), before, "the ladder stands still")

	def test_a_word_from_elsewhere_ends_nothing_until_it_is_verified(self) -> None:
		name, case = self.overdue()
		with self.as_user("Administrator"):
			permit = frappe.get_doc(PERMIT, name)
			permit.return_source = "Student"
			permit.actual_return = now_datetime().replace(microsecond=0)
			permit.status = permit.workflow_state = "Returned"
			with permit.as_app():
				permit.save()
		case.reload()
		self.assertEqual(case.status, "Pending")
		self.assertIn("Seen", [row.kind for row in case.events])
		self.act(self.counsellor, name, "Verify Return")
		case.reload()
		self.assertEqual(case.status, "Located")

	def test_at_the_point_it_is_seen(self) -> None:
		name, case = self.overdue()
		permit = frappe.get_doc(PERMIT, name)
		permit.update({"return_source": "Return Point", "return_place": "At the Point"})
		permit.status = permit.workflow_state = "Returned"
		with permit.as_app():
			permit.save()
		case.reload()
		self.assertEqual(case.status, "Located")

	def test_a_picture_of_the_code_is_a_word(self) -> None:
		"""The place has a position, and the student's phone gave none: the code may have been scanned anywhere."""
		point = frappe.get_doc(
			{
				"doctype": "Campus Return Point",
				"place": f"南门{frappe.generate_hash(length=6)}",
				"latitude": 36.65,
				"longitude": 117.02,
				"radius_m": 100,
			}
		).insert()
		name, case = self.overdue()
		permit = frappe.get_doc(PERMIT, name)
		permit.update(
			{"return_source": "Return Point", "return_point": point.name, "return_place": "Not Given"}
		)
		permit.status = permit.workflow_state = "Returned"
		with permit.as_app():
			permit.save()
		case.reload()
		self.assertEqual(case.status, "Pending")

	def test_nothing_is_made_where_nobody_is_searched_for(self) -> None:
		now = now_datetime().replace(microsecond=0)
		name = self.leave(1, now - timedelta(hours=20), now + timedelta(hours=2), "On Leave")
		frappe.db.set_value(
			PERMIT,
			name,
			{
				"workflow_state": "On Leave",
				"destination": "家",
				"reason": "事",
				"contact_phone": "13800000003",
			},
		)
		self.act(self.counsellor, name, "Record Return")
		self.assertFalse(frappe.db.exists("Campus Absence Case", {"student": self.students[1]}))
