"""Import of a workbook with 30,000 students, against the same rows written by raw multi-row INSERTs in the
same run and against the framework's own Data Import (a sample, scaled per row).

	python3 sandbox bench

The preview's time is unpacking and parsing the workbook (calamine where it is installed, else openpyxl), all checks, the
comparison with the database. The import's is taking over what the preview has read, the comparison anew, the encryption
of the identity numbers, the writes, a commit per chunk. The raw INSERTs get finished rows, encrypted already, in the same tables (same indexes)
and chunks. It writes some 60,000 rows to the site and removes them at the end: run it on a scratch site.
"""

import io
import os
import time
from datetime import date, timedelta

import frappe
import xlsxwriter

from campus_safety.domain.people.identity_card import check_character
from campus_safety.domain.people.student_columns import VOCABULARY
from campus_safety.engines.sheets import run as importing
from campus_safety.engines.sheets.table import read_table
from campus_safety.services.people.student_import.guardians import GUARDIAN, STUDENT
from campus_safety.services.people.student_import.kind import StudentImport

DOCTYPE = "Campus Student Import"
SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
STUDENTS = 300 if SMALL else 30_000
CLASSES_PER_COLLEGE, COLLEGES = (4, 2) if SMALL else (40, 10)
ROOMS_PER_BUILDING, BUILDINGS = (5, 2) if SMALL else (20, 10)
SAMPLE = 20 if SMALL else 200  # students through Data Import
CHUNK = 1000
PREFIX = "BENCH"
CPU: dict[float, float] = {}  # seconds on the clock: seconds of this process
HEADERS = (
	"学号 姓名 性别 身份证号 出生日期 学院 班级 宿舍楼 宿舍 床号 手机 住宿类型 学籍状态 家庭住址 "
	"家长姓名 家长电话 与学生关系"
).split()
DATA_IMPORT_HEADERS = (
	"Student No,Student Name,Gender,ID Number,Class,Room,Bed No,Mobile,Residence Type,Status,Home Address,"
	"Guardian Name (Guardians),Relation (Guardians),Mobile (Guardians)"
).split(",")


def main() -> None:
	if frappe.db.exists(STUDENT, {"student_no": ("like", f"{PREFIX}%")}):
		raise SystemExit("There are students of an earlier benchmark on this site.")
	try:
		measure()
	finally:
		remove()


def measure() -> None:
	make_places()
	content = make_workbook(range(STUDENTS))
	print(f"{STUDENTS:,} students, {len(HEADERS)} columns, workbook of {len(content) / 1e6:.1f} MB")

	parsing = timed(lambda: read_table(content, StudentImport().get_limits(), VOCABULARY.find_header))
	document = upload(content, "first.xlsx")
	preview = timed(lambda: importing.preview(document))
	first = timed(lambda: run(document))
	assert (document.status, document.created) == ("Completed", STUDENTS), (document.status, document.error)
	raw = min(timed(raw_inserts(table)) for table in [snapshot()] * 3)
	again = upload(content, "again.xlsx")
	importing.preview(again)
	unchanged = timed(lambda: run(again))
	assert (again.created, again.changed, again.unchanged) == (0, 0, STUDENTS)
	tenth = upload(make_workbook(range(STUDENTS), moved=10), "tenth.xlsx")
	importing.preview(tenth)
	changed = timed(lambda: run(tenth))
	assert (tenth.created, tenth.changed) == (0, STUDENTS // 10)
	framework = data_import_seconds()

	per_row = framework / SAMPLE
	line("raw multi-row INSERT of the finished rows", raw, raw)
	line("preview", preview, raw)
	line("  of which reading the workbook", parsing, raw)
	line("the import, which takes over what the preview read", first, raw)
	line("preview and import together", preview + first, raw)
	line("the same file again (nothing to write)", unchanged, raw)
	line("the same file with one student in ten changed", changed, raw)
	line(f"Data Import, {SAMPLE} rows scaled to {STUDENTS:,}", per_row * STUDENTS, raw)
	print(f"Data Import takes {per_row * STUDENTS / first:.0f} times as long as the import per row.")


def line(what: str, seconds: float, raw: float) -> None:
	cpu = f"{CPU[seconds]:8.2f} s of CPU" if seconds in CPU else ""
	print(
		f"{what:<52} {seconds:8.2f} s {seconds / raw:7.1f} x raw {STUDENTS / seconds:9,.0f} students/s {cpu}"
	)


def timed(call) -> float:
	"""Seconds on the clock. On a busy machine compare `seconds of CPU`, which is this process only."""
	begin, cpu = time.perf_counter(), time.process_time()
	call()
	seconds = time.perf_counter() - begin
	CPU[seconds] = time.process_time() - cpu
	return seconds


# the file


def make_places() -> None:
	school = place("Campus Unit", unit_name=f"{PREFIX}学校", unit_type="School", is_group=1)
	for number in range(COLLEGES):
		college = place(
			"Campus Unit",
			unit_name=college_name(number),
			unit_type="College",
			is_group=1,
			parent_campus_unit=school,
		)
		for klass in range(CLASSES_PER_COLLEGE):
			place(
				"Campus Unit",
				unit_name=class_name(number, klass),
				unit_type="Class",
				parent_campus_unit=college,
			)
	for number in range(BUILDINGS):
		building = place(
			"Campus Dormitory", dormitory_name=building_name(number), dormitory_type="Building", is_group=1
		)
		for room in range(ROOMS_PER_BUILDING):
			place(
				"Campus Dormitory",
				dormitory_name=str(101 + room),
				dormitory_type="Room",
				parent_campus_dormitory=building,
			)
	frappe.db.commit()


def place(doctype: str, **values) -> str:
	return frappe.get_doc({"doctype": doctype, **values}).insert().name


def college_name(number: int) -> str:
	return f"{PREFIX}学院{number}"


def class_name(college: int, number: int) -> str:
	return f"{PREFIX}专业{college}-{number:02}班"


def building_name(number: int) -> str:
	return f"{PREFIX}{number + 1}号楼"


def student(number: int, moved: int = 0) -> list[str]:
	birth = date(2005, 1, 1) + timedelta(days=number % 1200)
	first = f"3707{number // 3600 + 10}{birth:%Y%m%d}{number % 900 + 100}"
	college, klass = number % COLLEGES, number // COLLEGES % CLASSES_PER_COLLEGE
	changed = moved and number % moved == 0
	return [
		f"{PREFIX}{number:06}",
		f"学生{number:05}",
		"男" if int(first[-1]) % 2 else "女",
		first + check_character(first),
		f"{birth.year}年{birth.month}月{birth.day}日",
		college_name(college),
		class_name(college, klass),
		building_name(number % BUILDINGS),
		str(101 + number // BUILDINGS % ROOMS_PER_BUILDING),
		str(number % 6 + 1),
		f"138{number + (50_000_000 if changed else 0):08}",
		"住校",
		"在读",
		f"山东省潍坊市某街道{number}号",
		f"家长{number:05}",
		f"139{number:08}",
		"父亲",
	]


def make_workbook(numbers, moved: int = 0) -> bytes:
	buffer = io.BytesIO()
	with xlsxwriter.Workbook(buffer, {"constant_memory": True}) as book:
		sheet = book.add_worksheet("学生")
		sheet.write_row(0, 0, ["山东城市服务职业学院学生名单"])
		sheet.write_row(1, 0, HEADERS)
		for index, number in enumerate(numbers):
			for column, cell in enumerate(student(number, moved)):
				sheet.write_string(index + 2, column, cell)
	return buffer.getvalue()


def upload(content: bytes, file_name: str):
	file = frappe.get_doc(
		{"doctype": "File", "file_name": file_name, "is_private": 1, "content": content}
	).insert()
	document = frappe.get_doc({"doctype": DOCTYPE, "file": file.file_url}).insert()
	frappe.db.commit()
	return document


def run(document) -> None:
	"""What the worker does; queued and picked up by hand, so that waiting for a worker is not measured."""
	document.db_set({"status": "Queued"})
	importing.run(document.doctype, document.name, frappe.session.user)
	document.reload()


# against what


def snapshot() -> dict[str, list[tuple]]:
	"""The rows as the import has stored them, with the names of their columns."""
	found = {}
	for doctype, key in ((STUDENT, "name"), (GUARDIAN, "parent")):
		columns = [row[0] for row in frappe.db.sql(f"show columns from `tab{doctype}`")]
		names = ", ".join(f"`{name}`" for name in columns)
		rows = frappe.db.sql(
			f"select {names} from `tab{doctype}` where `{key}` like '{PREFIX}%' order by name"
		)
		found[doctype] = [tuple(columns), *rows]
	return found


def raw_inserts(tables: dict[str, list[tuple]]):
	"""Raw SQL on purpose: this is the limit that everything else is measured against."""
	for doctype in tables:
		frappe.db.sql_ddl(f"drop table if exists `bench {doctype}`")
		frappe.db.sql_ddl(f"create table `bench {doctype}` like `tab{doctype}`")

	def write() -> None:
		for doctype, (columns, *rows) in tables.items():
			line = f"({', '.join(['%s'] * len(columns))})"
			names = ", ".join(f"`{name}`" for name in columns)
			for start in range(0, len(rows), CHUNK):
				chunk = rows[start : start + CHUNK]
				frappe.db.sql(
					f"insert into `bench {doctype}` ({names}) values {', '.join([line] * len(chunk))}",
					[value for row in chunk for value in row],
				)
				frappe.db.commit()

	return write


def data_import_seconds() -> float:
	"""The framework's importer over a clean CSV of its own form; no preview, no job, no log of the
	browser."""
	import csv

	from frappe.core.doctype.data_import.importer import Importer

	rooms = {
		(row.building, row.dormitory_name): row.name
		for row in frappe.get_all(
			"Campus Dormitory",
			filters={"dormitory_type": "Room"},
			fields=["name", "building", "dormitory_name"],
		)
	}
	buffer = io.StringIO()
	writer = csv.writer(buffer)
	writer.writerow(DATA_IMPORT_HEADERS)
	for number in range(STUDENTS, STUDENTS + SAMPLE):
		cells = dict(zip(HEADERS, student(number), strict=True))
		gender = "Male" if cells["性别"] == "男" else "Female"
		room = rooms[cells["宿舍楼"], cells["宿舍"]]
		writer.writerow(
			[
				*(
					cells["学号"],
					cells["姓名"],
					gender,
					cells["身份证号"],
					cells["班级"],
					room,
					cells["床号"],
					cells["手机"],
				),
				*("Dormitory", "Enrolled", cells["家庭住址"], cells["家长姓名"], "父亲", cells["家长电话"]),
			]
		)
	file = frappe.get_doc(
		{"doctype": "File", "file_name": "sample.csv", "is_private": 1, "content": buffer.getvalue()}
	).insert()
	lang, frappe.local.lang = frappe.local.lang, "en"  # it knows columns by their translated labels
	try:
		job = frappe.get_doc(
			{
				"doctype": "Data Import",
				"reference_doctype": STUDENT,
				"import_type": "Insert New Records",
				"import_file": file.file_url,
				"mute_emails": 1,
			}
		).insert()
		frappe.db.commit()
		seconds = timed(lambda: Importer(STUDENT, data_import=job).import_data())
	finally:
		frappe.local.lang = lang
	written = frappe.db.count(STUDENT, {"name": (">=", f"{PREFIX}{STUDENTS:06}")})
	assert written >= SAMPLE, f"Data Import wrote {written} of {SAMPLE}"
	frappe.delete_doc("Data Import", job.name, force=True)
	return seconds


def remove() -> None:
	frappe.db.rollback()
	for doctype, key in ((GUARDIAN, "parent"), (STUDENT, "name")):
		frappe.db.delete(doctype, {key: ("like", f"{PREFIX}%")})
		frappe.db.sql_ddl(f"drop table if exists `bench {doctype}`")
	for name in frappe.get_all(DOCTYPE, filters={"status": ("!=", "Running")}, pluck="name"):
		frappe.delete_doc(DOCTYPE, name, force=True)
	for doctype in ("Campus Unit", "Campus Dormitory"):
		for name in frappe.get_all(
			doctype, filters={"name": ("like", f"{PREFIX}%")}, order_by="lft desc", pluck="name"
		):
			frappe.delete_doc(doctype, name, force=True)
	frappe.db.commit()


if __name__ == "__main__":
	main()
