import frappe
from frappe.utils import add_years, getdate, nowdate

from campus_safety.access.secrets import decrypt
from campus_safety.domain import roles as r
from campus_safety.domain.people.identity_card import check_character
from campus_safety.exceptions import AppOwnedFieldError, OutOfScopeError
from campus_safety.services.people import minors
from campus_safety.services.people.identity import reveal_id_no
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase


def id_number(first_seventeen: str) -> str:
	"""A made-up number with a right check digit."""
	return first_seventeen + check_character(first_seventeen)


class TestCampusStudent(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		school = make.make_unit("学籍学院", "School")
		self.college = make.make_unit("学籍信息学院", "College", school)
		self.other_college = make.make_unit("学籍机电学院", "College", school)
		self.klass = make.make_unit("学籍软件2601班", "Class", self.college)
		self.other_class = make.make_unit("学籍数控2601班", "Class", self.other_college)
		self.student = frappe.get_doc("Campus Student", make.make_student("S2026001", self.klass))
		self.counsellor = make.make_user("counsellor@student.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass)
		self.lead = make.make_user("lead@student.test", r.COLLEGE_LEAD)
		make.assign(self.lead, "College Lead", "College", unit=self.college)

	def make(self, student_no: str, **values):
		return frappe.get_doc(
			{
				"doctype": "Campus Student",
				"student_no": student_no,
				"student_name": "测试生",
				"unit": self.klass,
				"residence_type": "Day Student",
				**values,
			}
		)

	# numbers and names

	def test_student_numbers(self) -> None:
		self.assertEqual(self.make(" ２０２６９９９ ").insert().name, "2026999")
		for wrong in ("", "20/26", "2026 😀", "学号", "../etc"):
			with self.subTest(wrong=wrong):
				self.assertRaises(frappe.ValidationError, self.make(wrong).insert)

	def test_duplicate_number_is_refused(self) -> None:
		self.assertRaises(frappe.DuplicateEntryError, self.make("S2026001").insert)

	def test_rare_characters_and_emoji_in_names(self) -> None:
		doc = self.make("S2026002", student_name=" 𠮷田😀\x00 ").insert()
		self.assertEqual(frappe.db.get_value("Campus Student", doc.name, "student_name"), "𠮷田😀")

	def test_unknown_class_is_refused(self) -> None:
		self.assertRaises(frappe.LinkValidationError, self.make("S2026003", unit="没有的班").insert)

	def test_the_school_is_no_class(self) -> None:
		self.assertRaises(frappe.ValidationError, self.make("S2026003", unit="学籍学院").insert)

	def test_college_comes_from_the_class(self) -> None:
		self.assertEqual(self.student.college, self.college)
		self.student.unit = self.other_class
		self.student.college = self.college
		self.student.save()
		self.assertEqual(self.student.college, self.other_college)

	def test_renaming_corrects_the_number(self) -> None:
		frappe.rename_doc("Campus Student", "S2026001", "S2026009")
		self.assertEqual(frappe.db.get_value("Campus Student", "S2026009", "student_no"), "S2026009")

	# guardians, telephones

	def test_exactly_one_guardian_is_rung_first(self) -> None:
		self.student.extend(
			"guardians",
			[
				{"guardian_name": "甲", "relation": "父亲", "mobile": "138 0000 0001"},
				{"guardian_name": "乙", "relation": "母亲", "mobile": "13800000002", "is_primary": 1},
				{"guardian_name": "丙", "relation": "祖父", "mobile": "13800000003", "is_primary": 1},
			],
		)
		self.student.save()
		self.assertEqual([row.is_primary for row in self.student.guardians], [0, 1, 0])
		self.assertEqual(self.student.guardians[0].mobile, "13800000001")

	def test_telephones(self) -> None:
		self.student.mobile = "不知道"
		self.assertRaises(frappe.ValidationError, self.student.save)

	# identity number

	def test_id_number_is_masked_encrypted_and_read(self) -> None:
		number = id_number("37010220080229001")
		self.student.id_no = number
		self.student.save()
		row = frappe.db.get_value("Campus Student", self.student.name, "*", as_dict=True)
		self.assertEqual(row.id_no, f"3701**********{number[-4:]}")
		self.assertNotIn(number, str(row))
		self.assertEqual(decrypt(row.id_no_encrypted), number)
		self.assertEqual((row.birth_date, row.gender), (getdate("2008-02-29"), "Male"))
		versions = frappe.get_all("Version", filters={"docname": self.student.name}, pluck="data")
		self.assertNotIn(number, str(versions))

	def test_saving_the_mask_keeps_the_number(self) -> None:
		self.student.id_no = id_number("37010220080229001")
		self.student.save()
		stored = self.student.id_no_encrypted
		again = frappe.get_doc("Campus Student", self.student.name)
		again.id_no_encrypted = "forged"
		again.home_address = "济南"
		again.save()
		self.assertEqual(again.id_no_encrypted, stored)
		again.id_no = ""
		again.save()
		self.assertFalse(frappe.db.get_value("Campus Student", self.student.name, "id_no_encrypted"))

	def test_wrong_numbers_are_refused_without_repeating_them(self) -> None:
		number = id_number("37010220080229001")
		wrong_digit = number[:-1] + ("1" if number[-1] != "1" else "2")
		for wrong in (
			wrong_digit,
			number[:15],
			number[:17],
			"370102200802300019",
			"3701**********0000",
			"三七〇一",
		):
			with self.subTest(wrong=wrong):
				student = frappe.get_doc("Campus Student", self.student.name)
				student.id_no = wrong
				with self.assertRaises(frappe.ValidationError) as refused:
					student.save()
				self.assertNotIn(wrong, str(refused.exception))

	def test_revealing_needs_scope_and_reason_and_is_logged(self) -> None:
		number = id_number("37010220080229001")
		self.student.id_no = number
		self.student.save()
		before = frappe.db.count("Campus Access Log")
		with self.as_user(self.counsellor):
			self.assertRaises(frappe.ValidationError, reveal_id_no, self.student.name, " ")
			self.assertEqual(reveal_id_no(self.student.name, "办理医保"), number)
		self.assertEqual(frappe.db.count("Campus Access Log"), before + 1)
		for user in (
			make.make_user("other@student.test", r.COUNSELLOR),
			make.make_user("psych@student.test", r.PSYCH_HEAD),
			make.make_user("manager@student.test", r.SYSTEM_MANAGER),
			"Administrator",
		):
			with self.subTest(user=user), self.as_user(user):
				self.assertRaises(frappe.PermissionError, reveal_id_no, self.student.name, "想看一看")

	# age

	def test_minor_is_computed_and_kept_current(self) -> None:
		self.student.birth_date = add_years(nowdate(), -17)
		self.student.is_minor = 0
		self.student.save()
		self.assertEqual(self.student.is_minor, 1)
		frappe.db.set_value("Campus Student", self.student.name, "birth_date", add_years(nowdate(), -18))
		minors.refresh(getdate(nowdate()))
		self.assertEqual(frappe.db.get_value("Campus Student", self.student.name, "is_minor"), 0)
		self.student.reload()
		self.student.birth_date = "2999-01-01"
		self.assertRaises(frappe.ValidationError, self.student.save)

	# who may do what

	def test_class_staff_keep_contact_and_nothing_else(self) -> None:
		with self.as_user(self.counsellor):
			student = frappe.get_doc("Campus Student", self.student.name)
			student.home_address = "济南市历下区"
			student.append("guardians", {"guardian_name": "甲", "relation": "父亲", "mobile": "13800000001"})
			student.save()
			for field, value in (
				("student_name", "改名"),
				("status", "Graduated"),
				("unit", self.other_class),
			):
				with self.subTest(field=field):
					student = frappe.get_doc("Campus Student", self.student.name)
					student.set(field, value)
					self.assertRaises(AppOwnedFieldError, student.save)
			self.assertRaises(frappe.PermissionError, self.make("S2026005").insert)
			self.assertRaises(frappe.PermissionError, student.delete)

	def test_college_lead_stays_within_the_college(self) -> None:
		with self.as_user(self.lead):
			self.assertEqual(self.make("S2026006").insert().college, self.college)
			self.assertRaises(OutOfScopeError, self.make("S2026007", unit=self.other_class).insert)
			student = frappe.get_doc("Campus Student", self.student.name)
			student.unit = self.other_class
			self.assertRaises(OutOfScopeError, student.save)

	def test_union_of_classes_and_dormitories(self) -> None:
		building = make.make_dormitory("学籍苑", "Building")
		room = make.make_dormitory("101", "Room", building)
		lodger = make.make_student("S2026101", self.other_class, residence_type="Dormitory", dormitory=room)
		make.make_student("S2026102", self.other_class)
		both = make.make_user("both@student.test", r.COUNSELLOR, r.DORM_MANAGER)
		make.assign(both, "Class Adviser", "Class", unit=self.klass)
		make.assign(both, "Dorm Manager", "Dormitory", dormitory=building)
		with self.as_user(both):
			self.assertEqual(
				frappe.get_list("Campus Student", pluck="name", order_by="name"), ["S2026001", lodger]
			)

	def test_staff_without_assignment_see_nobody(self) -> None:
		for role in (
			r.COUNSELLOR,
			r.CLASS_ADVISER,
			r.MENTOR,
			r.DORM_MANAGER,
			r.COLLEGE_LEAD,
			r.ACADEMIC_AFFAIRS,
		):
			with (
				self.subTest(role=role),
				self.as_user(make.make_user(f"{frappe.scrub(role)}@nobody.test", role)),
			):
				self.assertEqual(frappe.get_list("Campus Student"), [])
				self.assertFalse(frappe.has_permission("Campus Student", "read", doc="S2026001"))

	def test_security_office_reads_no_students(self) -> None:
		with self.as_user(make.make_user("security@student.test", r.SECURITY_OFFICE)):
			self.assertRaises(frappe.PermissionError, frappe.get_list, "Campus Student")

	def test_lists_by_class_and_by_college_have_their_index(self) -> None:
		"""Without one the framework sorts every student of the school for each page of a list."""
		columns = {}
		for row in frappe.db.sql("show index from `tabCampus Student`", as_dict=True):
			columns.setdefault(row.Key_name, {})[row.Seq_in_index] = row.Column_name
		indexes = [tuple(column for _position, column in sorted(index.items())) for index in columns.values()]
		for wanted in (
			("unit", "student_no"),
			("college", "student_no"),
			("dormitory_building", "student_no"),
		):
			self.assertIn(wanted, indexes)
