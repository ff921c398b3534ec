"""Presence: a gate file of 12,000 rows, eight devices at once, the roll call of 1,200 beds.

	python3 sandbox bench

File: from the stored CSV (GB 18030) to the committed events — parsing, every check, the students found, the
comparison with what is there, the writes — against the same rows by raw multi-row INSERTs in the same run, and
against the framework's Data Import (a sample, scaled per row; into a DocType of the same columns and indexes
without any controller, which favours it).
Devices: eight keep-alive connections to a served site (two processes), p95 against `frappe.ping` under the same load.
Roll call: what the page asks the server for, against the plain SQL of the same rows.

It writes some 30,000 rows and removes them at the end: run it on a scratch site.
"""

import csv
import io
import os
import time
from datetime import datetime, timedelta
from importlib import import_module

import frappe
from frappe.utils import now_datetime

from benchmarks._devices import measure_devices
from campus_safety.engines.sets.bulk_insert import insert_rows
from campus_safety.engines.sheets import run as importing
from campus_safety.services.gate import events
from campus_safety.services.gate.sheet import GateImport
from campus_safety.tests.factories import make_assessment

SMALL = bool(os.environ.get("CAMPUS_BENCH_SMALL"))
ROWS, STUDENTS, BEDS, CLASSES = (600, 150, 60, 5) if SMALL else (12_000, 3_000, 1_200, 60)
SAMPLE = 20 if SMALL else 200  # rows through Data Import
CHUNK = GateImport.write_chunk
REPEATS = 1 if SMALL else 3  # the best counts, of the import and of the raw INSERT alike
NIGHT = datetime(2026, 11, 25, 22, 35)  # a teaching day, whatever the day on which this runs
CPU: dict[float, float] = {}  # seconds on the clock: seconds of this process
PREFIX = "PRES"
STUDENT, EVENT, DEVICE, PLAIN = (
	"Campus Student",
	"Campus Gate Event",
	"Campus Gate Device",
	"Bench Gate Event",
)
IMPORT, SETTINGS = "Campus Gate Import", "Campus Safety Settings"
HEADERS = ("序号", "人员编号", "人员姓名", "部门", "通行时间", "进/出", "流水号")


def main() -> None:
	if frappe.db.exists(STUDENT, {"student_no": ("like", f"{PREFIX}%")}):
		raise SystemExit("There are students of an earlier benchmark on this site.")
	print("load average at the start: {:.2f} {:.2f} {:.2f}".format(*os.getloadavg()))
	try:
		building, rooms = make_places()
		make_students(building, rooms)
		make_assessment("Gate Data")  # no device is switched on without one
		device = frappe.get_doc(
			{"doctype": DEVICE, "device_name": f"{PREFIX} gate", "direction": "Both"}
		).insert()
		frappe.db.commit()  # the served site reads on connections of its own
		measure_file(device.name)
		measure_devices(PREFIX, [f"{PREFIX}{number:06}" for number in range(STUDENTS)])
		measure_roll_call(building)
	finally:
		remove()
	print("load average at the end: {:.2f} {:.2f} {:.2f}".format(*os.getloadavg()))


def timed(call) -> float:
	"""Seconds on the clock. On a busy machine compare `s of CPU`, which is this process only."""
	begin, cpu = time.perf_counter(), time.process_time()
	call()
	seconds = time.perf_counter() - begin
	CPU[seconds] = time.process_time() - cpu
	return seconds


# the school


def make_places() -> tuple[str, list[str]]:
	place("Campus Unit", unit_name=f"{PREFIX}学校", unit_type="School", is_group=1)
	college = place("Campus Unit", unit_name=f"{PREFIX}学院", unit_type="College", is_group=1)
	for number in range(CLASSES):
		place(
			"Campus Unit", unit_name=f"{PREFIX}{number:02}班", unit_type="Class", parent_campus_unit=college
		)
	building = place("Campus Dormitory", dormitory_name=f"{PREFIX}楼", dormitory_type="Building", is_group=1)
	rooms = [
		place(
			"Campus Dormitory",
			dormitory_name=f"{PREFIX}{number:03}",
			dormitory_type="Room",
			parent_campus_dormitory=building,
		)
		for number in range(BEDS // 6)
	]
	return building, rooms


def place(doctype: str, **values) -> str:
	return frappe.get_doc({"doctype": doctype, **values}).insert().name


def make_students(building: str, rooms: list[str]) -> None:
	classes = frappe.get_all("Campus Unit", {"unit_name": ("like", f"{PREFIX}%班")}, ["name", "college"])
	long_ago = now_datetime() - timedelta(days=90)
	columns = "name student_no student_name owner creation modified modified_by unit college status residence_type".split()
	columns += ["dormitory", "dormitory_building", "bed_no"]
	lines = []
	for number in range(STUDENTS):
		no, unit = f"{PREFIX}{number:06}", classes[number % len(classes)]
		room = rooms[number // 6] if number < BEDS else None
		stamp = ("Administrator", long_ago, long_ago, "Administrator")
		home = ("Dormitory", room, building) if room else ("Day Student", None, None)
		line = (
			no,
			no,
			f"学生{number:05}",
			*stamp,
			unit.name,
			unit.college,
			"Enrolled",
			*home,
			str(number % 6),
		)
		lines.append(line)
	insert_rows(STUDENT, columns, lines)


# a file


def make_file(series: int) -> bytes:
	"""series: another file of the same device, with event numbers of its own."""
	buffer = io.StringIO()
	writer = csv.writer(buffer)
	writer.writerow(["1号楼门禁通行记录"])
	writer.writerow(HEADERS)
	start = now_datetime() - timedelta(hours=9)
	for number in range(ROWS):
		moment = start + timedelta(seconds=2 * number)
		student = number % STUDENTS
		writer.writerow(
			(
				number,
				f"{PREFIX}{student:06}",
				f"学生{student:05}",
				f"{PREFIX}{student % CLASSES:02}班",
				f"{moment:%Y/%m/%d %H:%M:%S}",
				"进" if number % 2 else "出",
				f"{series}{number:07}",
			)
		)
	return buffer.getvalue().encode("gb18030")


def upload(content: bytes, device: str, file_name: str):
	file = frappe.get_doc(
		{"doctype": "File", "file_name": file_name, "is_private": 1, "content": content}
	).insert()
	document = frappe.get_doc({"doctype": IMPORT, "device": device, "file": file.file_url}).insert()
	frappe.db.commit()  # as the form leaves it, before anything is timed
	return document


def run(document) -> None:
	"""What the worker does; queued and picked up by hand, so that waiting for a worker is not measured."""
	document.db_set({"status": "Queued"})
	importing.run(document.doctype, document.name, frappe.session.user)
	document.reload()


def measure_file(device: str) -> None:
	contents = [make_file(series) for series in range(REPEATS)]
	content = contents[0]
	print(f"\n{ROWS:,} rows, {len(HEADERS)} columns, CSV of {len(content) / 1e6:.1f} MB in GB 18030")
	previews, runs = [], []
	for series, each in enumerate(contents):
		document = upload(each, device, f"file{series}.csv")
		previews.append(timed(lambda document=document: importing.preview(document)))
		runs.append(timed(lambda document=document: run(document)))
		assert (document.status, document.created, document.refused) == ("Completed", ROWS, 0), document.error
	preview, first = min(previews), min(runs)
	lines = stored_rows(device)[:ROWS]
	raw = min(timed(raw_inserts(lines)) for _time in range(REPEATS))
	again = upload(content, device, "again.csv")
	importing.preview(again)
	unchanged = timed(lambda: run(again))
	assert (again.created, again.unchanged) == (0, ROWS)
	assert frappe.db.count(EVENT, {"device": device}) == ROWS * REPEATS
	per_row = data_import_seconds(lines) / SAMPLE

	def line(what: str, seconds: float) -> None:
		cpu = f"{CPU[seconds]:8.2f} s of CPU" if seconds in CPU else ""
		print(f"{what:<46} {seconds:8.2f} s {seconds / raw:7.2f} x raw {ROWS / seconds:9,.0f} rows/s {cpu}")

	line("raw multi-row INSERT of the finished rows", raw)
	line("the import, all of it", first)
	line("the same file again (nothing to write)", unchanged)
	line("preview", preview)
	line(f"Data Import, {SAMPLE} rows scaled to {ROWS:,}", per_row * ROWS)
	print(f"Data Import takes {per_row * ROWS / first:.0f} times as long as the import per row.")


def stored_rows(device: str) -> list[tuple]:
	"""The rows as the import has stored them."""
	table = frappe.qb.DocType(EVENT)
	query = frappe.qb.from_(table).select(*(table[name] for name in events.COLUMNS))
	return list(query.where(table.device == device).orderby(table.name).run())


def raw_inserts(lines: list[tuple]):
	"""Raw SQL on purpose: this is the limit that everything else is measured against."""
	frappe.db.sql_ddl("drop table if exists `bench gate event`")
	frappe.db.sql_ddl(f"create table `bench gate event` like `tab{EVENT}`")
	names = ", ".join(f"`{name}`" for name in events.COLUMNS)
	one = f"({', '.join(['%s'] * len(events.COLUMNS))})"

	def write() -> None:
		for start in range(0, len(lines), CHUNK):
			chunk = lines[start : start + CHUNK]
			frappe.db.sql(
				f"insert into `bench gate event` ({names}) values {', '.join([one] * len(chunk))}",
				[value for row in chunk for value in row],
			)
			frappe.db.commit()  # a commit per chunk, as the import does

	return write


def data_import_seconds(lines: list[tuple]) -> float:
	"""The framework's importer over a clean CSV of its own form; no preview, no job, no log of the browser."""
	from frappe.core.doctype.data_import.importer import Importer

	make_plain_doctype()
	names = (
		"student",
		"event_time",
		"direction",
		"night",
		"device",
		"event_id",
		"dormitory",
		"unit",
		"college",
	)
	labels = [frappe.get_meta(PLAIN).get_label(name) for name in names]
	buffer = io.StringIO()
	writer = csv.writer(buffer)
	writer.writerow(labels)
	for row in lines[:SAMPLE]:
		values = dict(zip(events.COLUMNS, row, strict=True))
		writer.writerow(["" if values[name] is None else str(values[name]) for name in names])
	file = frappe.get_doc(
		{"doctype": "File", "file_name": "sample.csv", "is_private": 1, "content": buffer.getvalue()}
	).insert()
	lang, frappe.local.lang = frappe.local.lang, "en"  # it knows columns by their translated labels
	try:
		job = frappe.get_doc(
			{
				"doctype": "Data Import",
				"reference_doctype": PLAIN,
				"import_type": "Insert New Records",
				"import_file": file.file_url,
				"mute_emails": 1,
			}
		).insert()
		frappe.db.commit()  # the importer reads it anew
		seconds = timed(lambda: Importer(PLAIN, data_import=job).import_data())
	finally:
		frappe.local.lang = lang
	written = frappe.db.count(PLAIN)
	assert written == SAMPLE, f"Data Import wrote {written} of {SAMPLE}"
	frappe.delete_doc("Data Import", job.name, force=True)
	return seconds


def make_plain_doctype() -> None:
	"""The columns and indexes of an event, and no code of ours."""
	fields = []
	for field in frappe.get_meta(EVENT).fields:
		if field.fieldtype not in ("Section Break", "Column Break"):
			keep = ("fieldname", "fieldtype", "label", "options", "length", "in_list_view")
			fields.append({name: field.get(name) for name in keep})
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": PLAIN,
			"module": "Campus Daily Care",
			"custom": 1,
			"autoname": "hash",
			"allow_import": 1,
			"fields": fields,
			"permissions": [{"role": "System Manager", "read": 1, "write": 1, "create": 1, "import": 1}],
		}
	).insert()
	for columns in (
		["student", "event_time"],
		["unit", "event_time"],
		["college", "event_time"],
		["event_time"],
	):
		frappe.db.add_index(PLAIN, columns)


# the roll call


def measure_roll_call(building: str) -> None:
	page = import_module("campus_safety.services.presence.page")
	made = timed(lambda: page.open_building(building, NIGHT))
	opened = page.open_building(building, NIGHT)
	frappe.db.commit()  # the next opening finds the rows there, as on the second visit
	assert len(opened["rows"]) == BEDS, len(opened["rows"])
	row, student = frappe.qb.DocType("Campus Night Roll Call Row"), frappe.qb.DocType(STUDENT)
	plain = (
		frappe.qb.from_(row)
		.join(student)
		.on(student.name == row.student)
		.select(
			row.student,
			student.student_name,
			row.room,
			row.bed_no,
			row.status,
			row.confirmed,
			row.explained_until,
			row.return_time,
			row.note,
			row.marked_by,
		)
		.where(row.parent == opened["roll"])
		.orderby(row.idx)
	)
	sql = str(plain)  # the limit: nothing between the text and the rows
	select = min(timed(lambda: frappe.db.sql(sql)) for _time in range(10))
	again = min(timed(lambda: page.open_building(building, NIGHT)) for _time in range(10))
	fetch = min(timed(lambda: page.get_lines(opened["roll"])) for _time in range(10))
	print(f"\nRoll call of {BEDS:,} beds")
	print(f"{'plain SQL of the rows':<52} {select * 1000:8.1f} ms")
	print(f"{'the rows as the page gets them':<52} {fetch * 1000:8.1f} ms {fetch / select:7.1f} x plain SQL")
	print(
		f"{'opened (list brought up to date, totals, rooms)':<52} {again * 1000:8.1f} ms {again / select:7.1f} x plain SQL"
	)
	print(
		f"{'opened for the first time (list made)':<52} {made * 1000:8.1f} ms {made / select:7.1f} x plain SQL"
	)


def remove() -> None:
	frappe.db.rollback()
	devices = frappe.get_all(DEVICE, filters={"device_name": ("like", f"{PREFIX}%")}, pluck="name")
	frappe.db.delete(EVENT, {"device": ("in", devices or [""])})
	for name in frappe.get_all(IMPORT, filters={"device": ("in", devices or [""])}, pluck="name"):
		frappe.delete_doc(IMPORT, name, force=True)
	for name in devices:
		frappe.delete_doc(DEVICE, name, force=True)
	frappe.db.delete("Campus Night Roll Call Row", {"student": ("like", f"{PREFIX}%")})
	frappe.db.delete("Campus Night Roll Call", {"dormitory": ("like", f"{PREFIX}%")})
	frappe.db.delete(STUDENT, {"name": ("like", f"{PREFIX}%")})
	frappe.db.sql_ddl("drop table if exists `bench gate event`")
	frappe.delete_doc("DocType", PLAIN, force=True, ignore_missing=True)
	frappe.db.sql_ddl(f"drop table if exists `tab{PLAIN}`")
	for doctype in ("Campus Unit", "Campus Dormitory"):
		for name in frappe.get_all(
			doctype, {"name": ("like", f"{PREFIX}%")}, order_by="lft desc", pluck="name"
		):
			frappe.delete_doc(doctype, name, force=True)
	frappe.db.set_single_value(SETTINGS, "gate_push_per_minute", 120)
	frappe.clear_document_cache(SETTINGS, SETTINGS)
	frappe.db.commit()  # what was made for the measurement is gone


if __name__ == "__main__":
	main()
