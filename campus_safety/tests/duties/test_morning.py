"""The ladder and the morning's digest: one message per person, climbing until somebody takes it."""

import frappe
from frappe.utils import getdate, now_datetime

from campus_safety.engines.duties import digest, escalate
from campus_safety.tests.duties.base import DutyTestCase

LADDER = [{"after_days": 3, "to_role": "Campus College Lead"}]


class TestMorning(DutyTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.rule = self.make_rule(escalation=LADDER)
		self.run_rule(self.rule, "2026-10-20")
		self.run_rule(self.rule, "2026-11-10")

	def step(self) -> int:
		return self.duty(self.rule, "DT001", "2026-10-01").escalation_step

	def test_it_climbs_until_taken(self) -> None:
		escalate.climb(getdate("2026-11-05"))
		self.assertEqual(self.step(), 0)
		with self.as_user(self.counsellor):
			escalate.take(self.duty(self.rule, "DT002", "2026-10-01"), now_datetime())
		escalate.climb(getdate("2026-11-06"))
		self.assertEqual(self.step(), 1)
		self.assertEqual(self.duty(self.rule, "DT002", "2026-10-01").escalation_step, 0)
		found = digest.collect(getdate("2026-11-06"))
		self.assertEqual(found[self.lead].escalated[self.rule.name], 3)

	def test_a_digest_names_rules_and_numbers_only(self) -> None:
		found = digest.collect(getdate("2026-11-10"))[self.counsellor]
		self.assertEqual(found.rules[self.rule.name][0], 4)
		subject, text = digest.write(found)
		self.assertIn(self.rule.name, text)
		for student in self.students:
			self.assertNotIn(student, subject + text)

	def test_one_message_a_day(self) -> None:
		from campus_safety.engines.messages import outbox

		self.assertEqual(outbox.notify(self.counsellor, "a", "b", "digest|t"), 1)
		self.assertEqual(outbox.notify(self.counsellor, "a", "b", "digest|t"), 0)
		self.assertTrue(frappe.db.exists("Notification Log", {"for_user": self.counsellor, "subject": "a"}))
