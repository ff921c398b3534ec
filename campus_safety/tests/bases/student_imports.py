"""Lists of students as files, put through the whole import as the form and the worker would."""

import io
import zipfile
from unittest.mock import patch

import frappe
import openpyxl

from campus_safety.domain import roles as r
from campus_safety.domain.people.identity_card import check_character
from campus_safety.engines.sheets import run as importing
from campus_safety.engines.sheets import workbook as workbook_reader
from campus_safety.services.people.student_import import write
from campus_safety.tests import factories as make
from campus_safety.tests.base import CampusTestCase

TITLE = ["山东城市服务职业学院学生名单"]
HEADERS = ["学号", "姓名", "学院", "班级"]
COLLEGE, CLASS, OTHER_COLLEGE = "导入护理学院", "导入护理2601班", "导入机电学院"


def id_number(first_seventeen: str) -> str:
	return first_seventeen + check_character(first_seventeen)


ID = id_number("37078220080305101")  # 2008-03-05, male


def workbook(*rows, sheets: dict | None = None) -> bytes:
	"""An xlsx with these rows, or with these sheets."""
	book = openpyxl.Workbook()
	book.remove(book.active)
	for title, lines in (sheets or {"Sheet1": rows}).items():
		sheet = book.create_sheet(title)
		for line in lines:
			sheet.append(list(line))
	buffer = io.BytesIO()
	book.save(buffer)
	return buffer.getvalue()


def text_file(*rows, encoding: str = "utf-8") -> bytes:
	return "\r\n".join(",".join(row) for row in rows).encode(encoding)


def upload(content: bytes, file_name: str = "名单.xlsx", **values):
	"""What the form does: upload, then save."""
	file = frappe.get_doc(
		{"doctype": "File", "file_name": file_name, "is_private": 1, "content": content}
	).insert()
	document = frappe.get_doc({"doctype": "Campus Student Import", "file": file.file_url, **values})
	document.insert()
	return document


def previewed(content: bytes, file_name: str = "名单.xlsx", **values):
	document = upload(content, file_name, **values)
	importing.preview(document)
	return document


def run(document):
	"""Start it, and do at once what the worker would do."""
	with patch.object(frappe, "enqueue"):
		importing.start(document)
	importing.run(document.doctype, document.name, frappe.session.user)
	document.reload()
	return document


def imported(content: bytes, file_name: str = "名单.xlsx", **values):
	return run(previewed(content, file_name, **values))


def reasons(document) -> list[tuple[int, str, str]]:
	return [(row.row_no, row.column_header, row.reason) for row in document.issues]


class ImportTestCase(CampusTestCase):
	def setUp(self) -> None:
		# the messages are compared in English, whoever runs the import
		self.addCleanup(setattr, frappe.local, "lang", frappe.local.lang)
		frappe.local.lang = "en"
		language = patch.object(frappe, "set_user_lang")
		self.set_user_lang = language.start()
		self.addCleanup(language.stop)
		super().setUp()

	def set_up_once(self) -> None:
		super().set_up_once()
		self.school = make.make_unit("导入学校", "School")
		self.college = make.make_unit(COLLEGE, "College", self.school)
		self.klass = make.make_unit(CLASS, "Class", self.college)
		self.building = make.make_dormitory("导入7号楼", "Building")
		self.room = make.make_dormitory("301", "Room", self.building)

	@property
	def office(self) -> str:
		return make.make_user("office@import.test", r.STUDENT_AFFAIRS)

	def student(self, student_no: str):
		return frappe.get_doc("Campus Student", student_no)

	def exists(self, student_no: str) -> bool:
		return bool(frappe.db.exists("Campus Student", student_no))


class ByOpenpyxl:
	"""The same files without calamine."""

	def setUp(self) -> None:
		super().setUp()
		slow = patch.object(workbook_reader, "open_plain", return_value=None)
		slow.start()
		self.addCleanup(slow.stop)


def importing_limits(**values):
	from campus_safety.engines.sheets.file_check import Limits

	return Limits(**{"file_bytes": 20 * 1024 * 1024, "rows": 50_000, "columns": 60, **values})


def zipped(parts: dict) -> bytes:
	buffer = io.BytesIO()
	with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
		for name, content in parts.items():
			archive.writestr(name, content)
	return buffer.getvalue()


class break_after:  # reads as a phrase
	"""The worker dies after so many chunks."""

	def __init__(self, chunks: int):
		self.left = chunks
		self.write = write.write_rows
		self.patch = patch.object(write, "write_rows", self)

	def __call__(self, rows) -> None:
		if not self.left:
			raise RuntimeError("power cut")
		self.left -= 1
		self.write(rows)

	def __enter__(self):
		self.patch.start()

	def __exit__(self, *_) -> None:
		self.patch.stop()
