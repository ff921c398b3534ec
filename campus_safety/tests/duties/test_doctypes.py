"""The DocTypes around the engine: who may read a duty, exemptions, mentor lists, the assessment."""

import frappe

from campus_safety.engines.duties import exempt, generate
from campus_safety.exceptions import AppOwnedFieldError, DutyExemptionError
from campus_safety.tests import factories as make
from campus_safety.tests.duties.base import DutyTestCase

DOCTYPES = (
	"Campus Notice Clause",
	"Campus Mentor List",
	"Campus Duty Rule",
	"Campus Duty Obligation",
	"Campus Coverage Run",
	"Campus Message Channel",
	"Campus Message Outbox",
	"Campus Accountability Assessment",
)


class TestDutyDocTypes(DutyTestCase):
	def test_they_are_there(self) -> None:
		for doctype in DOCTYPES:
			self.assertTrue(frappe.get_meta(doctype).permissions, doctype)

	def test_who_sees_a_duty(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, "2026-11-25")
		for user, sees in ((self.counsellor, 4), (self.lead, 4), (self.successor, 0)):
			with self.as_user(user):
				self.assertEqual(
					len(frappe.get_list("Campus Duty Obligation", filters={"rule": rule.name})), sees, user
				)

	def test_exemption_needs_reason_and_another_person(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, "2026-11-25")
		name = self.duty(rule, "DT001").name
		with self.as_user(self.counsellor), self.assertRaises((DutyExemptionError, frappe.PermissionError)):
			exempt.approve(frappe.get_doc(generate.OBLIGATION, name), "病假")
		with self.as_user(self.lead):
			with self.assertRaises(DutyExemptionError):
				exempt.approve(frappe.get_doc(generate.OBLIGATION, name), " ")
			exempt.approve(frappe.get_doc(generate.OBLIGATION, name), "住院")
		duty = frappe.get_doc(generate.OBLIGATION, name)
		self.assertEqual((duty.state, duty.exempt_by, duty.exempt_kind), ("Exempt", self.lead, "Approved"))

	def test_the_form_writes_nothing_else(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, "2026-11-25")
		duty = self.duty(rule, "DT001")
		duty.done_count = 5
		with self.assertRaises(AppOwnedFieldError):
			duty.save()

	def test_mentor_list(self) -> None:
		mentor = make.make_user("duty-mentor2@duties.test", "Campus Mentor")
		values = {
			"doctype": "Campus Mentor List",
			"mentor": mentor,
			"year": "2026-2027",
			"unit": self.college,
			"students": [{"student": "DT001"}],
			"duties": [{"item": "谈话"}],
		}
		frappe.get_doc(values).insert()
		with self.assertRaises(frappe.DuplicateEntryError):
			frappe.get_doc({**values, "mentor": self.lead}).insert()

	def test_assessment(self) -> None:
		rule = self.make_rule()
		self.run_rule(rule, "2026-10-25")
		self.record("DT001", "2026-10-20")
		self.run_rule(rule, "2026-11-10")
		document = frappe.get_doc(
			{
				"doctype": "Campus Accountability Assessment",
				"subject_type": "Unit",
				"assessed_unit": self.class_1,
				"period_from": "2026-11-01",
				"period_to": "2026-11-30",
				"incident_deductions": [{"reason": "漏查", "points": 5}],
			}
		).insert()
		item = next(row for row in document.items if row.rule == rule.name)
		self.assertEqual((item.due, item.done + item.late, item.missed), (4, 1, 3))
		self.assertLess(document.score, 50)
