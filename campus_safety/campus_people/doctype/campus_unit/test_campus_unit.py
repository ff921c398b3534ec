import frappe

from campus_safety.access.scopes import held_units
from campus_safety.domain import roles as r
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase


class TestCampusUnit(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		self.school = make.make_unit("树木学院", "School")
		self.college = make.make_unit("树木信息学院", "College", self.school)
		self.other_college = make.make_unit("树木机电学院", "College", self.school)
		self.klass = make.make_unit("树木软件2601班", "Class", self.college)

	def college_of(self, doctype: str, name: str) -> str | None:
		return frappe.db.get_value(doctype, name, "college")

	def test_a_second_school_is_said_once(self) -> None:
		frappe.local.message_log = []
		second = make.make_unit("树木第二学院", "School")
		self.assertEqual(len(frappe.local.message_log), 1, "two schools are most often a slip")
		frappe.local.message_log = []
		frappe.get_doc("Campus Unit", second).save()
		self.assertEqual(frappe.local.message_log, [])

	def test_the_name_is_the_code_or_the_units_own(self) -> None:
		self.assertEqual(self.klass, "树木软件2601班")
		self.assertEqual(
			make.make_unit("树木软件2602班", "Class", self.college, code="ＲＪ ２６０２"), "RJ2602"
		)
		doc = frappe.get_doc("Campus Unit", "RJ2602")
		self.assertEqual(doc.unit_name, "树木软件2602班")

	def test_same_name_in_another_college_gets_a_name_of_its_own(self) -> None:
		twin = make.make_unit("树木软件2601班", "Class", self.other_college)
		self.assertEqual(twin, "树木机电学院-树木软件2601班")

	def test_same_name_in_the_same_place_is_refused(self) -> None:
		twin = frappe.get_doc(
			doctype="Campus Unit",
			unit_name="树木软件2601班 ",
			unit_type="Class",
			parent_campus_unit=self.college,
		)
		with self.assertRaisesRegex(frappe.DuplicateEntryError, "树木软件2601班"):
			twin.insert()

	def test_names_with_markup_slashes_and_emoji(self) -> None:
		name = make.make_unit("<b>软/件</b>😀班", "Class", self.college)
		self.assertNotRegex(name, r"[/<>]")
		self.assertIn("😀", name)
		with self.assertRaises(frappe.ValidationError):
			make.make_unit("///", "Class", self.college)

	def test_places_in_the_tree(self) -> None:
		for unit_type, parent, fine in (
			("College", self.college, False),
			("School", self.college, False),
			("Class", self.klass, False),
			("Department", self.klass, False),
			("Department", self.school, True),
			("Class", self.school, True),
			("Department", self.college, True),
		):
			with self.subTest(unit_type=unit_type, parent=parent):
				unit = frappe.get_doc(
					doctype="Campus Unit",
					unit_name=f"{unit_type}在{parent}",
					unit_type=unit_type,
					parent_campus_unit=parent,
				)
				if fine:
					self.assertTrue(unit.insert().name)
				else:
					self.assertRaises(frappe.ValidationError, unit.insert)

	def test_unknown_parent_is_refused(self) -> None:
		unit = frappe.get_doc(
			doctype="Campus Unit", unit_name="无根班", unit_type="Class", parent_campus_unit="没有的学院"
		)
		self.assertRaises(frappe.LinkValidationError, unit.insert)

	def test_groups_follow_the_type(self) -> None:
		self.assertTrue(frappe.db.get_value("Campus Unit", self.college, "is_group"))
		self.assertFalse(frappe.db.get_value("Campus Unit", self.klass, "is_group"))

	def test_college_of_all_below_and_of_students_follows_a_move(self) -> None:
		section = make.make_unit("树木软件系", "Department", self.college, is_group=1)
		deep = make.make_unit("树木软件2605班", "Class", section)
		student = make.make_student("T2605001", deep)
		self.assertEqual(self.college_of("Campus Student", student), self.college)
		self.assertIsNone(self.college_of("Campus Unit", self.school))
		moving = frappe.get_doc("Campus Unit", section)
		moving.parent_campus_unit = self.other_college
		moving.save()
		self.assertEqual(self.college_of("Campus Unit", section), self.other_college)
		self.assertEqual(self.college_of("Campus Unit", deep), self.other_college)
		self.assertEqual(self.college_of("Campus Student", student), self.other_college)
		self.assertEqual(set(frappe.db.get_descendants("Campus Unit", self.other_college)), {section, deep})

	def test_college_follows_a_rename(self) -> None:
		student = make.make_student("T2601001", self.klass)
		frappe.rename_doc("Campus Unit", self.college, "树木信创学院")
		self.assertEqual(self.college_of("Campus Unit", self.klass), "树木信创学院")
		self.assertEqual(self.college_of("Campus Student", student), "树木信创学院")

	def test_a_unit_does_not_become_its_own_descendant(self) -> None:
		section = make.make_unit("树木环系", "Department", self.college, is_group=1)
		inner = make.make_unit("树木环内系", "Department", section, is_group=1)
		doc = frappe.get_doc("Campus Unit", section)
		doc.parent_campus_unit = inner
		self.assertRaises(frappe.ValidationError, doc.save)

	def test_changing_the_tree_changes_scopes_at_once(self) -> None:
		lead = make.make_user("lead@tree.test", r.COLLEGE_LEAD)
		make.assign(lead, "College Lead", "College", unit=self.college)
		self.assertIn(self.klass, held_units(lead))
		added = make.make_unit("树木新班", "Class", self.college)
		self.assertIn(added, held_units(lead))
		doc = frappe.get_doc("Campus Unit", self.klass)
		doc.parent_campus_unit = self.other_college
		doc.save()
		self.assertNotIn(self.klass, held_units(lead))
		frappe.delete_doc("Campus Unit", added)
		self.assertNotIn(added, held_units(lead))

	def test_a_unit_with_students_is_not_deleted(self) -> None:
		make.make_student("T2601009", self.klass)
		self.assertRaises(frappe.LinkExistsError, frappe.delete_doc, "Campus Unit", self.klass)

	def test_tree_view_shows_each_their_own_part(self) -> None:
		from campus_safety.api.trees import get_children

		counsellor = make.make_user("counsellor@tree.test", r.COUNSELLOR)
		make.assign(counsellor, "Counsellor", "Class", unit=self.klass)
		with self.as_user(counsellor):
			self.assertEqual([row["value"] for row in get_children("Campus Unit")], [self.klass])
		with self.as_user(make.make_user("affairs@tree.test", r.STUDENT_AFFAIRS)):
			self.assertIn(self.college, [row["value"] for row in get_children("Campus Unit", self.school)])
			self.assertRaises((frappe.PermissionError, frappe.ValidationError), get_children, "DocType")
