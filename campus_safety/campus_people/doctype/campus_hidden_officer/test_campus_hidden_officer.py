"""Hidden officers: ciphertext, their circle and nobody else, no way out; those of before are moved and leave nothing behind."""

import frappe
from frappe.utils import add_days, nowdate

from campus_safety.access.secrets import decrypt, is_encrypted
from campus_safety.domain import roles as r
from campus_safety.engines.opening.reveal import reveal
from campus_safety.services.people import hidden_officers
from campus_safety.services.people.hidden_officers import ASSIGNMENT, OFFICER
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

STUDENT = "HO2026001"
SECRETS = ("officer", "looks_at", "phone", "notes")


class HiddenCase(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		school = make.make_unit("隐蔽学院", "School")
		self.college = make.make_unit("隐蔽信息学院", "College", school)
		self.klass = make.make_unit("隐蔽2601班", "Class", self.college)
		make.make_student(STUDENT, self.klass, student_name="藏身甲")
		self.safety = make.make_user("hidden-safety@officer.test", r.SAFETY_OFFICE)
		self.colleague = make.make_user("hidden-other@officer.test", r.SAFETY_OFFICE)
		self.intake = make.make_user("hidden-intake@officer.test", r.SAFETY_OFFICE)
		make.assign(self.intake, "Report Intake", "School", unit=school)
		self.head = make.make_user("hidden-head@officer.test", r.PSYCH_HEAD)
		self.lead = make.make_user("hidden-lead@officer.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)
		self.affairs = make.make_user("hidden-affairs@officer.test", r.STUDENT_AFFAIRS)

	def write(self, user: str | None = None, **values):
		with self.as_user(user or self.safety):
			return frappe.get_doc(
				{
					"doctype": OFFICER,
					"officer": STUDENT,
					"looks_at": "三号楼",
					"notes": "班会后谈妥",
					**values,
				}
			).insert()


class TestHiddenOfficer(HiddenCase):
	def test_who_it_is_stands_in_no_column(self) -> None:
		officer = self.write(phone="13900001234")
		row = frappe.db.get_value(OFFICER, officer.name, "*", as_dict=True)
		self.assertTrue(all(is_encrypted(row[field]) for field in SECRETS))
		self.assertEqual(decrypt(row.officer), f"{STUDENT} 藏身甲")
		stored = frappe.as_json({**row, **dict.fromkeys(SECRETS)})
		for word in (STUDENT, "藏身甲", self.klass, self.college):
			self.assertNotIn(word, stored)

	def test_a_member_of_staff_by_their_account_and_nobody_unknown(self) -> None:
		officer = self.write(officer=f"{self.lead} 某某")
		self.assertTrue(decrypt(officer.officer).startswith(f"{self.lead} "))
		for nobody in ("没有的学号", "   "):
			with self.subTest(nobody):
				self.assertRaises(frappe.ValidationError, self.write, officer=nobody)

	def test_its_circle_and_nobody_else(self) -> None:
		officer = self.write()
		for user, opens in (
			(self.safety, True),
			(self.head, True),
			(self.intake, True),
			(self.colleague, False),
			(self.lead, False),
			(self.affairs, False),
			(make.make_user("hidden-manager@officer.test", r.SYSTEM_MANAGER), False),
		):
			with self.subTest(user=user), self.as_user(user):
				self.assertIs(bool(frappe.has_permission(OFFICER, "read", doc=officer.name)), opens)
				may_list = frappe.has_permission(OFFICER, "read")
				self.assertEqual(bool(may_list and frappe.get_list(OFFICER, {"name": officer.name})), opens)

	def test_each_opening_of_the_text_is_logged(self) -> None:
		officer = self.write()
		with self.as_user(self.intake):
			self.assertEqual(
				reveal(OFFICER, officer.name, "核实上报线索")["fields"]["officer"], f"{STUDENT} 藏身甲"
			)
		opened = {"reference_name": officer.name, "action": "Reveal", "user": self.intake}
		self.assertTrue(frappe.db.exists("Campus Access Log", opened))

	def test_no_way_out(self) -> None:
		officer, meta = self.write(), frappe.get_meta(OFFICER)
		self.assertFalse(meta.allow_import)
		for right in ("print", "export", "share", "report", "email", "delete"):
			with self.subTest(right), self.as_user(self.safety):
				self.assertFalse(frappe.has_permission(OFFICER, right, doc=officer.name))
		with self.as_user(self.head):
			self.assertRaises(frappe.PermissionError, frappe.delete_doc, OFFICER, officer.name)

	def test_its_author_changes_it_and_its_circle_ends_it(self) -> None:
		officer = self.write(occurred_on=add_days(nowdate(), -1))
		with self.as_user(self.head):
			doc = frappe.get_doc(OFFICER, officer.name)
			doc.to_date = nowdate()
			doc.save()
			doc.notes = "另一个说法"
			self.assertRaises(frappe.PermissionError, doc.save)
		with self.as_user(self.safety):
			doc = frappe.get_doc(OFFICER, officer.name)
			doc.to_date = add_days(nowdate(), -2)
			self.assertRaises(frappe.ValidationError, doc.save)


class TestOfBefore(HiddenCase):
	def before(self) -> str:
		name = make.assign_hidden(self.lead, "Class", unit=self.klass)
		values = {"notes": "从前的约定", "holder_phone": "13900005678", "owner": self.safety}
		frappe.db.set_value(ASSIGNMENT, name, values, update_modified=False)
		return name

	def test_the_old_post_is_moved_and_leaves_nothing(self) -> None:
		name, known = self.before(), set(frappe.get_all(OFFICER, pluck="name"))
		self.assertGreaterEqual(hidden_officers.take_out_of_the_network(), 1)
		self.assertFalse(frappe.db.exists(ASSIGNMENT, name))
		moved = [
			row
			for row in frappe.get_all(OFFICER, {"name": ("not in", known or [""])}, ["*"])
			if decrypt(row.officer).startswith(self.lead)
		]
		self.assertEqual(len(moved), 1)
		self.assertEqual((decrypt(moved[0].notes), decrypt(moved[0].phone)), ("从前的约定", "13900005678"))
		self.assertEqual((moved[0].recorded_by, str(moved[0].occurred_on)), (self.safety, "2020-09-01"))
		self.assertIn(self.klass, decrypt(moved[0].looks_at))
		leaves = frappe.get_all(
			"Campus Seal Leaf", {"reference_doctype": ASSIGNMENT, "reference_name": name}, ["kind", "salt"]
		)
		self.assertFalse([leaf for leaf in leaves if leaf.salt])
		self.assertFalse(frappe.db.exists("Version", {"ref_doctype": ASSIGNMENT, "docname": name}))
		self.assertEqual(frappe.db.count(ASSIGNMENT, {"is_covert": 1}), 0)

	def test_what_is_preserved_stays_until_it_is_released(self) -> None:
		name = self.before()
		hold = {"subject_type": "Record", "reference_doctype": ASSIGNMENT, "reference_name": name}
		frappe.get_doc({"doctype": "Campus Legal Hold", "reason": "公安调取", **hold}).insert()
		hidden_officers.take_out_of_the_network()
		self.assertTrue(frappe.db.exists(ASSIGNMENT, name))
