"""After an uninstall no copy of anybody's data is left; what a school deleted does not come back with a migrate."""

import os

import frappe

from campus_safety.setup import duty_rules, removal, seeded
from campus_safety.setup.alert_kinds import KIND, create_missing_alert_kinds
from campus_safety.setup.notice import CLAUSE, create_missing_clauses
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

STUDENT = "Campus Student"


class TestRemoval(CampusTestCase):
	def test_files_and_copies_go(self) -> None:
		student = make.make_student("RM260001", make.make_unit("拆除2601班", "Class"))
		ours = frappe.get_doc(
			{
				"doctype": "File",
				"file_name": "ours.txt",
				"content": "身份证号",
				"is_private": 1,
				"attached_to_doctype": STUDENT,
				"attached_to_name": student,
			}
		).insert()
		theirs = frappe.get_doc(
			{"doctype": "File", "file_name": "theirs.txt", "content": "别的", "is_private": 1}
		).insert()
		self.addCleanup(lambda: os.path.exists(theirs.get_full_path()) and os.remove(theirs.get_full_path()))
		path = ours.get_full_path()
		frappe.get_doc(
			{
				"doctype": "Notification Log",
				"for_user": "Administrator",
				"subject": "x",
				"document_type": STUDENT,
				"document_name": student,
			}
		).insert()
		frappe.get_doc(
			{"doctype": "Version", "ref_doctype": STUDENT, "docname": student, "data": "{}"}
		).insert()
		self.assertTrue(os.path.exists(path))
		removal.remove_copies()
		self.assertFalse(os.path.exists(path))
		self.assertFalse(frappe.db.exists("File", ours.name))
		for doctype, field in removal.COPIES:
			with self.subTest(doctype):
				self.assertEqual(frappe.db.count(doctype, {field: STUDENT}), 0)
		self.assertEqual(frappe.db.count("Singles", {"doctype": removal.SETTINGS}), 0)
		self.assertTrue(frappe.db.exists("File", theirs.name))
		self.assertTrue(os.path.exists(theirs.get_full_path()), "what is not ours stays")


class TestSeededOnce(CampusTestCase):
	def setUp(self) -> None:
		super().setUp()
		create_missing_clauses()
		create_missing_alert_kinds()
		duty_rules.create_missing_rules()

	def test_what_a_school_deleted_stays_deleted(self) -> None:
		frappe.db.delete(KIND, {"name": "Nomination"})
		frappe.db.delete(duty_rules.RULE, {"seed_key": "patrol"})
		frappe.db.delete(CLAUSE, {"name": "六"})
		create_missing_clauses()
		create_missing_alert_kinds()
		duty_rules.create_missing_rules()
		self.assertFalse(frappe.db.exists(KIND, "Nomination"))
		self.assertFalse(frappe.db.exists(duty_rules.RULE, {"seed_key": "patrol"}))
		self.assertFalse(frappe.db.exists(CLAUSE, "六"))

	def test_what_a_new_version_brings_is_made_and_another_install_begins_anew(self) -> None:
		self.assertTrue(seeded.is_new(KIND, "Quite New", exists=False))
		self.assertFalse(seeded.is_new(KIND, "Quite New", exists=False))
		self.assertFalse(seeded.is_new(KIND, "Made By The School", exists=True))
		seeded.forget()
		self.assertTrue(seeded.is_new(KIND, "Quite New", exists=False))
