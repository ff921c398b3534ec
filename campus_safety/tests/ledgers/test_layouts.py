"""Layouts of ledgers as records: seeded, edited, over custom fields and a school's own DocType, and never past a secret."""

import io

import frappe
import openpyxl
from frappe.custom.doctype.custom_field.custom_field import create_custom_field

from campus_safety.access.rules import RULES
from campus_safety.declared import LEDGERS
from campus_safety.domain import roles as r
from campus_safety.engines import ledgers
from campus_safety.engines.ledgers import layouts
from campus_safety.exceptions import LedgerLayoutError
from campus_safety.setup.defaults import create_missing_defaults
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

LAYOUT = "Campus Ledger Layout"
TALK, LEDGER, OWN = "Campus Heart Talk", "Campus Risk Ledger", "Campus Test Found Property"
FIELD = {"kind": "Field", "width": 12}
REASON = "月度调度会材料"


def make_own_doctype() -> None:
	"""As an administrator makes it on the Desk. Creating a DocType commits, so it stays on the site."""
	if not frappe.db.exists("DocType", OWN):
		frappe.get_doc(
			{
				"doctype": "DocType",
				"name": OWN,
				"module": "Campus Evidence",
				"custom": 1,
				"autoname": "hash",
				"fields": [
					{"fieldname": "item", "fieldtype": "Data", "label": "Item"},
					{"fieldname": "found_on", "fieldtype": "Date", "label": "Found On"},
					{"fieldname": "pin", "fieldtype": "Password", "label": "PIN"},
					{"fieldname": "value", "fieldtype": "Data", "label": "Value", "permlevel": 1},
				],
				"permissions": [
					{"role": r.COUNSELLOR, "read": 1, "write": 1, "create": 1, "print": 1},
					{"role": r.DORM_MANAGER, "read": 1, "print": 0},
				],
			}
		).insert()


class LayoutTestCase(CampusTestCase):
	moment = "2026-11-27 10:00"

	@classmethod
	def setUpClass(cls) -> None:
		super().setUpClass()
		frappe.set_user("Administrator")
		make_own_doctype()

	def set_up_once(self) -> None:
		super().set_up_once()
		college = make.make_unit("台账信息学院", "College", make.make_unit("台账学院", "School"))
		self.klass = make.make_unit("台账软件2601班", "Class", college)
		self.student = make.make_student("L2026001", self.klass)
		self.counsellor = make.make_user("counsellor@layout.test", r.COUNSELLOR)
		make.assign(self.counsellor, "Counsellor", "Class", unit=self.klass)
		self.affairs = make.make_user("affairs@layout.test", r.STUDENT_AFFAIRS)

	def layout(self, doctype: str):
		return frappe.get_doc(LAYOUT, doctype)

	def whole_sheet(self, user: str, doctype: str, reason: str | None = None) -> list[list]:
		with self.as_user(user):
			content = ledgers.export_ledger(doctype, reason).content
		sheet = openpyxl.load_workbook(io.BytesIO(content)).active
		return [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=3)]

	def sheet(self, user: str, doctype: str, reason: str | None = None) -> list[list]:
		"""The table alone, without the lines for signatures."""
		rows = self.whole_sheet(user, doctype, reason)
		return rows[:-2] if str(rows[-1][0]).startswith("Filled in by:") else rows


class TestSeeded(LayoutTestCase):
	def test_every_declared_ledger_has_its_record_which_reads_back_the_same(self) -> None:
		for doctype, declared in LEDGERS.items():
			with self.subTest(doctype):
				self.assertEqual(layouts.read(frappe.get_doc(layouts.to_record(declared))), declared)
				self.assertTrue(frappe.db.exists(LAYOUT, doctype))

	def test_what_the_school_changed_survives_a_migrate(self) -> None:
		record = self.layout(TALK)
		record.title, record.columns = "谈心谈话登记表", record.columns[:4]
		record.columns[1].label = "谈话时间"
		record.save()
		create_missing_defaults()
		found = self.layout(TALK)
		self.assertEqual(
			(found.title, len(found.columns), found.columns[1].label), ("谈心谈话登记表", 4, "谈话时间")
		)
		self.assertEqual(self.sheet(self.counsellor, TALK)[0], ["No.", "谈话时间", "Place", "Student"])

	def test_shipped_ones_are_switched_off_not_deleted(self) -> None:
		self.assertRaises(frappe.ValidationError, frappe.delete_doc, LAYOUT, TALK)
		frappe.get_doc(LAYOUT, TALK).update({"enabled": 0}).save()
		self.assertNotIn(TALK, layouts.get_ledgers())
		with self.as_user(self.counsellor):
			self.assertRaises(frappe.PermissionError, ledgers.export_ledger, TALK)

	def test_only_the_offices_write_them(self) -> None:
		for user in (self.counsellor, make.make_user("lead@layout.test", r.COLLEGE_LEAD)):
			with self.subTest(user), self.as_user(user):
				self.assertRaises(frappe.PermissionError, self.layout(TALK).save)
		with self.as_user(self.affairs):
			self.layout(TALK).save()


class TestCustomField(LayoutTestCase):
	FIELD = "custom_venue"

	@classmethod
	def setUpClass(cls) -> None:
		"""The field is committed, what the tests write is not; its column stays, as the framework leaves it."""
		super().setUpClass()
		create_custom_field(TALK, {"fieldname": cls.FIELD, "label": "Venue", "fieldtype": "Data"})
		frappe.db.commit()
		cls.addClassCleanup(cls.remove_field)

	@classmethod
	def remove_field(cls) -> None:
		frappe.delete_doc("Custom Field", f"{TALK}-{cls.FIELD}", force=True)
		frappe.db.commit()
		frappe.clear_cache(doctype=TALK)

	def export_with(self, field: str) -> tuple[str, str]:
		"""Heading and cell of a column that the layout of talks is given for this field."""
		with self.as_user(self.counsellor):
			talk = make.make_talk(self.student)
		frappe.db.set_value(TALK, talk.name, self.FIELD, "操场看台")
		record = self.layout(TALK)
		record.append("columns", {"label": "具体地点", "field_names": self.FIELD, **FIELD})
		record.save()
		frappe.db.set_value("Campus Ledger Column", record.columns[-1].name, "field_names", field)
		frappe.clear_document_cache(LAYOUT, TALK)
		head, row = self.sheet(self.counsellor, TALK)
		return head[-1], row[-1]

	def test_a_custom_field_enters_the_official_sheet(self) -> None:
		self.assertEqual(self.export_with(self.FIELD), ("具体地点", "操场看台"))
		with self.as_user(self.counsellor):
			self.assertIn("操场看台", ledgers.print_ledger(TALK))

	def test_a_field_taken_away_later_leaves_its_column_empty(self) -> None:
		self.assertEqual(self.export_with("custom_gone"), ("具体地点", ""))


class TestOwnDocType(LayoutTestCase):
	def make_layout(self, **values):
		return frappe.get_doc(
			{
				"doctype": LAYOUT,
				"document_type": OWN,
				"title": "失物招领台账",
				"order_by": "found_on\nname",
				"columns": [
					{"label": "No.", "kind": "Number", "width": 5},
					{"label": "物品", "field_names": "item", **FIELD},
					{"label": "拾到日期", "field_names": "found_on", **FIELD},
				],
				**values,
			}
		)

	def test_it_has_a_ledger_without_code(self) -> None:
		self.make_layout().insert()
		with self.as_user(self.counsellor):
			for item, day in (("雨伞", "2026-11-20"), ("饭卡", "2026-11-10")):
				frappe.get_doc({"doctype": OWN, "item": item, "found_on": day}).insert()
		self.assertEqual(
			self.sheet(self.counsellor, OWN),
			[["No.", "物品", "拾到日期"], ["1", "饭卡", "2026-11-10"], ["2", "雨伞", "2026-11-20"]],
		)
		(line,) = frappe.get_all("Campus Access Log", {"reference_doctype": OWN}, ["user", "action"])
		self.assertEqual((line.user, line.action), (self.counsellor, "Export"))
		self.assertIs(layouts.get_ledgers()[OWN], False)

	def test_a_part_says_that_it_is_one(self) -> None:
		self.make_layout().insert()
		for filters, said in (({}, False), ('{"item": "雨伞"}', True)):
			with self.as_user(self.counsellor):
				content = ledgers.export_ledger(OWN, None, filters).content
			sheet = openpyxl.load_workbook(io.BytesIO(content)).active
			self.assertEqual("A part:" in sheet["A2"].value, said)

	def test_lines_for_signatures_stand_below_the_table(self) -> None:
		layout = self.make_layout().insert()
		for said, below in (
			(None, ["Filled in by:", "Checked by:", "Date:"]),
			("经办人\n保卫处负责人", ["经办人:", "保卫处负责人:"]),
			("-", []),
		):
			with self.subTest(said):
				layout.db_set("signed_by", said)
				frappe.clear_document_cache(LAYOUT, OWN)
				headings, *rest = self.whole_sheet(self.counsellor, OWN)
				self.assertEqual(headings[0], "No.")
				said_below = [row[0] for row in rest if any(row)]
				self.assertEqual(
					[part for line in said_below for part in line.split()],
					[part for who in below for part in who.split()],
				)
				self.assertEqual(len(rest), 2 if below else 0, "an empty row between")

	def test_whoever_may_not_print_it_exports_nothing(self) -> None:
		self.make_layout().insert()
		for user in (
			make.make_user("dorm@layout.test", r.DORM_MANAGER),
			make.make_user("guard@layout.test", r.SECURITY_GUARD),
		):
			with self.subTest(user), self.as_user(user):
				self.assertRaises(frappe.PermissionError, ledgers.export_ledger, OWN)
				self.assertRaises(frappe.PermissionError, ledgers.print_ledger, OWN)

	def test_a_field_of_a_higher_level_only_for_whoever_reads_that_level(self) -> None:
		record = frappe.get_doc({"doctype": OWN, "item": "伞", "value": "秘密价值"}).insert()
		self.assertTrue(record.name)
		frappe.get_doc(
			{
				"doctype": LAYOUT,
				"document_type": OWN,
				"title": "失物招领台账",
				"order_by": "found_on",
				"columns": [{"label": "价值", "field_names": "value", **FIELD}],
			}
		).insert()
		self.assertEqual(self.sheet(self.counsellor, OWN)[1:], [[""]])

	def test_what_makes_a_layout_wrong(self) -> None:
		column = {"label": "甲", "field_names": "item", **FIELD}
		for values in (
			{"document_type": "User"},
			{"document_type": "Campus Safety Settings"},
			{"document_type": "Campus Guardian"},
			{"order_by": "nothing"},
			{"order_by": ""},
			{"columns": [{**column, "field_names": "nothing"}]},
			{"columns": [{**column, "field_names": "item, found_on"}]},
			{"columns": [{**column, "field_names": "pin"}]},
			{"columns": [{**column, "kind": "Table", "table_field": "item"}]},
			{"columns": [{**column, "kind": "Linked Records"}]},
			{"columns": [{**column, "width": 900}]},
			{"form": "Campus Heart Talk Form"},
		):
			with self.subTest(values):
				self.assertRaises(
					(frappe.ValidationError, frappe.DoesNotExistError), self.make_layout(**values).insert
				)


class TestSecrets(LayoutTestCase):
	"""Text that the declared layout does not open leaves in no layout of a school's own."""

	def test_every_secret_field_is_refused_unless_the_declared_layout_shows_it(self) -> None:
		tried = 0
		for doctype, rule in RULES.items():
			if rule.parent or not (rule.secrets or rule.child_secrets):
				continue
			shown = layouts.get_secrets_shown(doctype)
			meta = frappe.get_meta(doctype)
			rows = [(doctype, {"field_names": field, "kind": "Field"}, field) for field in rule.secrets]
			rows += [
				(
					meta.get_field(table).options,
					{"field_names": field, "kind": "Table", "table_field": table},
					field,
				)
				for table, fields in rule.child_secrets.items()
				for field in fields
			]
			for owner, values, field in rows:
				with self.subTest(doctype=owner, field=field):
					tried += 1
					record = frappe.get_doc(
						{
							"doctype": LAYOUT,
							"document_type": doctype,
							"title": "x",
							"order_by": "name",
							"columns": [{"label": "x", "width": 12, **values}],
						}
					)
					if (owner, field) in shown:
						layouts.validate(record)
					else:
						self.assertRaises(LedgerLayoutError, layouts.validate, record)
		self.assertGreater(tried, 5)

	def test_of_several_facts_in_one_field_only_the_declared_one(self) -> None:
		record = self.layout(LEDGER)
		(row,) = [row for row in record.columns if row.kind == "Protected Fact"]
		record.save()
		for values in (
			{"fact": "Attempt Date"},
			{"kind": "Field", "fact": None},
			{"kind": "First Filled", "fact": None},
		):
			with self.subTest(values):
				record.reload()
				next(each for each in record.columns if each.name == row.name).update(values)
				self.assertRaises(LedgerLayoutError, record.save)

	def test_a_number_of_identity_stays_ciphertext_even_past_the_form(self) -> None:
		self.assertRaises(LedgerLayoutError, self.layout_of_students("id_no_encrypted").insert)
		layout = self.layout_of_students("student_name").insert()
		frappe.db.set_value("Campus Ledger Column", layout.columns[0].name, "field_names", "id_no_encrypted")
		from campus_safety.access.secrets import encrypt

		frappe.db.set_value("Campus Student", self.student, "id_no_encrypted", encrypt("370102200001010011"))
		frappe.clear_document_cache(LAYOUT, "Campus Student")
		with self.as_user(self.affairs):
			if not frappe.has_permission("Campus Student", "print"):
				self.skipTest("nobody prints students")
		cells = " ".join(cell for row in self.sheet(self.affairs, "Campus Student") for cell in row)
		self.assertNotIn("370102200001010011", cells)

	def layout_of_students(self, field: str):
		return frappe.get_doc(
			{
				"doctype": LAYOUT,
				"document_type": "Campus Student",
				"title": "学生名册",
				"order_by": "student_no",
				"columns": [{"label": "号码", "field_names": field, **FIELD}],
			}
		)

	def test_rows_are_not_sorted_by_protected_text(self) -> None:
		record = self.layout(LEDGER)
		record.order_by = "factor_detail"
		self.assertRaises(LedgerLayoutError, record.save)

	def test_a_protected_form_stays_the_apps(self) -> None:
		self.assertEqual(layouts.form_of(LEDGER, "Standard"), "Campus Risk Ledger Form")

	def test_an_ordinary_layout_carries_no_protected_records(self) -> None:
		record = self.layout(TALK)
		record.append(
			"columns",
			{
				"label": "台账",
				"kind": "Linked Records",
				"linked_doctype": LEDGER,
				"linked_by": "student",
				"field_names": "status",
				"width": 10,
			},
		)
		self.assertRaises(LedgerLayoutError, record.save)

	def test_no_flag_of_a_school_shows_hidden_officers(self) -> None:
		record = self.layout("Campus Network Assignment")
		record.append("columns", {"label": "隐蔽", "field_names": "is_covert", **FIELD})
		record.left_out = ""
		record.save()
		hidden = make.make_user("hidden@layout.test", first_name="藏身")
		make.assign_hidden(hidden, "Class", unit=self.klass)
		safety = make.make_user("safety@layout.test", r.SAFETY_OFFICE)
		cells = [cell for row in self.sheet(safety, "Campus Network Assignment") for cell in row]
		self.assertNotIn("藏身", cells)
