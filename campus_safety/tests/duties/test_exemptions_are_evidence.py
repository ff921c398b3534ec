"""Who was released from a duty, by whom and why: every step a line of its own, sealed, that nobody changes."""

import frappe
from frappe.utils import now_datetime

from campus_safety.engines.duties import exempt
from campus_safety.engines.duties.exempt import EXEMPTION
from campus_safety.engines.duties.generate import OBLIGATION
from campus_safety.exceptions import AppendOnlyError, DutyExemptionError
from campus_safety.tests.duties.base import DutyTestCase


class TestExemptionsAreEvidence(DutyTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.rule = self.make_rule()
		self.run_rule(self.rule, "2026-11-10")
		self.name = self.duty(self.rule, "DT001").name

	def get(self):
		return frappe.get_doc(OBLIGATION, self.name)

	def lines(self) -> list:
		return frappe.get_all(
			EXEMPTION,
			{"obligation": self.name},
			["name", "step", "user", "reason", "student", "unit", "names_student"],
			order_by="creation asc, name asc",
		)

	def test_each_step_is_a_line_with_a_leaf(self) -> None:
		asker = self.get().responsible_user
		with self.as_user(asker):
			exempt.ask(self.get(), "十一月住院", now_datetime())
		with self.as_user(self.lead):
			exempt.decline(self.get(), now_datetime())
			exempt.approve(self.get(), "住院证明在案")
			exempt.withdraw(self.get(), now_datetime())
		found = {(line.step, line.user, line.reason) for line in self.lines()}
		self.assertEqual(
			found,
			{
				("Asked", asker, "十一月住院"),
				("Declined", self.lead, "十一月住院"),
				("Approved", self.lead, "住院证明在案"),
				("Taken Back", self.lead, "住院证明在案"),
			},
		)
		for line in self.lines():
			self.assertEqual((line.student, line.names_student), ("DT001", 1))
			leaf = frappe.db.get_value("Campus Seal Leaf", {"reference_name": line.name}, ["kind", "version"])
			self.assertEqual(leaf, ("Record", 1))
		self.assertEqual(self.get().state, "Open")

	def test_one_line_for_one_approval_however_often_it_is_saved(self) -> None:
		with self.as_user(self.lead):
			exempt.approve(self.get(), "住院")
			self.get().save()
		self.run_rule(self.rule, "2026-11-11")
		self.assertEqual([line.step for line in self.lines()], ["Approved"])

	def test_what_is_refused_leaves_none(self) -> None:
		asker = self.get().responsible_user
		with self.as_user(asker):
			self.assertRaises(DutyExemptionError, exempt.ask, self.get(), " ", now_datetime())
			self.assertRaises(DutyExemptionError, exempt.decline, self.get(), now_datetime())
		self.assertEqual(self.lines(), [])

	def test_nobody_changes_writes_or_deletes_one(self) -> None:
		with self.as_user(self.lead):
			exempt.approve(self.get(), "住院")
		line = frappe.get_doc(EXEMPTION, self.lines()[0].name)
		line.reason = "别的"
		self.assertRaises(AppendOnlyError, line.save)
		self.assertRaises(AppendOnlyError, frappe.delete_doc, EXEMPTION, line.name, force=True)
		forged = {**line.as_dict(), "name": None, "doctype": EXEMPTION}
		self.assertRaises(AppendOnlyError, frappe.get_doc(forged).insert)

	def test_who_reads_them(self) -> None:
		with self.as_user(self.lead):
			exempt.approve(self.get(), "住院")
			self.assertEqual(len(frappe.get_list(EXEMPTION, {"obligation": self.name})), 1)
		with self.as_user(self.get().responsible_user):
			self.assertEqual(len(frappe.get_list(EXEMPTION, {"obligation": self.name})), 1)
