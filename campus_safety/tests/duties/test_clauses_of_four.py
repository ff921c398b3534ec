"""Duties of 四(一) and 四(三): a centre that is opened, an analysis that is published, suspended students who are reached."""

import frappe
from frappe.utils import add_days, get_first_day, getdate, now_datetime, nowdate

from campus_safety.engines.duties import generate, rules, run, subjects
from campus_safety.records.school import get_school
from campus_safety.services.counselling import shifts
from campus_safety.tests.bases.way_back import SUSPENSION, WayBackTestCase
from campus_safety.tests.counselling.base import SHIFT, CentreTestCase, make_shift, qualify

OBLIGATION, RULE = "Campus Duty Obligation", "Campus Duty Rule"


def seeded(key: str):
	document = frappe.get_doc(RULE, {"seed_key": key})
	document.db_set("effective_from", get_first_day(nowdate()))
	document.reload()
	return document


def make_duties(rule, since) -> None:
	run.update_rule(rule.name, since, getdate(), generate.Calendar.around(since, getdate()))


class TestSuspended(WayBackTestCase):
	moment = "2026-11-27 10:00"

	def who_owes(self) -> list[tuple]:
		found = subjects.select(rules.read(seeded("suspended_contact")))
		rows = found.query.select(found.name, found.holder).run()
		return [tuple(row) for row in rows if row[0] == self.student]

	def test_whoever_is_suspended_by_a_decision_and_nobody_else(self) -> None:
		suspension = self.heard()
		self.assertEqual(self.who_owes(), [])
		self.act(self.academic, suspension, "Decide on Suspension")
		self.assertEqual(self.who_owes(), [(self.student, self.counsellor)])
		frappe.db.set_value(SUSPENSION, suspension.name, "status", "Back")
		self.assertEqual(self.who_owes(), [])

	def test_reached_counts_and_a_try_does_not(self) -> None:
		suspension = self.suspended()
		frappe.db.set_value(SUSPENSION, suspension.name, "from_date", add_days(nowdate(), -60))
		rule = seeded("suspended_contact")
		make_duties(rule, getdate(get_first_day(nowdate())))
		self.assertEqual(self.state(rule), "Open")
		self.contact(suspension, result="Not Reached")
		self.assertEqual(self.state(rule), "Open")
		self.contact(suspension)
		self.assertEqual(self.state(rule), "Done")

	def state(self, rule) -> str:
		return frappe.db.get_value(OBLIGATION, {"rule": rule.name, "student": self.student}, "state")


class TestCentre(CentreTestCase):
	def test_opened_not_only_planned(self) -> None:
		rule, school = seeded("centre_open"), get_school()
		for name in frappe.get_all(SHIFT, {"date": nowdate()}, pluck="name"):
			frappe.db.set_value(SHIFT, name, "actual_from", None)  # another test's
		frappe.db.set_value("Campus Day", {"date": nowdate()}, "open_centre", 1)
		qualify(self.teacher)
		shift = make_shift(self.teacher, start="09:30", end="12:00")
		self.assertEqual(frappe.db.get_value(SHIFT, shift, "unit"), school)
		make_duties(rule, getdate())
		of_today = {"rule": rule.name, "subject": school, "period_start": nowdate()}
		self.assertEqual(frappe.db.get_value(OBLIGATION, of_today, "state"), "Open")
		with self.as_user(self.teacher):
			shifts.begin(frappe.get_doc(SHIFT, shift), now_datetime())
		self.assertEqual(frappe.db.get_value(OBLIGATION, of_today, "state"), "Done")

	def test_an_analysis_counts_once_it_is_published(self) -> None:
		rule = rules.read(seeded("psych_analysis"))
		self.assertEqual(
			(rule.evidence_doctype, rule.policy.period.value), ("Campus Psych Analysis Report", "Term")
		)
