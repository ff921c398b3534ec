"""Nights on which the machine stood still are named once, and their lists are made up."""

from datetime import datetime, timedelta

import frappe

from campus_safety.domain import roles as r
from campus_safety.services.presence import missed_nights, roll
from campus_safety.tests import factories as make
from campus_safety.tests.presence.night_base import AT, NIGHT, ROLL, NightTestCase

NOON = datetime(2026, 11, 27, 12, 40)  # the night of the 26th is over, and was missed
MISSED = NIGHT + timedelta(days=1)


class TestMissedNights(NightTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		frappe.db.delete(ROLL)
		self.manager = make.make_user("missed@night.test", r.SYSTEM_MANAGER)

	def told(self) -> list[str]:
		return frappe.get_all(
			"Campus Message Outbox",
			{"idempotency_key": ("like", "missed-night|%"), "channel": "System"},
			pluck="recipient",
		)

	def test_named_once_and_made_up(self) -> None:
		self.roll(AT)
		self.assertEqual(missed_nights.find(NOON), {MISSED: [self.building]})
		self.assertEqual(missed_nights.tell_of_missed(NOON), [MISSED])
		self.assertLessEqual({self.affairs, self.manager}, set(self.told()))
		head = roll.roll_name(self.building, MISSED)
		self.assertEqual(
			frappe.db.get_value(ROLL, head, ["beds", "unconfirmed", "reported_at"]), (6, 6, None)
		)
		roll.lock_due(NOON)
		self.assertEqual(frappe.db.get_value(ROLL, head, "status"), "Locked")
		told = len(self.told())
		self.assertEqual(missed_nights.tell_of_missed(NOON + timedelta(hours=1)), [])
		self.assertEqual(len(self.told()), told)

	def test_a_new_building_has_missed_nothing(self) -> None:
		self.assertEqual(missed_nights.find(NOON), {}, "no roll call was ever made")
		roll.ensure(self.building, MISSED, NOON)
		self.assertEqual(missed_nights.find(NOON), {})
