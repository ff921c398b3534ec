"""What a warning rule may count, and what is no signal at all."""

import frappe
from frappe.utils import add_days, getdate

from campus_safety.exceptions import AppOwnedFieldError, AssessmentNeededError, WarningRuleError
from campus_safety.services.warning import dry_run, registry, rules
from campus_safety.tests.duties.base import VISIT
from campus_safety.tests.warning.base import RULE, WarningTestCase


class TestRules(WarningTestCase):
	def refuse(self, reason: str, signals: list[dict] | None = None, **values) -> None:
		with self.assertRaisesRegex(WarningRuleError, reason):
			self.make_rule("不行", signals=signals, **values)

	def test_a_rule_over_the_schools_own_records(self) -> None:
		rule = self.make_rule(signals=[self.signal(evidence_filter='[["kind", "=", "Key"]]')])
		self.assertEqual(registry.by_evidence()[VISIT], [rule.name])
		self.assertTrue(rule.impact_assessment)
		self.assertEqual(str(rule.enabled_on), str(getdate()))

	def test_text_is_never_asked(self) -> None:
		self.refuse("row 1", [self.signal(evidence_filter='[["notes", "=", "想死"]]')])
		self.refuse("row 1", [self.signal(evidence_filter='[["notes", "like", "%死%"]]')])

	def test_one_student_is_never_asked_about(self) -> None:
		self.refuse("row 1", [self.signal(evidence_filter=f'[["student", "=", "{self.students[0]}"]]')])

	def test_confidential_content_is_never_asked(self) -> None:
		ledger = self.signal(evidence_doctype="Campus Risk Ledger", time_field="occurred_on")
		self.refuse("confidential", [{**ledger, "evidence_filter": '[["risk_level", "is", "set"]]'}])
		self.assertTrue(self.make_rule("登记过", signals=[ledger]).name, "that there is one may count")

	def test_what_class_staff_may_not_read_is_no_signal(self) -> None:
		"""They read warnings: that there is a screening result, or a hold, would be told with the name."""
		for doctype in ("Campus Screening Result", "Campus Screening Interview", "Campus Screening Advice"):
			self.refuse("closed to the staff", [self.signal(evidence_doctype=doctype, time_field="creation")])
		self.refuse("closed", [self.signal(evidence_doctype="Campus Legal Hold", time_field="creation")])

	def test_what_its_maker_may_not_read_is_not_counted_for_them(self) -> None:
		ledger = self.signal(evidence_doctype="Campus Risk Ledger", time_field="occurred_on")
		with self.as_user(self.safety):
			self.refuse("closed to you", [ledger], enabled=0)
			with self.assertRaisesRegex(WarningRuleError, "closed to you"):
				dry_run.dry_run({"rule_name": "试", **self.rule_values(signals=[ledger])}, getdate())
		with self.as_user(self.affairs):
			rule = self.make_rule("登记过", signals=[ledger], enabled=0)
		with self.as_user(self.safety):
			rule = frappe.get_doc(RULE, rule.name)
			rule.enabled = 1
			self.assertTrue(rule.save().enabled, "who switches it on need not read what it counts")

	def test_reports_that_are_closed_count_for_nothing(self) -> None:
		"""Of sexual harm and about staff: whom it is about may read the warning."""
		signal = self.signal(evidence_doctype="Campus Abnormal Report", time_field="occurred_on")
		rule = rules.read(self.make_rule("上报", signals=[signal], enabled=0))
		(condition,) = rule.signals[0].evidence_conditions
		self.assertEqual((condition.field, condition.operator, condition.value), ("restricted", "=", 0))

	def test_what_is_between_two_people_is_no_signal(self) -> None:
		for doctype in ("Campus Session Note", "Campus Report Sender"):
			self.assertTrue(frappe.db.exists("DocType", doctype))
			self.refuse("row 1", [self.signal(evidence_doctype=doctype, time_field="creation")])

	def test_family_means_and_origin_are_no_signal(self) -> None:
		self.refuse("means", [self.signal(evidence_doctype="Campus Care Plan", time_field="started_on")])

	def test_a_warning_does_not_feed_itself(self) -> None:
		self.refuse(
			"no signal", [self.signal(evidence_doctype="Campus Early Warning", time_field="occurred_on")]
		)

	def test_fields_that_are_none(self) -> None:
		self.refuse("row 1", [self.signal(student_field="dormitory")])
		self.refuse("row 1", [self.signal(time_field="kind")])
		with self.assertRaises(frappe.LinkValidationError):
			self.make_rule("不行", signals=[self.signal(evidence_doctype="Campus Nothing")])

	def test_numbers_that_are_none(self) -> None:
		for values in (
			{"window_days": 0},
			{"window_days": 400},
			{"weight": 0},
			{"weight": float("nan")},
			{"weight": 1e9},
			{"min_count": 0},
		):
			self.refuse("row 1", [self.signal(**values)])
		self.refuse("more than 0", threshold=0)
		self.refuse("more than 0", threshold=float("nan"))
		self.refuse("in a week", load_budget=0)

	def test_it_expires_within_a_year(self) -> None:
		self.refuse("a year", expires_on=add_days(getdate(), 400))
		self.refuse("a year", expires_on=getdate())

	def test_without_an_assessment_it_stays_off(self) -> None:
		frappe.db.set_value("Campus Impact Assessment", {"activity": "Early Warning"}, "status", "Replaced")
		with self.assertRaises(AssessmentNeededError):
			self.make_rule()
		self.assertTrue(self.make_rule(enabled=0).name)

	def test_figures_are_not_typed(self) -> None:
		rule = self.make_rule()
		rule.precision_percent = 99
		with self.assertRaises(AppOwnedFieldError):
			rule.save()

	def test_a_rule_that_warned_stays(self) -> None:
		warning = self.make_warning()
		with self.assertRaises(WarningRuleError):
			frappe.delete_doc(RULE, warning.rule)
