"""Threat: whoever administers takes an alarm out before it has left, or the proof that somebody was told."""

import frappe
from frappe.utils import add_days, now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.messages import outbox
from campus_safety.engines.messages.telling import tell
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase


class TestKept(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.manager = make.make_user("manager@kept.test", r.SYSTEM_MANAGER)
		self.head = make.make_user("head@kept.test", r.PSYCH_HEAD)

	def test_nobody_silences_a_message(self) -> None:
		tell([self.head], lambda: "看这里", "kept|1", now=now_datetime())
		name = frappe.db.get_value(outbox.OUTBOX, {"recipient": self.head})
		for values in ({"status": "Queued", "queued_at": add_days(now_datetime(), -99)}, {"status": "Sent"}):
			frappe.db.set_value(outbox.OUTBOX, name, {"queued_at": now_datetime(), **values})
			for user in (self.manager, self.head, "Administrator"):
				with self.subTest(values, user=user), self.as_user(user):
					self.assertRaises(frappe.PermissionError, frappe.delete_doc, outbox.OUTBOX, name)

	def test_what_left_long_ago_may_be_deleted(self) -> None:
		tell([self.head], lambda: "看这里", "kept|2", now=now_datetime())
		name = frappe.db.get_value(outbox.OUTBOX, {"recipient": self.head})
		frappe.db.set_value(
			outbox.OUTBOX, name, {"queued_at": add_days(now_datetime(), -99), "status": "Sent"}
		)
		with self.as_user(self.manager):
			frappe.delete_doc(outbox.OUTBOX, name)
		self.assertFalse(frappe.db.exists(outbox.OUTBOX, name))
