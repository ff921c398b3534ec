"""The canary of the nightly self-test: it says why a report would not be heard, and leaves nothing behind."""

from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.messages import outbox
from campus_safety.services.incidents import canary, filing, intake, senders
from campus_safety.services.incidents.canary import Fault
from campus_safety.services.people.self_test import reports
from campus_safety.services.people.self_test.line import ALARM, WELL
from campus_safety.tests.bases.incidents import REPORT, SENDER, ReportTestCase

LEFT = (REPORT, SENDER, outbox.OUTBOX, "Campus Alert", "Campus Seal Leaf", "Notification Log", "File")


class TestCanary(ReportTestCase):
	def test_well_and_nothing_is_left_of_it(self) -> None:
		before = {doctype: frappe.db.count(doctype) for doctype in LEFT}
		self.assertEqual(reports.get_line(now_datetime()).state, WELL)
		self.assertEqual({doctype: frappe.db.count(doctype) for doctype in LEFT}, before)
		self.assertFalse(frappe.db.exists(SENDER, {"occurred_on": (">", now_datetime())}))

	def test_nothing_of_it_is_done_after_the_commit(self) -> None:
		"""Jobs and questions that a real report leaves for the commit are forgotten with it; those of others are not."""
		done = []
		frappe.db.after_commit.add(lambda: done.append("of somebody else"))
		waiting = len(frappe.db.after_commit._functions)
		self.assertIsNone(canary.try_channel(now_datetime()))
		self.assertEqual(len(frappe.db.after_commit._functions), waiting)
		self.addCleanup(frappe.db.after_commit.reset)

	def test_closed_while_nobody_takes_reports(self) -> None:
		with patch.object(intake, "get_holders", return_value=[]):
			line = reports.get_line(now_datetime())
		self.assertEqual(line.state, ALARM)
		self.assertIn("Report Intake", line.said)

	def test_who_cannot_open_it_hears_nothing(self) -> None:
		with patch.object(canary, "_can_open", return_value=False):
			self.assertIs(canary.try_channel(now_datetime()), Fault.NOT_OPENED)

	def test_a_kind_that_is_switched_off(self) -> None:
		frappe.db.set_value("Campus Alert Kind", "Abnormal Report to Take", "enabled", 0)
		frappe.clear_document_cache("Campus Alert Kind", "Abnormal Report to Take")
		self.addCleanup(frappe.clear_document_cache, "Campus Alert Kind", "Abnormal Report to Take")
		self.assertIs(canary.try_channel(now_datetime()), Fault.NO_CALL)

	def test_what_stops_it_is_undone_as_well(self) -> None:
		before = frappe.db.count(REPORT)
		with patch.object(senders, "find_by_code", side_effect=ValueError):
			self.assertRaises(ValueError, canary.try_channel, now_datetime())
		self.assertEqual(frappe.db.count(REPORT), before)

	def test_a_report_that_is_cut_is_told(self) -> None:
		with patch.object(filing, "clean", return_value="?"):
			self.assertIs(canary.try_channel(now_datetime()), Fault.NOT_WRITTEN)
