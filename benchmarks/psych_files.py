"""Psychological files for 30,000 students at once, and until when each is kept; the classified counts of all of them.

	python3 sandbox bench

Files: against a raw multi-row INSERT of the same finished rows into a copy of the table, in the same chunks. Retention: 6,000 who have
left, against one plain UPDATE of the same rows. It removes what it wrote: run it on a scratch site.
"""

import os
import time

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.psychology.released_table import release
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.services.psychology import classified, files, retention

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
STUDENTS, CLASSES, COLLEGES = (300, 10, 2) if SMALL else (30_000, 600, 15)
PREFIX, FILE, STUDENT = "FILEBENCH", "Campus Psych File", "Campus Student"
GRADES = ("2023", "2024", "2025", "2026")
CHUNK = files.CHUNK


def main() -> None:
	frappe.set_user("Administrator")
	try:
		measure()
	finally:
		remove()


def measure() -> None:
	make_students()
	now = now_datetime()
	made = timed(lambda: files.make_missing(now))
	rows = snapshot()
	assert len(rows) - 1 == STUDENTS, len(rows)
	raw = min(timed(lambda: write_raw(rows)) for _attempt in range(2))
	again = timed(lambda: files.make_missing(now))
	print(f"{STUDENTS:,} students, {CLASSES} classes")
	line("raw multi-row INSERT of the finished rows", raw, raw)
	line("a file for everybody", made, raw)
	line("the same again (nothing to write)", again, raw)
	few = STUDENTS // 5
	frappe.db.sql(
		f"update `tab{STUDENT}` set status = 'Graduated', graduation_date = '2026-06-30'"
		f" where student_no like '{PREFIX}%%' order by student_no limit {few}"
	)
	frappe.db.commit()  # a benchmark measures what is written, on a scratch site
	plain = timed(plain_update)
	kept = timed(lambda: retention.follow(now.date()))
	print(
		f"{'retention of those who left':<44} {kept:8.2f} s {kept / plain:7.1f} x one plain UPDATE, {few:,} files"
	)
	counts = timed(classified.get_live)
	table = classified.get_live()[0]
	suppressed = timed(lambda: release(table))
	print(f"{'classified counts of everybody':<44} {counts:8.2f} s, suppressed in {suppressed:.2f} s")


def line(what: str, seconds: float, raw: float) -> None:
	print(f"{what:<44} {seconds:8.2f} s {seconds / raw:7.1f} x raw {STUDENTS / seconds:9,.0f} files/s")


def timed(call) -> float:
	begin = time.perf_counter()
	call()
	return time.perf_counter() - begin


def make_students() -> None:
	school = place(unit_name=f"{PREFIX}学校", unit_type="School", is_group=1)
	colleges = [
		place(unit_name=f"{PREFIX}学院{number}", unit_type="College", is_group=1, parent_campus_unit=school)
		for number in range(COLLEGES)
	]
	classes = []
	for number in range(CLASSES):
		college = colleges[number % COLLEGES]
		grade = GRADES[number // COLLEGES % len(GRADES)]
		name = place(
			unit_name=f"{PREFIX}{number:03}班", unit_type="Class", parent_campus_unit=college, grade=grade
		)
		classes.append((name, college))
	now = now_datetime()
	columns = ("name", "creation", "modified", "owner", "modified_by", "student_no", "student_name")
	columns = (*columns, "unit", "college", "status", "residence_type")
	lines = []
	for number in range(STUDENTS):
		name = f"{PREFIX}{number:06}"
		who = (name, now, now, "Administrator", "Administrator", name, f"学生{number:05}")
		lines.append((*who, *classes[number % CLASSES], "Enrolled", "Day Student"))
	for start in range(0, STUDENTS, CHUNK):
		insert_rows(STUDENT, columns, lines[start : start + CHUNK])
	frappe.db.commit()  # a benchmark measures what is written, on a scratch site


def place(**values) -> str:
	return frappe.get_doc({"doctype": "Campus Unit", **values}).insert().name


def snapshot() -> list[tuple]:
	"""The finished rows, below the names of their columns."""
	columns = tuple(row[0] for row in frappe.db.sql(f"show columns from `tab{FILE}`"))
	names = ", ".join(f"`{name}`" for name in columns)
	return [columns, *frappe.db.sql(f"select {names} from `tab{FILE}` where student like '{PREFIX}%%'")]


def write_raw(rows: list[tuple]) -> None:
	"""Into a copy of the table, with its indexes."""
	columns, *lines = rows
	frappe.db.sql_ddl(f"create or replace table `{PREFIX}` like `tab{FILE}`")
	names, cells = ", ".join(f"`{name}`" for name in columns), f"({', '.join(['%s'] * len(columns))})"
	for start in range(0, len(lines), CHUNK):
		part = lines[start : start + CHUNK]
		values = [value for row in part for value in row]
		frappe.db.sql(f"insert into `{PREFIX}` ({names}) values {', '.join([cells] * len(part))}", values)
		frappe.db.commit()  # a benchmark measures what is written, on a scratch site


def plain_update() -> None:
	"""On the copy: what the retention is measured against."""
	frappe.db.sql(
		f"update `{PREFIX}` as file join `tab{STUDENT}` as student on student.name = file.student"
		" set file.left_on = student.graduation_date, file.retention_until = '2031-06-30'"
		" where student.status = 'Graduated'"
	)
	frappe.db.commit()  # a benchmark measures what is written, on a scratch site


def remove() -> None:
	frappe.db.rollback()
	frappe.db.sql_ddl(f"drop table if exists `{PREFIX}`")
	for doctype, column in ((FILE, "student"), (STUDENT, "student_no")):
		frappe.db.delete(doctype, {column: ("like", f"{PREFIX}%")})
	filters = {"name": ("like", f"{PREFIX}%")}
	for name in frappe.get_all("Campus Unit", filters=filters, order_by="lft desc", pluck="name"):
		frappe.delete_doc("Campus Unit", name, force=True)
	frappe.db.commit()  # a benchmark measures what is written, on a scratch site


if __name__ == "__main__":
	main()
