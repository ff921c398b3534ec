"""Stored values in the words of their DocType, and the words of the framework left as they are."""

import frappe
from frappe import _
from frappe.utils import now_datetime

from campus_safety.domain.risk import facts
from campus_safety.engines.opening.emergency_reading import _shown
from campus_safety.engines.opening.reveal import in_words
from campus_safety.engines.timeline import shown
from campus_safety.services.presence import absence_cases
from campus_safety.services.presence.absence_cases import CASE, Found
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

STUDENT = "ST2026001"


class TestWords(CampusTestCase):
	def setUp(self) -> None:
		super().setUp()
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "zh"

	def test_the_frameworks_words_stay_its_own(self) -> None:
		"""A ToDo that is closed is 已关闭, whatever a risk ledger calls it."""
		self.assertEqual(_("Closed"), "已关闭")
		self.assertEqual(_("Closed", context="ToDo"), "已关闭")
		self.assertEqual(_("Closed", context="Campus Risk Ledger"), "已销号")
		self.assertEqual(_("Closed", context="Campus Crisis Case"), "已结案")

	def test_a_step_of_a_workflow_is_noted_in_the_words_of_its_doctype(self) -> None:
		make.make_term()
		make.make_student(STUDENT, make.make_unit("状态班", parent=make.make_unit("状态学院", "College")))
		(name,) = absence_cases.open_cases([Found(STUDENT, "Report", now_datetime())], now_datetime())
		note = frappe.get_doc(CASE, name).add_comment("Workflow", _("Pending"))
		self.assertNotEqual(_("Pending"), "待核查")
		self.assertEqual(note.content, "待核查")

	def test_a_stored_value_is_told_in_the_words_of_its_doctype(self) -> None:
		field = frappe.get_meta(CASE).get_field("status")
		for tell in (_shown, shown):
			self.assertEqual(tell(field, "Pending"), "待核查")

	def test_an_opened_fact_answers_in_chinese(self) -> None:
		"""The framework has no word for "No"."""
		told = in_words("Campus Risk Ledger", "danger_facts", facts.dump(facts.Facts(has_plan=True)))
		self.assertIn("有自杀计划: 是", told)
		self.assertIn("已确诊: 否", told)
