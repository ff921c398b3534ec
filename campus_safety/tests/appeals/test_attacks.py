"""Threats: who keeps a complaint's sender by another category, one person who reads twice, clocks made long afterwards."""

from unittest.mock import patch

import frappe
from frappe.utils import add_to_date, now_datetime

from campus_safety.exceptions import AppealStepError
from campus_safety.services.governance.appeals import answers, joining, senders, steps
from campus_safety.tests.appeals.base import SENDER, TICKET, AppealTestCase

REFUSED = {"reply": "不合理", "outcome": "Unreasonable", "outcome_reason": "要求免费"}


class TestAttacks(AppealTestCase):
	def get(self, ticket):
		return frappe.get_doc(TICKET, ticket.name)

	def test_the_office_opens_no_sender_of_ethics_by_another_category(self) -> None:
		ticket, _code = self.file(category="Ethics")
		sender = frappe.db.get_value(SENDER, {"ticket": ticket.name})
		for user in (self.office, self.hr):
			with self.subTest(user):
				self.assertRaises(AppealStepError, self.write, ticket, user, category="Other")
		self.assertFalse(frappe.has_permission(SENDER, "read", doc=sender, user=self.office))
		self.write(ticket, self.discipline, category="Other")
		self.assertTrue(frappe.has_permission(SENDER, "read", doc=sender, user=self.office), "it says so")

	def test_what_turns_out_to_be_about_somebody_is_taken_from_those_who_read_it(self) -> None:
		for values in ({"about_user": self.handler}, {"category": "Ethics"}, {"concerns_intake": 1}):
			with self.subTest(values):
				ticket, _code = self.file()
				self.write(ticket, self.office, handler_unit=self.logistics_unit)
				self.assertTrue(frappe.has_permission(TICKET, "read", doc=ticket.name, user=self.handler))
				self.assertEqual(self.write(ticket, self.office, **values).personal, 1)
				self.assertFalse(frappe.has_permission(TICKET, "read", doc=ticket.name, user=self.handler))

	def test_everybody_who_is_named_reads_and_handles_nothing(self) -> None:
		frappe.db.set_value("User", self.office2, "full_name", "欧阳测试")
		frappe.db.set_value("User", self.leader, "full_name", "司马测试")
		ticket, _code = self.file("欧阳测试和司马测试都不管")
		self.assertEqual((ticket.about_user, ticket.about_others), (self.office2, self.leader))
		for user, may in ((self.office2, False), (self.leader, False), (self.discipline, True)):
			with self.subTest(user):
				self.assertEqual(frappe.has_permission(TICKET, "read", doc=ticket.name, user=user), may)
		self.assertRaises(AppealStepError, steps.supervise, self.get(ticket), "请快", self.leader)
		self.assertRaises(AppealStepError, self.write, ticket, self.discipline, handler=self.leader)
		self.write(ticket, self.discipline, about_others="")
		self.assertTrue(frappe.has_permission(TICKET, "read", doc=ticket.name, user=self.leader))

	def test_nobody_is_the_second_reader_of_what_they_answer(self) -> None:
		ticket, _code = self.file()
		self.assign(ticket)
		self.step(ticket, self.handler, "Begin Handling")
		self.write(ticket, self.office, cause=self.cause, **REFUSED)
		steps.read_second(self.get(ticket), self.office, now_datetime())
		self.assertRaises(AppealStepError, self.step, ticket, self.office, "Reply to Complaint")
		self.write(ticket, self.office, handler=self.office)
		self.assertRaises(AppealStepError, self.step, ticket, self.office2, "Reply to Complaint")
		self.write(ticket, self.office, handler=self.handler)
		self.step(ticket, self.handler, "Reply to Complaint")
		self.assertEqual((ticket.status, ticket.second_reader), ("Replied", self.office))

	def test_nothing_late_is_made_in_time_afterwards(self) -> None:
		ticket = self.take_down(urgent=1)
		self.write(ticket, self.office, difficulty="Hard")
		self.write(ticket, self.office, urgent=0)
		self.write(ticket, self.office, urgent=1)
		self.write(ticket, self.office, first_response="在看")
		self.assertRaises(AppealStepError, self.write, ticket, self.office, urgent=0)
		self.assign(ticket)
		self.reply(ticket)
		self.assertRaises(AppealStepError, self.write, ticket, self.office, difficulty="Simple")
		late = self.take_down()
		frappe.db.set_value(TICKET, late.name, "received_at", add_to_date(now_datetime(), days=-60))
		self.write(late, self.office, place="食堂")
		for values in ({"difficulty": "Hard"}, {"petition": 1}):
			with self.subTest(values):
				self.assertRaises(AppealStepError, self.write, late, self.office, **values)

	def test_joined_ones_are_counted_once_and_have_something_to_read(self) -> None:
		first, _code = self.file()
		second, code = self.file("汤冷了，别的话")
		with self.as_user(self.office):
			self.assertRaises(
				AppealStepError, joining.join, self.get(second), self.get(first), self.office, now_datetime()
			)
		self.write(first, self.office, public_summary="食堂的汤")
		self.write(second, self.office, public_summary="汤冷了")
		key = next(row["key"] for row in joining.get_open("Logistics") if row["summary"] == "汤冷了")
		joining.follow_named(key, self.student, now_datetime())
		with self.as_user(self.office):
			joining.join(self.get(second), self.get(first), self.office, now_datetime())
		self.assertEqual(self.get(first).followers, 2, "whoever asked, and whoever followed them")
		self.assertEqual(answers.get_one(self.by_code(code), now_datetime())["summary"], "食堂的汤")

	def test_what_is_sent_twice_at_the_same_moment_is_one_and_no_error(self) -> None:
		"""Whoever is slower looks before the faster one has committed; the second look finds it."""
		ticket = self.file_named("热水器坏了", key="twice")
		find, blind = senders.find_request, [True]

		def look(key):
			return None if blind and blind.pop() else find(key)

		with patch.object(senders, "find_request", look), patch.object(frappe.db, "rollback"):
			again = self.file_named("热水器坏了", key="twice")
		self.assertEqual((again.name, blind), (ticket.name, []))
		self.assertEqual(frappe.message_log, [])
