"""The burden account over real duties: counted from records, read by those who compare, no number about a few key students."""

from unittest.mock import patch

import frappe
from frappe.desk.query_report import run
from frappe.utils import nowdate

from campus_safety.domain import roles as r
from campus_safety.engines.duties import burden
from campus_safety.tests import factories as make
from campus_safety.tests.base import TEACHING_DAY, CampusTestCase

REPORT, RULE, CHECK = "Campus Duty Burden", "Campus Duty Rule", "Campus Five Management"


class TestBurden(CampusTestCase):
	moment = TEACHING_DAY

	def set_up_once(self) -> None:
		super().set_up_once()
		self.term = make.make_term()
		school = make.make_unit("负担测试学校", "School")
		college = make.make_unit("负担测试学院", "College", school)
		self.klass = make.make_unit("负担一班", "Class", college)
		self.klass_2 = make.make_unit("负担二班", "Class", college)
		self.adviser = make.make_user("adviser@burden.test", r.CLASS_ADVISER)
		self.leader = make.make_user("leader@burden.test", r.SCHOOL_LEADER)
		for unit in (self.klass, self.klass_2):
			make.assign(self.adviser, "Class Adviser", "Class", unit=unit)
		self.rule = frappe.db.get_value(RULE, {"seed_key": "five_management"})
		with self.as_user(self.adviser):
			self.check(self.klass)

	def owe(self, **values) -> None:
		obligation = frappe.get_doc(
			{
				"doctype": "Campus Duty Obligation",
				"rule": self.rule,
				"responsible_user": self.adviser,
				"term": self.term,
				"period_start": nowdate(),
				"period_end": nowdate(),
				"due_date": nowdate(),
				"state": "Done",
				"done_count": 1,
				"subject_doctype": "Campus Unit",
				"subject": self.klass,
				"unit": self.klass,
				**values,
			}
		)
		obligation.set_new_name()
		obligation.db_insert()

	def line(self):
		return next(line for line in burden.get_lines(self.term) if line.rule == self.rule)

	def test_fields_are_those_of_records_that_were_written(self) -> None:
		before = self.line()
		self.owe()
		line = self.line()
		self.assertEqual(line.records, before.records + 1)
		self.assertGreater(line.people, 0)
		# class, and of the phone's row item, state, finding, step: the four that are fine were filled by the app
		self.assertGreaterEqual(line.fields.typed, 4)
		self.assertGreater(line.fields.by_app, 4)

	def test_many_rows_are_counted_in_those_of_the_first_records(self) -> None:
		"""Of two records that are filled alike, one tells as much as both."""
		with self.as_user(self.adviser):
			names = [self.check(unit).name for unit in (self.klass, self.klass_2)]
		whole = burden._count_rows(CHECK, "Campus Five Management Row", names)
		self.assertGreater(whole.typed, 0)
		with patch.object(burden, "SAMPLE_ROWS", 1):
			self.assertEqual(burden._count_rows(CHECK, "Campus Five Management Row", names), whole)
			self.assertEqual(burden._count_rows(CHECK, "Campus Five Management Row", []).typed, 0)

	def check(self, unit: str):
		row = {"item": "Phone", "state": "Problem", "finding": "课上用手机", "step": "设手机袋"}
		return frappe.get_doc(
			{"doctype": CHECK, "unit": unit, "checked_on": nowdate(), "rows": [row]}
		).insert()

	def test_whoever_opens_the_list_and_need_not_write_reads(self) -> None:
		self.owe()
		before = self.line().readers
		for user in (self.adviser, self.leader, self.leader):
			frappe.get_doc(
				{"doctype": "Route History", "user": user, "route": "List/Campus Five Management/List"}
			).insert(ignore_permissions=True)
		self.assertEqual(self.line().readers, before + 1)

	def test_no_number_about_a_few_key_students(self) -> None:
		frappe.db.delete("Campus Duty Obligation", {"rule": self.rule})
		self.owe(is_risk=1, student=make.make_student("BU240101", self.klass))
		line = self.line()
		self.assertIsNone(line.records)
		self.assertIsNone(line.typed_per_person)

	def test_the_report_is_for_those_who_compare(self) -> None:
		with self.as_user(self.leader):
			found = run(REPORT, filters={"term": self.term})
		self.assertIn(
			frappe.db.get_value(RULE, self.rule, "rule_name"),
			[row["rule"] for row in found["result"] if isinstance(row, dict)],
		)
		with self.as_user(self.adviser):
			self.assertRaises(frappe.PermissionError, run, REPORT)
