"""Whatever holds personal data says what for and how long (PIPL 55–56); whoever holds none says nothing."""

import frappe

from campus_safety.access.purposes import PURPOSES
from campus_safety.access.rules import RULES
from campus_safety.access.settings import get_number
from campus_safety.campus_evidence.report.campus_processing_record import campus_processing_record
from campus_safety.domain.visibility import Level
from campus_safety.tests.base import CampusTestCase

PEOPLE = ("User", "Campus Student")


def holds_people(doctype: str) -> bool:
	"""By its level, or because it names somebody: in a link of its own or of its rows."""
	if RULES[doctype].level is not Level.L1:
		return True
	meta = frappe.get_meta(doctype)
	metas = [meta, *(frappe.get_meta(table.options) for table in meta.get_table_fields())]
	return any(
		field.fieldtype == "Link" and field.options in PEOPLE for each in metas for field in each.fields
	)


class TestPurposes(CampusTestCase):
	def test_every_doctype_with_personal_data_has_one(self) -> None:
		own = {doctype for doctype, rule in RULES.items() if not rule.parent}
		wanted = {doctype for doctype in own if holds_people(doctype)}
		self.assertGreater(len(wanted), 30)
		self.assertEqual(wanted, set(PURPOSES))

	def test_each_says_everything(self) -> None:
		for doctype, each in PURPOSES.items():
			with self.subTest(doctype):
				for said in (each.purpose, each.people, each.categories, each.basis, each.retention):
					self.assertTrue(said.strip())
				self.assertEqual("{0}" in each.retention, bool(each.setting))
				if each.setting:
					self.assertGreater(get_number(each.setting), 0)

	def test_what_has_a_setting_is_deleted_by_a_job_of_ours(self) -> None:
		"""A retention that nobody carries out is a false statement to the authority."""
		self.assertEqual(
			{each.setting for each in PURPOSES.values() if each.setting},
			{"import_keep_days", "gate_retention_days", "gate_visit_keep_days"},
			"jobs/campus_imports.py, jobs/campus_gate.py and jobs/campus_defence.py delete these; a further one needs its job",
		)

	def test_the_record_says_it_for_all(self) -> None:
		columns, rows = campus_processing_record.execute({})
		self.assertEqual(len(rows), len(PURPOSES))
		for row in rows:
			self.assertEqual({column["fieldname"] for column in columns}, set(row))
			self.assertTrue(all(row.values()), row)
		protected = [
			row for row in campus_processing_record.execute({"level": "L3"})[1] if row["level"] == "L3"
		]
		encrypted = [row for row in protected if frappe._("narrative encrypted") in row["place"]]
		self.assertGreaterEqual(len(encrypted), 4)
		for row in protected:
			self.assertNotIn("System Manager", row["readers"])
