"""The term's analysis: counted over everybody, a handful has no number, published it stays."""

import frappe
from frappe.utils import now_datetime

from campus_safety.domain import roles as r
from campus_safety.engines.figures import NOT_TOLD
from campus_safety.exceptions import ClosedRecordError
from campus_safety.records.scope import get_term_of
from campus_safety.tests import factories as make
from campus_safety.tests.counselling.base import NOTE, STUDENT, CentreTestCase

REPORT = "Campus Psych Analysis Report"


class TestAnalysis(CentreTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		term = get_term_of(now_datetime().date())
		for name in frappe.get_all(REPORT, {"term": term}, pluck="name"):
			frappe.db.delete(REPORT, {"name": name})
		frappe.db.delete(NOTE, {"held_at": (">", "2026-01-01")})  # the demo's; rolled back
		for number, concern in enumerate(["Study and exams"] * 6 + ["Loss and grief"] * 4):
			with self.as_user(self.teacher):
				frappe.get_doc(
					{
						"doctype": NOTE,
						"session_kind": "Individual",
						"student": STUDENT if number else None,
						"held_at": now_datetime(),
						"limits_explained": 1,
						"risk_check": "None",
						"note": "x",
						"concerns": [{"concern": concern}],
					}
				).insert()
		with self.as_user(self.head):
			self.report = frappe.get_doc({"doctype": REPORT, "term": term}).insert()

	def shown(self, table: str) -> dict[str, str]:
		return {row.topic: row.shown for row in self.report.get(table)}

	def test_a_handful_has_no_number(self) -> None:
		concerns = self.shown("concerns")
		self.assertEqual(concerns[frappe._("Study and exams")], "6")
		self.assertEqual(concerns[frappe._("Loss and grief")], NOT_TOLD)
		figures = self.shown("figures")
		self.assertEqual(figures[frappe._("Sessions with one student")], "10")
		self.assertEqual(figures[frappe._("Students who came")], NOT_TOLD)
		self.assertNotIn(STUDENT, frappe.as_json(self.report.as_dict()))

	def test_read_once_published_and_unchanged_from_then_on(self) -> None:
		affairs = make.make_user("affairs@centre.test", r.STUDENT_AFFAIRS)
		with self.as_user(affairs):
			self.assertFalse(frappe.has_permission(REPORT, "read", doc=self.report.name))
		with self.as_user(self.head):
			self.assertRaises(frappe.MandatoryError, self.report.publish, now_datetime())
			self.report.reload()
			self.report.findings = "期末前两周来访增多。"
			self.report.save()
			self.report.publish(now_datetime())
			self.report.findings = "改"
			self.assertRaises(ClosedRecordError, self.report.save)
		with self.as_user(affairs):
			self.assertTrue(frappe.has_permission(REPORT, "read", doc=self.report.name))
