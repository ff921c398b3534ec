"""Numbers of families are for who answers for an incident; whoever keeps the plans hears who changes them."""

import frappe
from frappe.utils import now_datetime

from campus_safety.services.incidents.emergency import acting, board
from campus_safety.tests.bases.emergencies import FIRE, INCIDENT, EmergencyTestCase


class TestNumbers(EmergencyTestCase):
	def test_whoever_only_opened_it_gets_no_number(self) -> None:
		"""Anybody on the staff opens an incident about anybody and names who commands it."""
		now = now_datetime()
		with self.as_user(self.guard):
			values = {"incident_type": FIRE, "place": "别处", "grade": "General", "commander": self.guard}
			incident = frappe.get_doc({"doctype": INCIDENT, **values}).insert()
			acting.put_person(incident.name, "", {"student": self.student, "harm": "Not Known"}, now)

		def rings(user: str) -> bool:
			with self.as_user(user):
				shown = board.get_board(incident.name, now)["people"][0]
			self.assertFalse(shown["family"] and shown["others_ring"])
			return not shown["others_ring"]

		self.assertFalse(rings(self.guard))
		for user in (self.safety, self.on_duty, self.lead):
			self.assertTrue(rings(user), user)
		with self.as_user(self.safety):
			acting.hand_over(incident.name, self.hr, now)
		self.assertTrue(rings(self.hr), "an office gave the command")

	def test_a_plan_that_an_administrator_changes_is_told(self) -> None:
		def told() -> set[str]:
			keys = {"idempotency_key": ("like", "plan|%")}
			return set(frappe.get_all("Campus Message Outbox", keys, pluck="recipient"))

		values = {"plan_name": "告知测试", "incident_type": FIRE, "version": "1", "review_due": "2099-01-01"}
		with self.as_user(self.safety):
			plan = frappe.get_doc(
				{"doctype": "Campus Emergency Plan", **values, "commander": self.on_duty}
			).insert()
		self.assertFalse(told())
		with self.as_user("Administrator"):
			plan.reload()
			plan.steps = "改过的步骤"
			plan.save()
		self.assertLessEqual({self.on_duty, self.safety}, told())
