"""What holds for every kind of import document, and what a preview leaves for the import."""

import pickle
import zlib
from unittest.mock import patch

import frappe
from frappe.model.base_document import get_controller
from frappe.utils import add_to_date, now_datetime

from campus_safety.access.secrets import seal
from campus_safety.api import imports
from campus_safety.domain.sheets.sheet_header import IGNORE
from campus_safety.engines.sheets import kept, lifecycle, retention, run
from campus_safety.engines.sheets.document import SheetImport
from campus_safety.engines.sheets.kind import ImportKind
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase, at
from campus_safety.tests.gate.base import GateTestCase, ago

CLASS, STUDENT = "名单2601班", "Campus Student"
DOCTYPE = "Campus Student Import"


def import_doctypes() -> list[str]:
	own = frappe.get_all("DocType", filters={"module": ("like", "Campus%"), "istable": 0}, pluck="name")
	return [name for name in own if issubclass(get_controller(name), SheetImport)]


class TestEveryKind(CampusTestCase):
	def test_there_are_some(self) -> None:
		self.assertLessEqual({DOCTYPE, "Campus Gate Import"}, set(import_doctypes()))

	def test_fields_that_the_run_writes(self) -> None:
		optional = {"changed", "host_sync"}  # not every list changes rows, or comes from a host
		for doctype in import_doctypes():
			meta = frappe.get_meta(doctype)
			for field in {*lifecycle.APP_OWNED, "file", "mode", "columns", "issues"} - optional:
				self.assertTrue(meta.has_field(field), (doctype, field))
			targets = frappe.get_meta(meta.get_field("columns").options).get_field("target").options
			labels = {target.label for target in get_controller(doctype).import_kind.vocabulary.targets}
			self.assertEqual(set(targets.split("\n")) - {""}, labels | {IGNORE}, doctype)

	def test_every_kind_says_what_it_must(self) -> None:
		needed = [
			name
			for name, method in vars(ImportKind).items()
			if callable(method) and "NotImplementedError" in method.__code__.co_names
		]
		self.assertIn("plan", needed)
		for doctype in import_doctypes():
			kind = type(get_controller(doctype).import_kind)
			for name in needed:
				self.assertIsNot(getattr(kind, name), getattr(ImportKind, name), (doctype, name))

	def test_their_lists_are_deleted(self) -> None:
		self.assertEqual(set(retention.get_import_doctypes()), set(import_doctypes()))

	def test_other_documents_have_no_such_buttons(self) -> None:
		for doctype in (STUDENT, "Campus Safety Settings", "User", "No Such Thing"):
			for button in (imports.preview, imports.start, imports.cancel, imports.progress):
				with self.assertRaises(frappe.PermissionError):
					button(doctype, "x")


class TestKept(CampusTestCase):
	def set_up_once(self) -> None:
		super().set_up_once()
		college = make.make_unit("名单学院", "College", make.make_unit("名单学校", "School"))
		self.unit = make.make_unit(CLASS, "Class", college)

	def previewed(self, *lines: str):
		content = "\n".join(("学号,姓名,班级,手机", *lines)).encode()
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "名单.csv", "is_private": 1, "content": content}
		).insert()
		document = frappe.get_doc({"doctype": DOCTYPE, "file": file.file_url}).insert()
		run.preview(document)
		return document

	def imported(self, document):
		with patch.object(frappe, "enqueue"):
			run.start(document)
		run.run(document.doctype, document.name, frappe.session.user)
		document.reload()
		return document

	def is_kept(self, document) -> bool:
		return bool(frappe.cache.get_value(kept._place(document.doctype, document.name), expires=True))

	def test_the_sheet_is_not_read_again(self) -> None:
		document = self.previewed(f"95600001,张三,{CLASS},", f"95600002,李四,{CLASS},138")
		with patch.object(run, "read_table", side_effect=AssertionError("read again")):
			self.imported(document)
		self.assertEqual((document.status, document.created, document.refused), ("Completed", 1, 1))
		self.assertTrue(document.report_file)
		self.assertFalse(self.is_kept(document), "nothing lies about once the import is done")

	def test_without_it_the_file_is_read(self) -> None:
		document = self.previewed(f"95600001,张三,{CLASS},")
		kept.forget(document.doctype, document.name)
		self.assertEqual(self.imported(document).created, 1)

	def test_students_changed_between_preview_and_import(self) -> None:
		"""One was made, one was given another number, one was deleted: the import looks at them anew."""
		for number in ("95600002", "95600003"):
			make.make_student(number, self.unit, student_name="李四", mobile="13800138002")
		document = self.previewed(
			f"95600001,张三,{CLASS},13800138001",
			f"95600002,李四,{CLASS},13800138002",
			f"95600003,李四,{CLASS},13800138002",
		)
		self.assertEqual((document.created, document.changed, document.unchanged), (1, 0, 2))
		make.make_student("95600001", self.unit, student_name="张三", mobile="13800138009")
		frappe.db.set_value(STUDENT, "95600002", "mobile", "13800138008", update_modified=False)
		frappe.delete_doc(STUDENT, "95600003", force=True)
		self.imported(document)
		self.assertEqual((document.created, document.changed, document.unchanged), (1, 2, 0))
		for number in ("95600001", "95600002", "95600003"):
			self.assertEqual(
				frappe.db.get_value(STUDENT, number, "mobile"), f"1380013800{min(int(number[-1]), 2)}"
			)

	def test_a_class_that_is_gone_refuses_its_rows(self) -> None:
		document = self.previewed(f"95600001,张三,{CLASS},")
		frappe.db.set_value("Campus Unit", self.unit, "disabled", 1)
		self.imported(document)
		self.assertEqual((document.created, document.refused), (0, 1))
		self.assertIn(CLASS, document.issues[0].reason)

	def test_another_key_gets_nothing(self) -> None:
		document = self.previewed(f"95600001,张三,{CLASS},")
		key = run._reading_key(document, document.file_sha256)
		self.assertIsNotNone(kept.recall(document, key))
		self.assertIsNone(kept.recall(document, key + "x"))
		with patch("campus_safety.__version__", "0.0.0"):
			self.assertIsNone(kept.recall(document, key))

	def test_it_lies_sealed_and_not_for_long(self) -> None:
		document = self.previewed(f"95600001,金丝雀,{CLASS},13800138001")
		place = kept._place(document.doctype, document.name)
		stored = frappe.cache.get_value(place, expires=True)
		for secret in ("95600001", "金丝雀", "13800138001"):
			self.assertNotIn(secret.encode(), stored)
		self.assertLessEqual(frappe.cache.ttl(frappe.cache.make_key(place)), kept.KEPT_SECONDS)
		self.assertGreater(frappe.cache.ttl(frappe.cache.make_key(place)), 0)

	def test_what_this_site_has_not_sealed_is_not_opened(self) -> None:
		document = self.previewed(f"95600001,张三,{CLASS},")
		key = run._reading_key(document, document.file_sha256)
		place = kept._place(document.doctype, document.name)
		forged = zlib.compress(pickle.dumps((kept._bound(key), "forged")))
		frappe.cache.set_value(place, forged, expires_in_sec=60)
		self.assertIsNone(kept.recall(document, key))
		frappe.cache.set_value(place, seal(forged), expires_in_sec=60)
		self.assertEqual(kept.recall(document, key), "forged")

	def test_it_goes_with_the_file_the_columns_and_the_document(self) -> None:
		def delete_file(document) -> None:
			frappe.delete_doc("File", frappe.db.get_value("File", {"attached_to_name": document.name}))

		def correct_column(document) -> None:
			document.columns[3].target = IGNORE
			document.save()

		def retire(document) -> None:
			retention.delete_old_files(add_to_date(now_datetime(), years=1))

		for number, forget in enumerate(
			(delete_file, correct_column, retire, lambda document: document.delete())
		):
			document = self.previewed(f"9560000{number},张三,{CLASS},")
			self.assertTrue(self.is_kept(document))
			forget(document)
			self.assertFalse(self.is_kept(document), forget)


class TestKeptPassages(GateTestCase):
	def test_time_goes_on(self) -> None:
		"""What had not come yet at the preview may have come at the import."""
		content = f"学号,时间,方向\nG2026001,{ago(minutes=-30)},进\nG2026002,{ago(minutes=5)},进\n".encode()
		file = frappe.get_doc(
			{"doctype": "File", "file_name": "门禁.csv", "is_private": 1, "content": content}
		).insert()
		document = frappe.get_doc(
			{"doctype": "Campus Gate Import", "device": self.door, "file": file.file_url}
		).insert()
		run.preview(document)
		self.assertEqual((document.created, document.refused), (1, 1))
		run.start(document)
		with at(add_to_date(now_datetime(), hours=1)):
			run.run(document.doctype, document.name, frappe.session.user)
		document.reload()
		self.assertEqual((document.created, document.refused), (2, 0))
