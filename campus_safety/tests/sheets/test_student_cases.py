"""Lists of students from the field, each with its right value: put through preview and import by both readers."""

import json

import frappe
import openpyxl

from campus_safety.access.secrets import decrypt
from campus_safety.engines.sheets import run as importing
from campus_safety.tests import factories as make
from campus_safety.tests.bases.student_imports import (
	CLASS,
	COLLEGE,
	HEADERS,
	ByOpenpyxl,
	ImportTestCase,
	imported,
	previewed,
	run,
	workbook,
)
from campus_safety.tests.sheets.case_files import FOLDER, case

OPENERS = {"again_1_first.xlsx", "merged_down_existing_1_first.xlsx"}


class TestStudentCases(ImportTestCase):
	def setUp(self) -> None:
		super().setUp()
		frappe.set_user(self.office)

	def set_up_once(self) -> None:
		super().set_up_once()
		engineering = make.make_unit("信息工程系", "College", self.school)
		nursing = make.make_unit("护理学院", "College", self.school)
		for name in ("24级软件1班", "24级软件2班"):
			make.make_unit(name, "Class", engineering)
		self.namesakes = [
			make.make_unit(f"24级同名班{number}", "Class", college)
			for number, college in enumerate((engineering, nursing))
		]
		for unit in self.namesakes:
			frappe.db.set_value("Campus Unit", unit, "unit_name", "24级同名班")
		make.make_unit("2024护理3班", "Class", nursing)
		self.first = make.make_dormitory("1号楼", "Building")
		self.rooms = {
			number: make.make_dormitory(str(number), "Room", self.first) for number in range(101, 108)
		}

	def take(self, name: str, **values):
		"""Preview and import. Returns the document, what the preview said beside it, and the codes' sentences by row."""
		document = previewed(case(name), name, **values)
		said = json.loads(document.preview)
		run(document)
		return document, said

	def notes(self, said: dict) -> list[tuple[str, int]]:
		return [(note["text"], note["count"]) for note in said["notes"]]

	def reasons(self, document) -> list[str]:
		return [row.reason for row in document.issues]

	def assert_all_created(self, name: str, count: int):
		document, said = self.take(name)
		self.assertEqual(
			(document.status, document.created, self.reasons(document)), ("Completed", count, [])
		)
		return said

	def assert_refused(self, name: str, count: int, words: str):
		document, _said = self.take(name)
		self.assertEqual((document.created, document.changed, document.refused), (0, 0, count))
		for reason in self.reasons(document):
			self.assertIn(words, reason)
		return document

	# digits

	def test_identity_numbers_as_numbers(self) -> None:
		self.assert_refused("id_as_number_that_still_fits.xlsx", 3, "dropped digits")

	def test_long_student_numbers_as_numbers(self) -> None:
		self.assert_refused("long_student_number_as_number.xlsx", 3, "dropped digits")

	def test_noughts_by_format(self) -> None:
		self.assert_all_created("zeros_by_format.xlsx", 2)
		self.assertTrue(self.exists("001024017") and self.exists("001024018"))

	def test_numbers_as_text(self) -> None:
		self.assert_all_created("numbers_as_text.xlsx", 6)
		for number in ("00GV17", "000123", "2E10", "24E5"):
			self.assertEqual(self.student(number).name, number)

	def test_equals_sign_and_quotation_marks(self) -> None:
		self.assert_all_created("csv_equal_quotes.csv", 2)
		self.assertTrue(self.exists("0240031"))

	# who it is

	def test_school_number_beside_the_national_one(self) -> None:
		self.assert_all_created("two_numbers_school_and_national.xlsx", 2)
		self.assertTrue(self.exists("GV500") and self.exists("GV501"))
		self.assertFalse(frappe.db.exists("Campus Student", {"student_no": ("like", "G3701%")}))

	def test_number_given_to_another(self) -> None:
		self.assert_all_created("again_1_first.xlsx", 3)
		before = self.student("GVM002")
		document, _said = self.take("again_3_number_given_to_another.xlsx")
		self.assertEqual((document.changed, document.refused), (0, 1))
		self.assertIn("卓一凡", self.reasons(document)[0])
		after = self.student("GVM002")
		self.assertEqual(
			(after.student_name, after.birth_date, after.id_no),
			(before.student_name, before.birth_date, before.id_no),
		)

	def test_same_person_under_another_number(self) -> None:
		self.assert_all_created("again_1_first.xlsx", 3)
		document = self.assert_refused("again_4_same_person_new_number.xlsx", 1, "GVM003")
		self.assertNotIn("370102200503033217", json.dumps(document.as_dict(), default=str))
		self.assertFalse(self.exists("GVM099"))

	def test_the_form_refuses_a_known_identity_number_as_well(self) -> None:
		self.assert_all_created("again_1_first.xlsx", 3)
		student = make.make_student("GVM098", self.klass)
		student = frappe.get_doc("Campus Student", getattr(student, "name", student))
		student.id_no = "370102200503033217"
		with self.assertRaisesRegex(frappe.ValidationError, "GVM003"):
			student.save()
		frappe.db.set_value("Campus Student", "GVM003", "status", "Graduated")
		student.reload()
		student.id_no = "370102200503033217"
		student.save()  # another course at the same school: told, not refused

	def test_withdrawn_and_not_said_to_be_back(self) -> None:
		self.assert_all_created("again_1_first.xlsx", 3)
		document, said = self.take("again_2_reenrolled_no_status.xlsx")
		self.assertEqual((document.unchanged, document.refused), (1, 0))
		self.assertIn("has withdrawn", self.notes(said)[0][0])
		self.assertEqual(self.student("GVM001").status, "Withdrawn")

	def test_other_papers(self) -> None:
		self.assert_all_created("other_papers.xlsx", 4)
		passport = self.student("GVN002")
		self.assertEqual((passport.id_type, decrypt(passport.id_no_encrypted)), ("Passport", "M12345678"))
		self.assertNotIn("M12345678", passport.id_no)
		resident = self.student("GVN003")
		self.assertEqual((resident.id_type, str(resident.birth_date)), ("Identity Card", "2005-06-06"))
		self.assertEqual(self.student("GVN004").id_type, "Travel Permit")

	def test_names(self) -> None:
		document, _said = self.take("names.xlsx")
		self.assertEqual((document.created, document.refused), (22, 1))
		self.assertIn("private font", self.reasons(document)[0])
		dotted = {self.student(f"GVD{number:03}").student_name for number in range(14)}
		self.assertEqual(dotted, {"阿卜杜拉·麦麦提"})
		self.assertEqual(self.student("GVD018").student_name, "高方")
		self.assertEqual(self.student("GVD021").student_name, "𰻝小龙")

	def test_remarks_in_names(self) -> None:
		document, _said = self.take("names_with_remarks.xlsx")
		self.assertEqual((document.created, document.refused), (0, 4))
		self.assertEqual(sum("no part of the name" in reason for reason in self.reasons(document)), 3)

	# the form of the list

	def test_merged_rooms_of_known_students(self) -> None:
		self.assert_all_created("merged_down_existing_1_first.xlsx", 4)
		document, _said = self.take("merged_down_existing_2_rooms.xlsx")
		self.assertEqual((document.changed, self.reasons(document)), (4, []))
		for number in range(4):
			student = self.student(f"GV300{number}")
			self.assertEqual((student.dormitory, student.bed_no), (self.rooms[103], str(number + 1)))

	def test_merged_class_and_room_of_new_students(self) -> None:
		self.assert_all_created("merged_down_new.xlsx", 4)
		self.assertEqual({self.student(f"GV200{number}").dormitory for number in range(4)}, {self.rooms[101]})

	def test_two_halves(self) -> None:
		with self.assertRaisesRegex(frappe.ValidationError, "column E"):
			previewed(case("two_halves_side_by_side.xlsx"))

	def test_header_of_a_real_list(self) -> None:
		self.assert_all_created("college_header.xlsx", 2)
		self.assertEqual([self.student(number).unit for number in ("GV6001", "GV6002")], self.namesakes)

	def test_hidden_rows(self) -> None:
		said = self.assert_all_created("filtered_rows.xlsx", 6)
		self.assertEqual(said["hidden_rows"], 3)

	def test_packages_that_excel_opens(self) -> None:
		for name in ("strict_ooxml.xlsx", "backslash_names.xlsx", "shared_strings_capital.xlsx"):
			with self.subTest(name):
				document, _said = self.take(name)
				self.assertEqual((document.status, self.reasons(document)), ("Completed", []))
				self.assertEqual(document.created + document.unchanged, 1 if "strict" in name else 2)

	def test_one_nul_in_a_small_file(self) -> None:
		document, _said = self.take("csv_one_nul.csv")
		self.assertEqual((document.created, document.refused), (1, 1))
		self.assertIn("control characters", self.reasons(document)[0])

	def test_month_of_birth_as_number(self) -> None:
		self.assert_all_created("birth_month_october_as_number.xlsx", 1)
		self.assertEqual(str(self.student("GV7001").birth_date), "2005-10-17")

	def test_marked_file_names_the_rows_where_they_stand(self) -> None:
		document, _said = self.take("duplicate_rows_marked.xlsx")
		url = importing.make_report(document)
		path = frappe.get_doc("File", {"file_url": url}).get_full_path()
		sheet = openpyxl.load_workbook(path).active
		self.assertEqual([sheet.cell(row, 1).value for row in (3, 6)], ["GVX001", "GVX001"])
		self.assertIn("row 6", sheet.cell(3, 4).value)
		self.assertIn("row 3", sheet.cell(6, 4).value)

	# rooms, beds, parents

	def test_rooms_with_beds(self) -> None:
		self.assert_all_created("rooms_with_bed.xlsx", 6)
		places = [
			(doc.dormitory, doc.bed_no or "")
			for doc in (self.student(f"GVQ00{number}") for number in range(6))
		]
		wanted = [(101, "4"), (102, "3"), (103, "2"), (104, ""), (105, ""), (106, "")]
		self.assertEqual(places, [(self.rooms[room], bed) for room, bed in wanted])

	def test_a_bed_is_never_made_a_room(self) -> None:
		frappe.db.set_value("Campus Dormitory", self.rooms[101], "disabled", 1)
		document, _said = self.take("rooms_with_bed.xlsx", create_missing_rooms=1)
		self.assertEqual(document.refused, 1)
		self.assertIn("may be a room or a bed", self.reasons(document)[0])

	def test_two_in_one_bed(self) -> None:
		said = self.assert_all_created("one_bed_two_students.xlsx", 2)
		self.assertEqual(self.notes(said), [("this bed is also GVY001’s", 1)])

	def test_telephones_abroad(self) -> None:
		self.assert_all_created("foreign_parents.xlsx", 5)
		numbers = [self.student(f"GVE00{number}").guardians[0].mobile for number in range(5)]
		self.assertEqual(
			numbers, ["+821012345678", "+821012345678", "+85291234567", "+85366123456", "+77011234567"]
		)

	def test_telephones_of_parents(self) -> None:
		document, _said = self.take("parent_phones.xlsx")
		self.assertEqual(document.created, 9)
		self.assertEqual(self.student("GVL004").guardians[0].mobile, "13800001234")
		self.assertEqual([row.row_no for row in document.issues], [7, 10, 11])

	def test_parent_without_a_telephone(self) -> None:
		said = self.assert_all_created("parent_without_phone.xlsx", 3)
		self.assertEqual(
			[guardian.guardian_name for guardian in self.student("GVO001").guardians], ["尹子墨"]
		)
		self.assertEqual(
			[guardian.guardian_name for guardian in self.student("GVO002").guardians], ["康乐天"]
		)
		self.assertEqual(
			{text.split(";")[0].split(" cannot")[0] for text, _count in self.notes(said)},
			{"a parent without a telephone number", "is said to have died"},
		)

	def test_every_case_has_its_test(self) -> None:
		with open(__file__, encoding="utf-8") as file:
			text = file.read()
		untested = [
			path.name
			for path in FOLDER.iterdir()
			if not path.name.startswith("gate_") and path.name not in text
		]
		self.assertEqual(untested, [])


class TestStudentCasesByOpenpyxl(ByOpenpyxl, TestStudentCases):
	"""The same answers where calamine is not installed."""


class TestListOfAClass(ImportTestCase):
	"""What the preview says before a list of a class is written."""

	def set_up_once(self) -> None:
		super().set_up_once()
		self.other = make.make_unit("软件技术2601班", "Class", self.college)
		self.rows = [[f"9261{number:04}", f"学生{number}", COLLEGE, CLASS] for number in range(6)]
		imported(workbook(HEADERS, *self.rows), "first.xlsx")

	def said(self, *rows, **values) -> tuple[dict, object]:
		document = previewed(workbook(HEADERS, *rows), "again.xlsx", **values)
		return json.loads(document.preview), document

	def test_nearly_the_name_of_a_class_is_asked_about(self) -> None:
		rows = [[f"9262{number:04}", "张三", COLLEGE, "软件技术2601"] for number in range(40)]
		said, document = self.said(*rows)
		self.assertEqual(document.refused, 40)
		self.assertEqual(len(said["groups"]), 1)
		group = said["groups"][0]
		self.assertEqual((group["count"], group["values"]), (40, ["软件技术2601"]))
		self.assertIn("is “软件技术2601班” meant?", group["text"])
		said, document = self.said(*rows, create_missing_units=1)
		self.assertEqual(document.created, 40)
		self.assertIn("is “软件技术2601班” meant", said["notes"][0]["text"])

	def test_another_number_is_another_class(self) -> None:
		said, _document = self.said(["92620001", "张三", COLLEGE, "软件技术2602班"])
		self.assertNotIn("meant", said["groups"][0]["text"])

	def test_who_moves_and_who_is_not_in_the_list(self) -> None:
		moved = [*self.rows[0][:3], "软件技术2601班"]
		said, document = self.said(moved, *self.rows[1:5])
		self.assertEqual((document.changed, document.unchanged), (1, 4))
		self.assertEqual(said["moved"], [[self.klass, self.other, 1]])
		self.assertEqual(said["absent"], [[self.klass, 1, ["92610005 学生5"]]])

	def test_a_few_of_a_class_are_not_its_list(self) -> None:
		said, _document = self.said(*self.rows[:2])
		self.assertEqual(said["absent"], [])

	def test_another_name_is_told(self) -> None:
		row = ["92610000", "学生零", COLLEGE, CLASS]
		said, document = self.said(row)
		self.assertEqual((document.changed, said["notes"][0]["values"]), (1, ["学生零"]))

	def test_a_refused_row_is_in_the_list_all_the_same(self) -> None:
		bad = [self.rows[5][0], "=1+1", COLLEGE, CLASS]
		said, document = self.said(*self.rows[:5], bad)
		self.assertEqual((document.refused, said["absent"]), (1, []))

	def test_two_imports_of_one_file(self) -> None:
		"""The second finds what the first has written."""
		rows = [[f"9263{number:04}", "张三", COLLEGE, CLASS] for number in range(5)]
		first, second = (previewed(workbook(HEADERS, *rows), f"{number}.xlsx") for number in range(2))
		self.assertEqual((run(first).created, run(second).created), (5, 0))
		self.assertEqual((second.status, second.unchanged), ("Completed", 5))
