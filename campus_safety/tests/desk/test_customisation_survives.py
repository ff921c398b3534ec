"""What a school has changed stays as it is through an update: everything that a migrate seeds or syncs of ours.

A migrate commits, so each test puts back what it changed.
"""

import frappe
from frappe.utils.fixtures import sync_fixtures

from campus_safety.domain import roles as r
from campus_safety.install import after_migrate
from campus_safety.setup.duty_rules import create_missing_approvers
from campus_safety.tests.base import WorldTestCase

SETTINGS = "Campus Safety Settings"


class TestCustomisationSurvives(WorldTestCase):
	def change(self, doctype: str, name: str, **values) -> None:
		"""As a person would, past the rules of the moment: what counts is that it is there afterwards."""
		before = frappe.db.get_value(doctype, name, list(values), as_dict=True)
		self.addCleanup(self.put_back, doctype, name, before)
		frappe.db.set_value(doctype, name, values)
		self.kept.append((doctype, name, values))

	def put_back(self, doctype: str, name: str, values: dict) -> None:
		frappe.db.set_value(doctype, name, values)
		frappe.db.commit()  # as it was committed
		frappe.clear_cache(doctype=SETTINGS)

	def set(self, field: str, value) -> None:
		self.addCleanup(self.set_back, field, frappe.db.get_singles_dict(SETTINGS).get(field))
		frappe.db.set_single_value(SETTINGS, field, value)

	def set_back(self, field: str, value) -> None:
		frappe.db.set_single_value(SETTINGS, field, value)
		frappe.db.commit()  # as above

	def setUp(self) -> None:
		super().setUp()
		self.kept: list[tuple[str, str, dict]] = []

	def change_records(self) -> None:
		self.change("Campus Risk Level", "Yellow", talk_every_days=9)
		self.change("Campus Risk Factor", "Other", enabled=0)
		self.change("Campus Network Position", "Room Leader", one_per_scope=0)
		rule = frappe.db.get_value("Campus Duty Rule", {"seed_key": "heart_talk"})
		self.change("Campus Duty Rule", rule, min_count=3, enabled=0)
		self.change(
			"Campus Notice Clause", frappe.db.get_value("Campus Notice Clause", {}), title="学校自己的说法"
		)
		layout = frappe.db.get_value("Campus Ledger Layout", {})
		self.change("Campus Ledger Layout", layout, title="本校台账")
		workflow = "Campus Home Visit Workflow"
		self.change("Workflow", workflow, is_active=0)
		transition = frappe.db.get_value("Workflow Transition", {"parent": workflow})
		self.change("Workflow Transition", transition, allowed=r.STUDENT_AFFAIRS)
		for table, field, value in (
			("Campus Absence Step", "after_minutes", 17),
			("Campus Leave Ladder Step", "up_to_days", 2.5),
			("Campus Role Choice", "role", r.QUALITY_OFFICE),
		):
			self.change(table, frappe.db.get_value(table, {"parent": SETTINGS}), **{field: value})
		self.change("List View Settings", "Campus Student", total_fields="5")

	def change_settings(self) -> None:
		for field, value in (
			("data_request_days", 10),
			("shortest_reason", 8),
			("duty_digest_time", "06:30:00"),
			("late_credit", 20),
			("gate_fills_roll", 0),
		):
			self.set(field, value)

	def test_records_settings_workflows_and_ladders(self) -> None:
		self.change_records()
		self.change_settings()
		counts = {doctype: frappe.db.count(doctype) for doctype, _name, _values in self.kept}
		for _time in range(2):
			after_migrate()
			sync_fixtures("campus_safety")
		for doctype, name, values in self.kept:
			with self.subTest(doctype):
				found = frappe.db.get_value(doctype, name, list(values), as_dict=True)
				self.assertEqual(
					{field: str(value) for field, value in found.items()},
					{f: str(v) for f, v in values.items()},
				)
				self.assertEqual(frappe.db.count(doctype), counts[doctype], "nothing is seeded twice")
		present = frappe.db.get_singles_dict(SETTINGS)
		self.assertEqual(
			[
				str(present[field])
				for field in ("data_request_days", "shortest_reason", "late_credit", "gate_fills_roll")
			],
			["10", "8", "20", "0"],
		)
		self.assertEqual(str(present["duty_digest_time"]), "06:30:00")

	def test_what_a_school_has_taken_out_stays_out(self) -> None:
		table = {"parent": SETTINGS, "parentfield": "exemption_approvers"}
		rows = frappe.get_all("Campus Role Choice", table, pluck="name")
		self.addCleanup(self.name_approvers_anew)
		frappe.db.delete("Campus Role Choice", {"name": ("in", rows[1:])})
		after_migrate()
		self.assertEqual(frappe.get_all("Campus Role Choice", table, pluck="name"), rows[:1])

	def name_approvers_anew(self) -> None:
		frappe.db.delete("Campus Role Choice", {"parent": SETTINGS, "parentfield": "exemption_approvers"})
		create_missing_approvers()
		frappe.db.commit()  # as above

	def test_fields_labels_rights_and_words_of_the_school(self) -> None:
		"""As rows: a field is a column, and the database commits before it makes one."""
		made = (
			{
				"doctype": "Custom Field",
				"dt": "Campus Heart Talk",
				"fieldname": "custom_mood",
				"fieldtype": "Data",
				"label": "心情",
			},
			{
				"doctype": "Property Setter",
				"doc_type": "Campus Heart Talk",
				"field_name": "topics",
				"property": "label",
				"value": "谈话主题",
				"doctype_or_field": "DocField",
				"property_type": "Data",
			},
			{"doctype": "Custom DocPerm", "parent": "Campus Heart Talk", "role": r.QUALITY_OFFICE, "read": 1},
			{"doctype": "Translation", "language": "zh", "source_text": "Excellent", "translated_text": "优"},
		)
		names = []
		for number, values in enumerate(made):
			document = frappe.get_doc({"name": f"campus-kept-{number}", **values})
			document.db_insert()
			self.addCleanup(self.take_out, document.doctype, document.name)
			names.append((document.doctype, document.name))
		after_migrate()
		sync_fixtures("campus_safety")
		for doctype, name in names:
			self.assertTrue(frappe.db.exists(doctype, name), doctype)

	def take_out(self, doctype: str, name: str) -> None:
		frappe.db.delete(doctype, {"name": name})
		frappe.db.commit()  # as above
		frappe.clear_cache(doctype="Campus Heart Talk")
