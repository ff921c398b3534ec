"""Sync of 30,000 students with guardians and classes from an Education of the same site, against raw statements in the same run.

	python3 sandbox bench

The sync is: reading the host's tables, words and who is who, the list, its preview with all checks, the import with a commit per
chunk. Raw is what no program can do without: the SELECTs of the same columns and the INSERTs of the finished rows in the same tables
and chunks, without a single check. It makes DocTypes of Education under their real names and drops them: run it on a scratch site.
"""

import os
import time
from datetime import date, datetime, timedelta
from unittest.mock import patch

import frappe
from frappe.utils import now_datetime

from campus_safety.domain.people import host
from campus_safety.engines.sheets import run as importing
from campus_safety.services.people.host_sync import run
from campus_safety.services.people.host_sync.mapping import MAPPING, name_of
from campus_safety.tests.host.erp import NUMBER, drop_erp, make_erp

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
STUDENTS = 300 if SMALL else 30_000
CLASSES = 8 if SMALL else 400
CHUNK, PREFIX = 1000, "HBENCH"
STUDENT, GUARDIAN = "Campus Student", "Campus Student Guardian"
CPU: dict[float, float] = {}  # seconds on the clock: seconds of this process


def main() -> None:
	make_erp()
	try:
		measure()
	finally:
		remove()


def measure() -> None:
	fill_host()
	for subject in (host.DEPARTMENTS, host.CLASSES, host.STUDENTS):
		if not frappe.db.exists(MAPPING, name_of(subject)):
			frappe.get_doc({"doctype": MAPPING, "subject": subject, "system": host.SITE}).insert()
	places = timed(make_places)
	print(f"{STUDENTS:,} students in {CLASSES} classes; departments and classes were made in {places:.1f} s")
	with patch.object(frappe, "enqueue"):
		first = timed(sync_students)
		select, insert = timed(raw_selects), min(timed(raw_inserts(table)) for table in [snapshot()] * 3)
		again = timed(sync_students)
		move_a_tenth()
		tenth = timed(sync_students)
	raw = select + insert
	CPU[raw] = CPU[select] + CPU[insert]
	line("raw SELECTs and multi-row INSERTs", raw, raw)
	line("the whole sync: read, preview, import", first, raw)
	line("again, nothing to write", again, raw)
	line("again, one in ten has another telephone", tenth, raw)


def line(what: str, seconds: float, raw: float) -> None:
	cpu, of_raw = CPU.get(seconds, 0.0), CPU.get(raw) or 1.0
	print(
		f"{what:<44} {seconds:7.2f} s {seconds / raw:5.1f} x raw   CPU {cpu:7.2f} s {cpu / of_raw:5.1f} x raw"
	)


def timed(call) -> float:
	"""Seconds on the clock; on a busy machine compare the CPU, which is this process only."""
	begin, cpu = time.perf_counter(), time.process_time()
	call()
	seconds = time.perf_counter() - begin
	CPU[seconds] = time.process_time() - cpu
	return seconds


# the host


def fill_host() -> None:
	now = now_datetime()
	insert("Department", "name creation department_name", [(f"{PREFIX} - S", now, f"{PREFIX}学院")])
	insert("Program", "name creation program_name department", [(PREFIX, now, PREFIX, f"{PREFIX} - S")])
	groups = [(group(number), now, group(number), "Batch", PREFIX) for number in range(CLASSES)]
	insert("Student Group", "name creation student_group_name group_based_on program", groups)
	numbers = range(STUDENTS)
	insert(
		"Student",
		f"name creation enabled student_name gender date_of_birth student_mobile_number joining_date address_line_1 {NUMBER}",
		[
			(
				record(n),
				now,
				1,
				f"学生{n:05}",
				"Male",
				day(n),
				f"138{n:08}",
				"2026-09-01",
				f"某街道{n}号",
				number(n),
			)
			for n in numbers
		],
	)
	insert(
		"Guardian",
		"name creation guardian_name mobile_number",
		[(f"{PREFIX}G{n}", now, f"家长{n:05}", f"139{n:08}") for n in numbers],
	)
	insert(
		"Student Guardian",
		"name creation parent parenttype parentfield idx guardian guardian_name relation",
		[
			(
				f"{PREFIX}R{n}",
				now,
				record(n),
				"Student",
				"guardians",
				1,
				f"{PREFIX}G{n}",
				f"家长{n:05}",
				"Father",
			)
			for n in numbers
		],
	)
	insert(
		"Student Group Student",
		"name creation parent parenttype parentfield idx student active",
		[
			(f"{PREFIX}M{n}", now, group(n % CLASSES), "Student Group", "students", 1, record(n), 1)
			for n in numbers
		],
	)
	frappe.db.commit()  # a benchmark measures what is written, on a scratch site


def insert(doctype: str, columns: str, rows: list[tuple]) -> None:
	frappe.db.bulk_insert(doctype, columns.split(), rows, chunk_size=CHUNK)


def group(number: int) -> str:
	return f"{PREFIX}{number:03}班"


def record(number: int) -> str:
	return f"{PREFIX}-STU-{number:06}"


def number(n: int) -> str:
	return f"{PREFIX}{n:06}"


def day(n: int) -> date:
	return date(2005, 1, 1) + timedelta(days=n % 1200)


def move_a_tenth() -> None:
	# the host's own table, past its rules, as the host would change it
	frappe.db.sql(
		f"update `tabStudent` set student_mobile_number = concat('137', right(student_mobile_number, 8)) where name like '{PREFIX}%0'"
	)
	frappe.db.commit()  # the sync reads what the host has written


# the sync


def sync(subject: str):
	now = datetime.now()
	name = run.start(frappe.get_doc(MAPPING, name_of(subject)), now)
	run.carry_out(name, now)
	document = frappe.get_doc(run.SYNC, name)
	assert document.status in (run.PREVIEWED, run.COMPLETED), (document.status, document.error)
	return document


def make_places() -> None:
	with patch.object(frappe, "enqueue"):
		for subject in (host.DEPARTMENTS, host.CLASSES):
			document = sync(subject)
			run.confirm(document, datetime.now())
			run.carry_out(document.name, datetime.now())
			assert not frappe.db.get_value(run.SYNC, document.name, "refused")


def sync_students() -> None:
	document = sync(host.STUDENTS)
	assert not document.refused, [row.reason for row in document.issues[:3]]
	if not document.import_name:
		return
	listed = frappe.get_doc(document.import_doctype, document.import_name)
	importing.start(listed)
	importing.run(listed.doctype, listed.name, frappe.session.user)
	listed.reload()
	assert listed.status == "Completed", listed.error


# against what


def raw_selects() -> None:
	"""Raw SQL on purpose: this is the limit that everything else is measured against."""
	for columns, table in (
		(
			f"name, enabled, student_name, gender, date_of_birth, student_mobile_number, joining_date, address_line_1, {NUMBER}",
			"Student",
		),
		("name, guardian_name, relation, guardian, parent", "Student Guardian"),
		("name, mobile_number", "Guardian"),
		("student, parent", "Student Group Student"),
	):
		frappe.db.sql(f"select {columns} from `tab{table}`")


def snapshot() -> dict[str, list[tuple]]:
	"""Raw SQL on purpose: every column as it stands, to write the very same rows again."""
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
	"""Raw SQL on purpose, committed as often as the sync commits: the limit it is measured against."""
	for doctype in tables:
		frappe.db.sql_ddl(f"drop table if exists `bench {doctype}`")
		frappe.db.sql_ddl(f"create table `bench {doctype}` like `tab{doctype}`")

	def write() -> None:
		for doctype, (columns, *rows) in tables.items():
			cells = f"({', '.join(['%s'] * len(columns))})"
			names = ", ".join(f"`{name}`" for name in columns)
			for start in range(0, len(rows), CHUNK):
				chunk = rows[start : start + CHUNK]
				frappe.db.sql(
					f"insert into `bench {doctype}` ({names}) values {', '.join([cells] * len(chunk))}",
					[value for row in chunk for value in row],
				)
				frappe.db.commit()

	return write


def remove() -> None:
	frappe.db.rollback()
	for doctype, key in ((GUARDIAN, "parent"), (STUDENT, "name")):
		frappe.db.delete(doctype, {key: ("like", f"{PREFIX}%")})
		frappe.db.sql_ddl(f"drop table if exists `bench {doctype}`")
	ours = {"host_sync": ("is", "set")}
	for doctype, filters in (
		("Campus Student Import", ours),
		(run.SYNC, {}),
		(MAPPING, {"system": host.SITE}),
	):
		for name in frappe.get_all(doctype, filters=filters, pluck="name"):
			frappe.delete_doc(doctype, name, force=True)
	for name in frappe.get_all(
		"Campus Unit", filters={"unit_name": ("like", f"{PREFIX}%")}, order_by="lft desc", pluck="name"
	):
		frappe.delete_doc("Campus Unit", name, force=True)
	frappe.db.commit()  # the scratch site is left as it was
	drop_erp()


if __name__ == "__main__":
	main()
